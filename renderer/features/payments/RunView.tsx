import { Button, Group, Progress, Stack, Table, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { CollectionRun } from '../../../shared/ipc/schemas/payments.ts';
import { useIpcCommand } from '../../api/useIpcCommand.ts';
import { useFormat } from '../../format/useFormat.ts';
import { CopyButton } from '../../ui/CopyButton.tsx';
import { Tag } from '../../ui/Tag.tsx';
import classes from './Payments.module.css';
import { describeItem, toCopiedList } from './paymentWords.ts';

/** A series of collections: how far it is, what came of each invoice, what came in. */
export function RunView({ run }: { run: CollectionRun }): ReactNode {
  const { t } = useTranslation('payments');
  const format = useFormat();
  const { state, items, collected } = run;
  const isRunning = state === 'running';
  return (
    <Stack gap="sm">
      {isRunning ? <RunProgress run={run} /> : <Text role="status">{t(`many.state.${state}`)}</Text>}
      {!isRunning && (
        <Text fw={600} className="tabular">
          {collected.length === 0
            ? t('many.nothingCollected')
            : t('many.collected', { amount: format.moneyList(collected) })}
        </Text>
      )}
      <div className={classes.items}>
        <Table aria-label={t('many.title')} className={classes.table ?? ''} stickyHeader>
          <Table.Thead>
            <Table.Tr>
              <Table.Th>{t('attempts.invoice')}</Table.Th>
              <Table.Th>{t('attempts.customer')}</Table.Th>
              <Table.Th ta="end">{t('attempts.amount')}</Table.Th>
              <Table.Th>{t('attempts.method')}</Table.Th>
              <Table.Th>{t('attempts.result')}</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {items.map((item) => (
              <ItemLine key={`${item.workspaceId} ${item.invoiceId}`} item={item} />
            ))}
          </Table.Tbody>
        </Table>
      </div>
      {!isRunning && (
        <Group>
          <CopyButton value={toCopiedList(run, t, format)} what={t('many.copyWhat')} label={t('many.copy')} />
        </Group>
      )}
    </Stack>
  );
}

function RunProgress({ run }: { run: CollectionRun }): ReactNode {
  const { t } = useTranslation('payments');
  const format = useFormat();
  const cancel = useIpcCommand('jobs.cancel');
  const { items, jobId } = run;
  const done = items.filter(({ state }) => state !== 'waiting').length;
  const counts = { done: format.count(done), expected: format.count(items.length) };
  return (
    <Stack gap={6}>
      <Progress value={(100 * done) / items.length} aria-label={t('many.title')} />
      <Group justify="space-between">
        <Text role="status">{t('many.progress', counts)}</Text>
        {jobId !== null && (
          <Button variant="default" loading={cancel.isPending} onClick={() => cancel.mutate({ jobId })}>
            {t('many.stopNow')}
          </Button>
        )}
      </Group>
      <Text c="dimmed">{t('many.safe')}</Text>
    </Stack>
  );
}

function ItemLine({ item }: { item: CollectionRun['items'][number] }): ReactNode {
  const { t } = useTranslation('payments');
  const format = useFormat();
  const { tone, word, detail } = describeItem(item, t);
  return (
    <Table.Tr>
      <Table.Td className={classes.whole ?? ''}>{item.invoiceNumber ?? item.invoiceId}</Table.Td>
      <Table.Td>{item.customerName ?? '–'}</Table.Td>
      <Table.Td ta="end" className={`tabular ${classes.whole}`}>
        {format.money(item)}
      </Table.Td>
      <Table.Td>{item.methodLabel ?? ''}</Table.Td>
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
