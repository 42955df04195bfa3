import { Table, Text } from '@mantine/core';
import type { TFunction } from 'i18next';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { attemptStates } from '../../shared/domain/collecting.ts';
import { customerFields } from '../../shared/domain/customers.ts';
import { useFormat, type Format } from '../format/useFormat.ts';

export interface ShownChange {
  field: string;
  before: string | null;
  after: string | null;
}

/** The changes of an audit entry, in the order in which the fields stand there. */
export function toShownChanges(
  before: Readonly<Record<string, string | null>>,
  after: Readonly<Record<string, string | null>>,
): ShownChange[] {
  const fields = new Set([...Object.keys(before), ...Object.keys(after)]);
  return [...fields].map((field) => ({ field, before: before[field] ?? null, after: after[field] ?? null }));
}

const namedFields = [...customerFields, 'taxId', 'type', 'value'] as const;

/** What entries about accounts, documents and exports speak of. */
const otherFields = [
  'color',
  'perEndpoint',
  'overall',
  'concurrency',
  'desktops',
  'timeZone',
  'livemode',
  'sample',
  'keyType',
  'file',
  'sha256',
  'directory',
  'documents',
  'files',
  'failed',
  'result',
  'invoice',
  'amount',
  'collection',
  'reason',
  'subscription',
  'paymentMethod',
  'status',
] as const;

/** Name of a changed field; the field itself where a later version wrote one that this one does not know. */
export function nameOfField(field: string, t: TFunction<'app'>): string {
  const known = namedFields.find((name) => name === field);
  if (known) return t(`customerField.${known}`);
  const other = otherFields.find((name) => name === field);
  return other ? t(`otherField.${other}`) : field;
}

/** A field's value in words: countries, languages and tax treatment are codes in Stripe. */
export function wordOfValue(field: string, value: string, t: TFunction<'app'>, format: Format): string {
  if (field === 'country') return format.country(value);
  if (field === 'preferredLocale') return format.languageName(value);
  if (field === 'result' && (value === 'done' || value === 'partlyDone')) return t(`exportResult.${value}`);
  const collected = field === 'collection' && attemptStates.find((state) => state === value);
  if (collected) return t(`collectionState.${collected}`);
  if (value === 'true' || value === 'false') return t(`changes.${value}`);
  const isTreatment = value === 'none' || value === 'exempt' || value === 'reverse';
  return field === 'taxExempt' && isTreatment ? t(`taxExempt.${value}`) : value;
}

/** Before and after, field by field. */
export function ChangeTable({ changes }: { changes: readonly ShownChange[] }): ReactNode {
  const { t } = useTranslation();
  const format = useFormat();
  const cell = ({ field }: ShownChange, value: string | null): ReactNode =>
    value === null || value === '' ? (
      <Text c="dimmed" span>
        {t('changes.empty')}
      </Text>
    ) : (
      wordOfValue(field, value, t, format)
    );
  return (
    <Table aria-label={t('changes.label')}>
      <Table.Thead>
        <Table.Tr>
          <Table.Th w="28%">{t('changes.field')}</Table.Th>
          <Table.Th w="36%">{t('changes.before')}</Table.Th>
          <Table.Th w="36%">{t('changes.after')}</Table.Th>
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {changes.map((change) => (
          <Table.Tr key={`${change.field} ${change.before} ${change.after}`}>
            <Table.Td>{nameOfField(change.field, t)}</Table.Td>
            <Table.Td>{cell(change, change.before)}</Table.Td>
            <Table.Td>{cell(change, change.after)}</Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  );
}
