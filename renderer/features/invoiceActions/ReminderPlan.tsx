import { Button, Checkbox, Group, Loader, Stack, Table, Text } from '@mantine/core';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { InvoiceRow } from '../../../shared/ipc/schemas/invoices.ts';
import type { ReminderItem } from '../../../shared/ipc/schemas/reminders.ts';
import { useIpcQuery } from '../../api/useIpcQuery.ts';
import { AccountName } from '../../app/AccountName.tsx';
import { CallError } from '../../app/CallError.tsx';
import { useScope } from '../../app/useScope.ts';
import { useFormat } from '../../format/useFormat.ts';
import { Fact, Facts } from '../../ui/Facts.tsx';
import classes from './InvoiceActions.module.css';
import { toPlannedLines, toReminderItem, type PlannedLine } from './reminderWords.ts';
import { useActionObstacle } from './useActionObstacle.ts';

export interface ReminderPlanProps {
  invoices: readonly InvoiceRow[];
  isSending: boolean;
  failure: ReactNode;
  onSend: (items: ReminderItem[]) => void;
  onClose: () => void;
}

/** What would be sent, to whom and in which account; what would not, and why. */
export function ReminderPlan({
  invoices,
  isSending,
  failure,
  onSend,
  onClose,
}: ReminderPlanProps): ReactNode {
  const { t } = useTranslation('reminders');
  const format = useFormat();
  const obstacleOf = useActionObstacle();
  const refs = invoices.map(({ workspaceId, id }) => ({ workspaceId, invoiceId: id }));
  const { data, error, refetch } = useIpcQuery('reminders.plan', { invoices: refs }, { keepPrevious: true });
  const [turned, turn] = useTurned();
  if (error) return <CallError error={error} onRetry={() => void refetch()} />;
  if (!data) return <Planning />;
  const lines = toPlannedLines(data, t, (workspaceId) => obstacleOf(workspaceId, 'send'));
  const sendable = lines.filter(({ reason }) => reason === null);
  // What was sent a short while ago is off unless somebody turns it on.
  const isChosen = ({ key, isRecent }: PlannedLine): boolean => turned.has(key) === isRecent;
  const chosen = sendable.filter(isChosen);
  const count = { count: chosen.length, formatted: format.count(chosen.length) };
  return (
    <Stack>
      <Text>{chosen.length === 0 ? t('none') : t('text', count)}</Text>
      <Accounts lines={chosen} />
      <RecentNotice lines={sendable} />
      <div className={classes.plan}>
        {sendable.length > 0 && <SendableTable lines={sendable} isChosen={isChosen} onTurn={turn} />}
        {sendable.length < lines.length && (
          <RefusedTable lines={lines.filter(({ reason }) => reason !== null)} />
        )}
      </div>
      <UnknownNotice count={invoices.length - lines.length} />
      {failure}
      <Group justify="flex-end">
        <Button variant="default" disabled={isSending} onClick={onClose}>
          {t('cancel')}
        </Button>
        <Button
          loading={isSending}
          disabled={chosen.length === 0}
          onClick={() => onSend(chosen.map(toReminderItem))}
        >
          {t('confirm', count)}
        </Button>
      </Group>
    </Stack>
  );
}

/** Keys that were turned from what they are by themselves. */
function useTurned(): [ReadonlySet<string>, (key: string) => void] {
  const [turned, setTurned] = useState<ReadonlySet<string>>(new Set());
  const turn = (key: string): void =>
    setTurned(
      (known) => new Set(known.has(key) ? [...known].filter((each) => each !== key) : [...known, key]),
    );
  return [turned, turn];
}

function Planning(): ReactNode {
  const { t } = useTranslation('reminders');
  return (
    <Group gap="sm" role="status" mih={160} justify="center">
      <Loader size="sm" />
      <Text c="dimmed">{t('planning')}</Text>
    </Group>
  );
}

/** How many per account: one in which nothing was meant shows here, and so does LIVE. */
function Accounts({ lines }: { lines: readonly PlannedLine[] }): ReactNode {
  const { t } = useTranslation('reminders');
  const { t: tApp } = useTranslation();
  const { byId } = useScope();
  const format = useFormat();
  const byAccount = [...Map.groupBy(lines, ({ workspaceId }) => workspaceId)];
  if (byAccount.length === 0) return null;
  const isTest = byAccount.some(([id]) => byId(id)?.livemode === false);
  return (
    <>
      <Facts>
        {byAccount.map(([id, { length: count }]) => (
          <Fact key={id} name={tApp('facts.account')}>
            <AccountName workspaceId={id} /> {t('runs.count', { count, formatted: format.count(count) })}
          </Fact>
        ))}
      </Facts>
      {isTest && <Text c="dimmed">{t('testMode')}</Text>}
    </>
  );
}

function RecentNotice({ lines }: { lines: readonly PlannedLine[] }): ReactNode {
  const { t } = useTranslation('reminders');
  const format = useFormat();
  const count = lines.filter(({ isRecent }) => isRecent).length;
  if (count === 0) return null;
  return (
    <Text c="var(--house-caution)" role="note">
      {t('recent', { count, formatted: format.count(count) })}
    </Text>
  );
}

function UnknownNotice({ count }: { count: number }): ReactNode {
  const { t } = useTranslation('reminders');
  const format = useFormat();
  return count > 0 && <Text c="dimmed">{t('notKnown', { count, formatted: format.count(count) })}</Text>;
}

interface SendableTableProps {
  lines: readonly PlannedLine[];
  isChosen: (line: PlannedLine) => boolean;
  onTurn: (key: string) => void;
}

function SendableTable({ lines, isChosen, onTurn }: SendableTableProps): ReactNode {
  const { t } = useTranslation('reminders');
  const { byId } = useScope();
  const format = useFormat();
  return (
    <Table aria-label={t('chosen')}>
      <Table.Thead>
        <Table.Tr>
          <Table.Th aria-label={t('column.send')} />
          <Table.Th>{t('column.invoice')}</Table.Th>
          <Table.Th>{t('column.customer')}</Table.Th>
          <Table.Th>{t('column.email')}</Table.Th>
          <Table.Th ta="end">{t('column.amount')}</Table.Th>
          <Table.Th className={classes.whole ?? ''}>{t('column.lastSent')}</Table.Th>
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {lines.map((line) => (
          <Table.Tr key={line.key}>
            <Table.Td>
              <Checkbox
                size="xs"
                aria-label={t('send', { number: line.invoiceNumber ?? line.invoiceId })}
                checked={isChosen(line)}
                onChange={() => onTurn(line.key)}
              />
            </Table.Td>
            <Table.Td className={classes.whole ?? ''}>{line.invoiceNumber ?? line.invoiceId}</Table.Td>
            <Table.Td>{line.customerName ?? '–'}</Table.Td>
            <Table.Td>{line.email}</Table.Td>
            <Table.Td ta="end" className={`tabular ${classes.whole}`}>
              {format.money(line)}
            </Table.Td>
            <Table.Td
              className={`tabular ${classes.whole}`}
              {...(line.isRecent ? { c: 'var(--house-caution)' } : {})}
            >
              {line.lastSentAt === null
                ? t('never')
                : format.day(line.lastSentAt, byId(line.workspaceId)?.timeZone)}
            </Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  );
}

function RefusedTable({ lines }: { lines: readonly PlannedLine[] }): ReactNode {
  const { t } = useTranslation('reminders');
  return (
    <Table aria-label={t('leftOut')} mt="sm">
      <Table.Thead>
        <Table.Tr>
          <Table.Th className={classes.whole ?? ''}>{t('leftOut')}</Table.Th>
          <Table.Th>{t('column.customer')}</Table.Th>
          <Table.Th>{t('column.reason')}</Table.Th>
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {lines.map(({ key, invoiceNumber, invoiceId, customerName, reason }) => (
          <Table.Tr key={key}>
            <Table.Td className={classes.whole ?? ''}>{invoiceNumber ?? invoiceId}</Table.Td>
            <Table.Td>{customerName ?? '–'}</Table.Td>
            <Table.Td>{reason}</Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  );
}
