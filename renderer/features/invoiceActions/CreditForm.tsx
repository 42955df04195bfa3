import {
  Alert,
  Button,
  Checkbox,
  Group,
  NumberInput,
  Radio,
  Select,
  Stack,
  Table,
  Textarea,
} from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { creditReasons } from '../../../shared/domain/creditNotes.ts';
import type { CreditPreview } from '../../../shared/ipc/schemas/invoiceActions.ts';
import { useFormat } from '../../format/useFormat.ts';
import { Fact } from '../../ui/Facts.tsx';
import type { CreditDraft } from './CreditDialog.tsx';
import { InvoiceFacts } from './dialogParts.tsx';
import { MinorInput } from './MinorInput.tsx';

export interface CreditFormProps {
  offer: CreditPreview;
  draft: CreditDraft;
  onChange: (draft: CreditDraft) => void;
  onReview: () => void;
  onClose: () => void;
}

/** What is credited and why. */
export function CreditForm({ offer, draft, onChange, onReview, onClose }: CreditFormProps): ReactNode {
  const { t } = useTranslation('invoiceActions');
  const format = useFormat();
  const amount = format.money({ amount: offer.creditable, currency: offer.currency });
  return (
    <Stack>
      <InvoiceFacts invoice={offer}>
        <Fact name={t('credit.creditable')}>{amount}</Fact>
      </InvoiceFacts>
      <Radio.Group
        label={t('credit.what')}
        value={draft.lines === null ? 'all' : 'lines'}
        onChange={(value) => onChange({ ...draft, lines: value === 'all' ? null : [] })}
      >
        <Group mt={6}>
          <Radio value="all" label={t('credit.all', { amount })} />
          <Radio value="lines" label={t('credit.byLine')} />
        </Group>
      </Radio.Group>
      {draft.lines !== null && (
        <LineTable offer={offer} lines={draft.lines} onChange={(lines) => onChange({ ...draft, lines })} />
      )}
      <WhySection draft={draft} onChange={onChange} />
      {offer.problem && draft.lines !== null && (
        <Alert color="yellow" variant="light" role="alert">
          {t(`problem.${offer.problem.problem}`)}
        </Alert>
      )}
      <Group justify="flex-end">
        <Button variant="default" onClick={onClose}>
          {t('cancel')}
        </Button>
        <Button disabled={draft.lines?.length === 0} onClick={onReview}>
          {t('credit.review')}
        </Button>
      </Group>
    </Stack>
  );
}

function WhySection({ draft, onChange }: Pick<CreditFormProps, 'draft' | 'onChange'>): ReactNode {
  const { t } = useTranslation('invoiceActions');
  return (
    <>
      <Select
        label={t('credit.reason')}
        placeholder={t('credit.noReason')}
        data={creditReasons.map((value) => ({ value, label: t(`reason.${value}`) }))}
        value={draft.reason}
        onChange={(value) =>
          onChange({ ...draft, reason: creditReasons.find((known) => known === value) ?? null })
        }
        clearable
      />
      <Textarea
        label={t('credit.memo')}
        value={draft.memo ?? ''}
        maxLength={5000}
        autosize
        minRows={2}
        maxRows={5}
        onChange={(event) => onChange({ ...draft, memo: event.currentTarget.value || null })}
      />
      <Checkbox
        label={t('credit.sendEmail')}
        checked={draft.sendEmail}
        onChange={(event) => onChange({ ...draft, sendEmail: event.currentTarget.checked })}
      />
    </>
  );
}

type Lines = NonNullable<CreditDraft['lines']>;

interface LineTableProps {
  offer: CreditPreview;
  lines: Lines;
  onChange: (lines: Lines) => void;
}

function LineTable({ offer, lines, onChange }: LineTableProps): ReactNode {
  const { t } = useTranslation('invoiceActions');
  return (
    <Table aria-label={t('credit.lines')}>
      <Table.Thead>
        <Table.Tr>
          <Table.Th>{t('credit.line')}</Table.Th>
          <Table.Th ta="end">{t('credit.lineAmount')}</Table.Th>
          <Table.Th>{t('credit.quantity')}</Table.Th>
          <Table.Th>{t('credit.amount')}</Table.Th>
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {offer.lines
          .filter(({ amount }) => amount > 0)
          .map((line) => (
            <LineRow
              key={line.id}
              line={line}
              currency={offer.currency}
              chosen={lines.find(({ lineId }) => lineId === line.id)}
              onChange={(chosen) =>
                onChange([...lines.filter(({ lineId }) => lineId !== line.id), ...(chosen ? [chosen] : [])])
              }
            />
          ))}
      </Table.Tbody>
    </Table>
  );
}

interface LineRowProps {
  line: CreditPreview['lines'][number];
  currency: string;
  chosen: Lines[number] | undefined;
  onChange: (chosen: Lines[number] | null) => void;
}

/** One line: chosen whole at first, then less of it by quantity or by amount. */
function LineRow({ line, currency, chosen, onChange }: LineRowProps): ReactNode {
  const { t } = useTranslation('invoiceActions');
  const format = useFormat();
  const { id: lineId, amount, quantity } = line;
  const name = line.description ?? lineId;
  return (
    <Table.Tr>
      <Table.Td>
        <Checkbox
          label={name}
          checked={chosen !== undefined}
          onChange={(event) =>
            onChange(event.currentTarget.checked ? { lineId, quantity: null, amount } : null)
          }
        />
      </Table.Td>
      <Table.Td ta="end" className="tabular">
        {format.money({ amount, currency })}
      </Table.Td>
      <Table.Td>
        {chosen && quantity !== null && quantity > 1 && (
          <NumberInput
            aria-label={t('credit.quantityOf', { line: name })}
            value={chosen.quantity ?? ''}
            min={1}
            max={quantity}
            allowDecimal={false}
            clampBehavior="strict"
            w={80}
            onChange={(typed) =>
              onChange(
                typed === ''
                  ? { lineId, quantity: null, amount }
                  : { lineId, quantity: Number(typed), amount: null },
              )
            }
          />
        )}
      </Table.Td>
      <Table.Td>
        {chosen && chosen.quantity === null && (
          <MinorInput
            isBare
            label={t('credit.amountOf', { line: name })}
            value={chosen.amount ?? 0}
            max={amount}
            currency={currency}
            onChange={(typed) => onChange({ lineId, quantity: null, amount: typed })}
          />
        )}
      </Table.Td>
    </Table.Tr>
  );
}
