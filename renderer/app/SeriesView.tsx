import { Button, Group, Progress, Stack, Table, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useIpcCommand } from '../api/useIpcCommand.ts';
import { useFormat } from '../format/useFormat.ts';
import { CopyButton } from '../ui/CopyButton.tsx';
import { Tag, type Tone } from '../ui/Tag.tsx';
import classes from './SeriesView.module.css';

export interface SeriesColumn {
  title: string;
  align?: 'end';
  /** Is not broken over lines, e.g. a number. */
  whole?: boolean;
}

/** One invoice of a series: what the columns say of it, and what came of it. */
export interface SeriesLine {
  key: string;
  cells: readonly string[];
  tone: Tone;
  word: string;
  detail: string | null;
  isWaiting: boolean;
}

export interface SeriesViewProps {
  label: string;
  columns: readonly SeriesColumn[];
  lines: readonly SeriesLine[];
  /** The job that can be stopped; null while there is none. */
  jobId: string | null;
  isRunning: boolean;
  /** What came of all of it together; said when it has ended. */
  outcome: ReactNode;
  /** That the window can be closed meanwhile. */
  safe: string;
}

/** A series of actions on invoices: how far it is, what came of each, and the list to take along. */
export function SeriesView(props: SeriesViewProps): ReactNode {
  const { label, columns, lines, isRunning, outcome } = props;
  const { t } = useTranslation();
  return (
    <Stack gap="sm">
      {isRunning ? <SeriesProgress {...props} /> : outcome}
      <div className={classes.items}>
        <Table aria-label={label} className={classes.table ?? ''} stickyHeader>
          <Table.Thead>
            <Table.Tr>
              {columns.map(({ title, align }) => (
                <Table.Th key={title} {...(align ? { ta: align } : {})}>
                  {title}
                </Table.Th>
              ))}
              <Table.Th>{t('series.result')}</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {lines.map((line) => (
              <SeriesRow key={line.key} line={line} columns={columns} />
            ))}
          </Table.Tbody>
        </Table>
      </div>
      {!isRunning && (
        <Group>
          <CopyButton value={toCopiedList(lines)} what={t('series.list')} label={t('series.copy')} />
        </Group>
      )}
    </Stack>
  );
}

/** A series as lines with tabs, which spreadsheets take as cells. */
export function toCopiedList(lines: readonly Omit<SeriesLine, 'key'>[]): string {
  return lines.map(({ cells, word, detail }) => [...cells, word, detail ?? ''].join('\t')).join('\n');
}

function SeriesRow({ line, columns }: { line: SeriesLine; columns: readonly SeriesColumn[] }): ReactNode {
  const { cells, tone, word, detail } = line;
  return (
    <Table.Tr>
      {columns.map(({ title, align, whole }, index) => (
        <Table.Td
          key={title}
          className={`${whole ? classes.whole : ''} ${align ? 'tabular' : ''}`}
          {...(align ? { ta: align } : {})}
        >
          {cells[index]}
        </Table.Td>
      ))}
      <Table.Td>
        <Tag tone={tone}>{word}</Tag>
        {detail !== null && (
          <Text c="dimmed" size="xs">
            {detail}
          </Text>
        )}
      </Table.Td>
    </Table.Tr>
  );
}

function SeriesProgress({ label, lines, jobId, safe }: SeriesViewProps): ReactNode {
  const { t } = useTranslation();
  const format = useFormat();
  const cancel = useIpcCommand('jobs.cancel');
  const done = lines.filter(({ isWaiting }) => !isWaiting).length;
  const counts = { done: format.count(done), expected: format.count(lines.length) };
  return (
    <Stack gap={6}>
      <Progress value={(100 * done) / lines.length} aria-label={label} />
      <Group justify="space-between">
        <Text role="status">{t('series.progress', counts)}</Text>
        {jobId !== null && (
          <Button variant="default" loading={cancel.isPending} onClick={() => cancel.mutate({ jobId })}>
            {t('series.stop')}
          </Button>
        )}
      </Group>
      <Text c="dimmed">{safe}</Text>
    </Stack>
  );
}
