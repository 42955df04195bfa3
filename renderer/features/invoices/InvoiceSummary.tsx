import { Anchor, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { InvoiceDetail } from '../../../shared/ipc/schemas/invoices.ts';
import { paths } from '../../app/paths.ts';
import { useScope } from '../../app/useScope.ts';
import { useFormat } from '../../format/useFormat.ts';
import { Fact, Facts } from '../../ui/Facts.tsx';
import { describeReason } from './invoiceWords.ts';
import classes from './InvoicePage.module.css';

/** What people ask first: how much, for whom, since when and until when. */
export function InvoiceSummary({ invoice }: { invoice: InvoiceDetail }): ReactNode {
  const { t } = useTranslation('invoices');
  const { currency, total, amountPaid, amountRemaining } = invoice;
  return (
    <div className={classes.summary}>
      <div className={classes.amounts}>
        <Amount name={t('amounts.total')} amount={total} currency={currency} />
        <Amount name={t('amounts.paid')} amount={amountPaid} currency={currency} />
        <Amount name={t('amounts.remaining')} amount={amountRemaining} currency={currency} isStrong />
      </div>
      <InvoiceFacts invoice={invoice} />
      {invoice.description !== null && (
        <Text className={classes.description ?? ''}>{invoice.description}</Text>
      )}
    </div>
  );
}

interface AmountProps {
  name: string;
  amount: number;
  currency: string;
  isStrong?: boolean;
}

function Amount({ name, amount, currency, isStrong = false }: AmountProps): ReactNode {
  const format = useFormat();
  return (
    <div>
      <Text c="dimmed" size="xs">
        {name}
      </Text>
      <Text className="tabular" size="xl" fw={isStrong ? 700 : 500}>
        {format.money({ amount, currency })}
      </Text>
    </div>
  );
}

function InvoiceFacts({ invoice }: { invoice: InvoiceDetail }): ReactNode {
  const { t } = useTranslation('invoices');
  const { scope, byId } = useScope();
  const format = useFormat();
  const { workspaceId, customerId, customerName, customerDeleted, collectionMethod } = invoice;
  const { nextAttemptAt, lastSentAt, status } = invoice;
  const isToBeSent = status === 'open' && collectionMethod === 'send_invoice';
  const zone = byId(workspaceId)?.timeZone;
  const reason = describeReason(invoice.billingReason, t);
  const name = customerName ?? customerId ?? '';
  return (
    <Facts>
      <Fact name={t('facts.customer')}>
        {customerId === null || customerDeleted ? (
          t(customerDeleted ? 'facts.customerDeleted' : 'facts.customerUnknown', { name })
        ) : (
          <Anchor component={Link} to={paths.customer(scope, workspaceId, customerId)} underline="always">
            {name}
          </Anchor>
        )}
      </Fact>
      <Fact name={t('facts.issued')}>
        {invoice.issuedAt === null
          ? t('facts.notIssued', { day: format.day(invoice.createdAt, zone) })
          : format.day(invoice.issuedAt, zone)}
      </Fact>
      {invoice.dueAt !== null && <Fact name={t('facts.due')}>{format.day(invoice.dueAt, zone)}</Fact>}
      <Fact name={t('facts.collection')}>
        {t(`facts.collectionMethod.${collectionMethod}`)}
        {nextAttemptAt !== null && ` ${t('facts.nextAttempt', { when: format.moment(nextAttemptAt, zone) })}`}
      </Fact>
      {invoice.periodStart !== null &&
        invoice.periodEnd !== null &&
        invoice.periodStart !== invoice.periodEnd && (
          <Fact name={t('facts.period')}>
            {format.day(invoice.periodStart, zone)} – {format.day(invoice.periodEnd, zone)}
          </Fact>
        )}
      {(lastSentAt !== null || isToBeSent) && (
        <Fact name={t('facts.lastSent')}>
          {lastSentAt === null ? t('facts.neverSent') : format.moment(lastSentAt, zone)}
        </Fact>
      )}
      {reason !== null && <Fact name={t('facts.reason')}>{reason}</Fact>}
    </Facts>
  );
}
