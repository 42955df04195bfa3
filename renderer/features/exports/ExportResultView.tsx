import { List, Spoiler, Table, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { ExportResult } from '../../../shared/ipc/schemas/documents.ts';
import { useFormat } from '../../format/useFormat.ts';
import { Tag } from '../../ui/Tag.tsx';
import classes from './ExportsPage.module.css';

/** What an export wrote, or would write: how many, how much, what is missing and why. */
export function ExportResultView({ result }: { result: ExportResult }): ReactNode {
  const { t } = useTranslation('exports');
  const format = useFormat();
  const { dryRun, files, bytes, failed, totals, gaps, complete } = result;
  const count = { count: files, formatted: format.count(files) };
  return (
    <div className={classes.result}>
      <Tag tone={complete ? 'positive' : 'negative'}>{t(completenessOf(result))}</Tag>
      <Text>
        {dryRun
          ? t('result.wouldWrite', count)
          : t('result.written', { ...count, size: format.bytes(bytes) })}
      </Text>
      {totals.length > 0 && <Totals totals={totals} />}
      {failed.length > 0 && (
        <NamedList
          title={t('result.failed', { count: failed.length, formatted: format.count(failed.length) })}
          items={failed.map(({ documentId, reason }) => ({ name: documentId, text: reason }))}
        />
      )}
      {gaps.length > 0 && (
        <NamedList title={t('result.gaps')} items={gaps.map((gap) => ({ name: gap, text: null }))} />
      )}
      {gaps.length > 0 && (
        <Text c="dimmed" size="xs">
          {t('result.gapsMeaning')}
        </Text>
      )}
    </div>
  );
}

function completenessOf({ dryRun, complete, files }: ExportResult) {
  if (complete && files === 0) return 'result.nothing';
  if (dryRun) return complete ? 'result.planComplete' : 'result.planIncomplete';
  return complete ? 'result.complete' : 'result.incomplete';
}

function Totals({ totals }: Pick<ExportResult, 'totals'>): ReactNode {
  const { t } = useTranslation('exports');
  const format = useFormat();
  return (
    <Table aria-label={t('result.totals')} className={classes.totals ?? ''}>
      <Table.Thead>
        <Table.Tr>
          <Table.Th>{t('result.currency')}</Table.Th>
          <Table.Th ta="end">{t('result.documents')}</Table.Th>
          <Table.Th ta="end">{t('result.total')}</Table.Th>
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {totals.map(({ currency, count, total }) => (
          <Table.Tr key={currency}>
            <Table.Td>{currency.toUpperCase()}</Table.Td>
            <Table.Td ta="end" className="tabular">
              {format.count(count)}
            </Table.Td>
            <Table.Td ta="end" className="tabular">
              {format.money({ amount: total, currency })}
            </Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  );
}

function NamedList({
  title,
  items,
}: {
  title: string;
  items: { name: string; text: string | null }[];
}): ReactNode {
  const { t } = useTranslation('exports');
  return (
    <div>
      <Text fw={600}>{title}</Text>
      <Spoiler maxHeight={140} showLabel={t('result.showAll')} hideLabel={t('result.showLess')}>
        <List size="sm" spacing={2}>
          {items.map(({ name, text }) => (
            <List.Item key={name}>
              <span className={classes.code}>{name}</span>
              {text !== null && ` ${text}`}
            </List.Item>
          ))}
        </List>
      </Spoiler>
    </div>
  );
}
