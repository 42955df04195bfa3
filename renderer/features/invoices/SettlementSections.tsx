import { Anchor, Table, Text } from '@mantine/core';
import type { TFunction } from 'i18next';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { InvoiceDetail } from '../../../shared/ipc/schemas/invoices.ts';
import { useScope } from '../../app/useScope.ts';
import { useFormat } from '../../format/useFormat.ts';
import { Section } from '../../ui/Section.tsx';
import { Tag, type Tone } from '../../ui/Tag.tsx';
import classes from './InvoicePage.module.css';

const paymentStates = {
  paid: 'positive',
  open: 'accent',
  canceled: 'quiet',
} as const satisfies Record<string, Tone>;

/** Stripe may know states that this version does not: those are shown as they are. */
function paymentState(status: string, t: TFunction<'invoices'>): { tone: Tone; word: string } {
  if (status === 'paid' || status === 'open' || status === 'canceled')
    return { tone: paymentStates[status], word: t(`payments.status.${status}`) };
  return { tone: 'quiet', word: status };
}

function paymentKind(kind: string, t: TFunction<'invoices'>): string {
  if (kind === 'payment_intent' || kind === 'charge') return t('payments.kind.stripe');
  return kind === 'payment_record' || kind === 'out_of_band_payment' ? t('payments.kind.outside') : kind;
}

/** What was paid, when and how. */
export function PaymentsSection({ invoice }: { invoice: InvoiceDetail }): ReactNode {
  const { t } = useTranslation('invoices');
  const { byId } = useScope();
  const format = useFormat();
  const { payments, currency } = invoice;
  const zone = byId(invoice.workspaceId)?.timeZone;
  return (
    <Section title={t('payments.title')}>
      {payments.length === 0 ? (
        <NoPayments invoice={invoice} />
      ) : (
        <Table aria-label={t('payments.title')} className={classes.table ?? ''}>
          <Table.Thead>
            <Table.Tr>
              <Table.Th>{t('payments.date')}</Table.Th>
              <Table.Th>{t('payments.how')}</Table.Th>
              <Table.Th>{t('payments.state')}</Table.Th>
              <Table.Th ta="end">{t('payments.amount')}</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {payments.map(({ id, paidAt, kind, status, amount }) => {
              const { tone, word } = paymentState(status, t);
              return (
                <Table.Tr key={id}>
                  <Table.Td className="tabular">
                    {paidAt === null ? '' : format.moment(paidAt, zone)}
                  </Table.Td>
                  <Table.Td>{paymentKind(kind, t)}</Table.Td>
                  <Table.Td>
                    <Tag tone={tone}>{word}</Tag>
                  </Table.Td>
                  <Table.Td ta="end" className="tabular">
                    {format.money({ amount, currency })}
                  </Table.Td>
                </Table.Tr>
              );
            })}
          </Table.Tbody>
        </Table>
      )}
    </Section>
  );
}

/** Without its payments an invoice may still be paid: they are read one invoice at a time. */
function NoPayments({ invoice }: { invoice: InvoiceDetail }): ReactNode {
  const { t } = useTranslation('invoices');
  const format = useFormat();
  const { status, amountPaid, currency } = invoice;
  const paid = format.money({ amount: amountPaid, currency });
  if (amountPaid > 0) return <Text c="dimmed">{t('payments.notFetched', { paid })}</Text>;
  if (status === 'paid') return <Text c="dimmed">{t('payments.nothingToPay')}</Text>;
  return <Text c="dimmed">{t(status === 'draft' ? 'payments.noneDraft' : 'payments.none')}</Text>;
}

export interface CreditNotesSectionProps {
  invoice: InvoiceDetail;
  onShow: (creditNoteId: string) => void;
}

/** Credit notes on the invoice; their number opens the document at the side. */
export function CreditNotesSection({ invoice, onShow }: CreditNotesSectionProps): ReactNode {
  const { t } = useTranslation('invoices');
  const { byId } = useScope();
  const format = useFormat();
  const { creditNotes, currency } = invoice;
  const zone = byId(invoice.workspaceId)?.timeZone;
  if (creditNotes.length === 0) return null;
  return (
    <Section title={t('creditNotes.title')}>
      <Table aria-label={t('creditNotes.title')} className={classes.table ?? ''}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{t('creditNotes.number')}</Table.Th>
            <Table.Th>{t('creditNotes.date')}</Table.Th>
            <Table.Th>{t('creditNotes.state')}</Table.Th>
            <Table.Th ta="end">{t('creditNotes.amount')}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {creditNotes.map(({ id, number, createdAt, status, total }) => (
            <Table.Tr key={id}>
              <Table.Td>
                <Anchor component="button" type="button" onClick={() => onShow(id)}>
                  {number}
                </Anchor>
              </Table.Td>
              <Table.Td className="tabular">{format.day(createdAt, zone)}</Table.Td>
              <Table.Td>
                <Tag tone={status === 'void' ? 'quiet' : 'positive'}>
                  {status === 'void' ? t('creditNotes.void') : t('creditNotes.issued')}
                </Tag>
              </Table.Td>
              <Table.Td ta="end" className="tabular">
                {format.money({ amount: -total, currency })}
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Section>
  );
}
