import { Anchor, Button, Table, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { PaymentAttempt } from '../../../shared/ipc/schemas/payments.ts';
import { useIpcCommand } from '../../api/useIpcCommand.ts';
import { paths } from '../../app/paths.ts';
import { useCallNotice } from '../../app/useCallNotice.ts';
import { useScope } from '../../app/useScope.ts';
import { useFormat } from '../../format/useFormat.ts';
import { Tag } from '../../ui/Tag.tsx';
import classes from './Payments.module.css';
import { describeClearing, describeDecline, toneOfAttempt } from './paymentWords.ts';

type OptionalColumn = 'invoice' | 'customer';

export interface AttemptTableProps {
  attempts: readonly PaymentAttempt[];
  label: string;
  /** Left out where the page is about the one invoice or customer anyway. */
  columns: readonly OptionalColumn[];
}

/** Attempts to collect, newest first, each with what came of it. */
export function AttemptTable({ attempts, label, columns }: AttemptTableProps): ReactNode {
  const { t } = useTranslation('payments');
  return (
    <Table aria-label={label} className={classes.table ?? ''}>
      <Table.Thead>
        <Table.Tr>
          <Table.Th>{t('attempts.when')}</Table.Th>
          {columns.map((column) => (
            <Table.Th key={column}>{t(`attempts.${column}`)}</Table.Th>
          ))}
          <Table.Th>{t('attempts.method')}</Table.Th>
          <Table.Th>{t('attempts.result')}</Table.Th>
          <Table.Th ta="end">{t('attempts.amount')}</Table.Th>
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {attempts.map((attempt) => (
          <AttemptLine key={attempt.id} attempt={attempt} columns={columns} />
        ))}
      </Table.Tbody>
    </Table>
  );
}

function AttemptLine(props: { attempt: PaymentAttempt; columns: readonly OptionalColumn[] }): ReactNode {
  const { attempt, columns } = props;
  const { t } = useTranslation('payments');
  const format = useFormat();
  const { scope } = useScope();
  const { workspaceId, invoiceId, invoiceNumber, customerName, startedAt, who } = attempt;
  return (
    <Table.Tr>
      <Table.Td className={`tabular ${classes.whole}`} title={who}>
        {format.moment(startedAt)}
      </Table.Td>
      {columns.map((column) => (
        <Table.Td key={column} className={(column === 'invoice' && classes.whole) || ''}>
          {column === 'customer' ? (
            (customerName ?? '–')
          ) : (
            <Anchor component={Link} to={paths.invoice(scope, workspaceId, invoiceId)}>
              {invoiceNumber ?? invoiceId}
            </Anchor>
          )}
        </Table.Td>
      ))}
      <Table.Td>{attempt.methodLabel}</Table.Td>
      <Table.Td>
        <Tag tone={toneOfAttempt(attempt.state)}>{t(`attempts.state.${attempt.state}`)}</Tag>
        <AttemptDetail attempt={attempt} />
      </Table.Td>
      <Table.Td ta="end" className={`tabular ${classes.whole}`}>
        {format.money(attempt)}
      </Table.Td>
    </Table.Tr>
  );
}

function AttemptDetail({ attempt }: { attempt: PaymentAttempt }): ReactNode {
  const { t } = useTranslation('payments');
  const format = useFormat();
  const settle = useIpcCommand('payments.settle');
  const { tell, tellFailure } = useCallNotice();
  const { state } = attempt;
  if (state === 'unknown')
    return (
      <Button
        size="compact-xs"
        variant="default"
        ms={8}
        loading={settle.isPending}
        onClick={() =>
          settle.mutate(
            { attemptId: attempt.id },
            {
              onError: tellFailure,
              onSuccess: (settled) => settled.state === 'unknown' && tell(t('outcome.stillUnknown')),
            },
          )
        }
      >
        {t('outcome.lookNow')}
      </Button>
    );
  const detail =
    state === 'processing'
      ? describeClearing(attempt.clearing, t, format)
      : state === 'declined' || state === 'failed'
        ? describeDecline(attempt, t).reason
        : null;
  return (
    detail !== null && (
      <Text c="dimmed" size="xs">
        {detail}
      </Text>
    )
  );
}
