import { Anchor, Table, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { ageBuckets } from '../../../shared/domain/ageing.ts';
import type { CurrencyAgeing } from '../../../shared/ipc/schemas/today.ts';
import { paths } from '../../app/paths.ts';
import { useScope } from '../../app/useScope.ts';
import { useFormat } from '../../format/useFormat.ts';
import { LiveBadge } from '../../ui/LiveBadge.tsx';
import { Section } from '../../ui/Section.tsx';
import classes from './Ageing.module.css';
import { toAgeingRows, type AgeingRow } from './ageingRows.ts';

/** Buckets, and before them what is open, what is overdue and the bar, and the number behind. */
const columnCount = ageBuckets.length + 4;

/** Open and overdue per currency, LIVE and TEST apart: what is not the same money is never added up. */
export function Ageing({
  ageing,
  isReading,
}: {
  ageing: readonly CurrencyAgeing[];
  isReading: boolean;
}): ReactNode {
  const { t } = useTranslation('today');
  const rows = toAgeingRows(ageing);
  const modes = [...new Set(rows.map(({ livemode }) => livemode))];
  return (
    <Section title={t('ageing.title')}>
      {ageing.length === 0 ? (
        <Text c="dimmed">{t(isReading ? 'ageing.arriving' : 'ageing.none')}</Text>
      ) : (
        <div className={classes.scroll}>
          <Table className={classes.table ?? ''} aria-label={t('ageing.title')}>
            <Headings />
            {modes.map((livemode) => (
              <Table.Tbody key={String(livemode)}>
                {modes.length > 1 && (
                  <Table.Tr>
                    <Table.Th scope="rowgroup" colSpan={columnCount}>
                      <LiveBadge livemode={livemode} />
                    </Table.Th>
                  </Table.Tr>
                )}
                {rows
                  .filter((row) => row.livemode === livemode)
                  .map((row) => (
                    <AgeingLine key={row.open.currency} row={row} />
                  ))}
              </Table.Tbody>
            ))}
          </Table>
        </div>
      )}
    </Section>
  );
}

function Headings(): ReactNode {
  const { t } = useTranslation('today');
  const { scope } = useScope();
  return (
    <Table.Thead>
      <Table.Tr>
        <Table.Th ta="end">
          <Anchor component={Link} inherit to={paths.invoices(scope)}>
            {t('ageing.open')}
          </Anchor>
        </Table.Th>
        <Table.Th ta="end">
          <Anchor component={Link} inherit to={`${paths.invoices(scope)}?view=overdue`}>
            {t('ageing.overdue')}
          </Anchor>
        </Table.Th>
        <Table.Th className={classes.chart} aria-hidden />
        {ageBuckets.map((bucket) => (
          <Table.Th key={bucket} ta="end">
            <span className={`${classes.key} ${classes[bucket]}`} aria-hidden />
            {t(`ageing.bucket.${bucket}`)}
          </Table.Th>
        ))}
        <Table.Th ta="end">{t('ageing.invoices')}</Table.Th>
      </Table.Tr>
    </Table.Thead>
  );
}

function AgeingLine({ row }: { row: AgeingRow }): ReactNode {
  const { t } = useTranslation('today');
  const format = useFormat();
  const countText = (count: number): string => t('ageing.count', { count, formatted: format.count(count) });
  return (
    <Table.Tr className="tabular">
      <Table.Th scope="row" ta="end" className={classes.total} title={countText(row.open.count)}>
        {format.money(row.open)}
      </Table.Th>
      <Table.Td
        ta="end"
        className={row.overdue.count > 0 ? classes.late : undefined}
        title={countText(row.overdue.count)}
      >
        {row.overdue.count === 0 ? '–' : format.money(row.overdue)}
      </Table.Td>
      <Table.Td className={classes.chart} aria-hidden>
        <svg className={classes.bar} viewBox="0 0 100 10" preserveAspectRatio="none">
          {row.parts.map(({ bucket, start, width }) => (
            <rect key={bucket} className={classes[bucket]} x={start} width={width} y={0} height={10} />
          ))}
        </svg>
      </Table.Td>
      {row.buckets.map((bucket) => (
        <Table.Td
          key={bucket.bucket}
          ta="end"
          className={bucket.count === 0 ? classes.none : undefined}
          title={countText(bucket.count)}
        >
          {bucket.count === 0 ? '–' : format.money(bucket)}
        </Table.Td>
      ))}
      <Table.Td ta="end" className={classes.none}>
        {format.count(row.open.count)}
      </Table.Td>
    </Table.Tr>
  );
}
