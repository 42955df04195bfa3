import { Anchor, Button, Skeleton, Table, Text } from '@mantine/core';
import { IconCreditCard } from '@tabler/icons-react';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { Expiry } from '../../../shared/domain/methodChanges.ts';
import type { ExpiringCardRow } from '../../../shared/ipc/schemas/paymentMethods.ts';
import { useIpcQuery } from '../../api/useIpcQuery.ts';
import { AccountName } from '../../app/AccountName.tsx';
import { CallError } from '../../app/CallError.tsx';
import { Freshness } from '../../app/Freshness.tsx';
import { paths } from '../../app/paths.ts';
import { useScope } from '../../app/useScope.ts';
import { formatExpiry } from '../../format/dates.ts';
import { useFormat } from '../../format/useFormat.ts';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { Page } from '../../ui/Page.tsx';
import { Tag, type Tone } from '../../ui/Tag.tsx';
import { AddMethodDialog } from './AddMethodDialog.tsx';
import { ObstacleButton } from './ObstacleButton.tsx';
import classes from './PaymentMethods.module.css';
import { useMethodObstacle } from './useMethodObstacle.ts';

const pageLength = 100;

/** Default cards that end: whom to ask for a new one before the next invoice fails. */
export function ExpiringPage(): ReactNode {
  const { t } = useTranslation('paymentMethods');
  const format = useFormat();
  const { workspaceIds } = useScope();
  const [limit, setLimit] = useState(pageLength);
  const { data, error, refetch } = useIpcQuery(
    'paymentMethods.listExpiring',
    { workspaceIds, offset: 0, limit: Math.min(limit, 500) },
    { keepPrevious: true },
  );
  const [asked, ask] = useState<ExpiringCardRow | null>(null);
  return (
    <Page title={t('expiring.title')} layout="fill" freshness={<Freshness />}>
      <div className={classes.page}>
        <Text c="dimmed" maw={720} mb={12}>
          {t('expiring.text')}
        </Text>
        {error && <CallError error={error} onRetry={() => void refetch()} />}
        {!data && !error && <Skeleton height={240} />}
        {data?.total === 0 && (
          <EmptyState
            icon={<IconCreditCard size={32} stroke={1.4} />}
            title={t('expiring.empty')}
            text={t('expiring.emptyText')}
          />
        )}
        {data && data.total > 0 && <ExpiringTable rows={data.rows} onAsk={ask} />}
        {data && data.rows.length < data.total && limit < 500 && (
          <Button variant="default" mt={8} onClick={() => setLimit(limit + pageLength)}>
            {t('expiring.more', { shown: format.count(data.rows.length), total: format.count(data.total) })}
          </Button>
        )}
      </div>
      {asked && <AskDialog row={asked} onClose={() => ask(null)} />}
    </Page>
  );
}

interface ExpiringTableProps {
  rows: readonly ExpiringCardRow[];
  onAsk: (row: ExpiringCardRow) => void;
}

const columns = ['customer', 'account', 'card', 'next', 'open', 'other'] as const;

function ExpiringTable({ rows, onAsk }: ExpiringTableProps): ReactNode {
  const { t } = useTranslation('paymentMethods');
  return (
    <Table className={classes.line ?? ''} aria-label={t('expiring.title')} stickyHeader>
      <Table.Thead>
        <Table.Tr>
          {columns.map((column) => (
            <Table.Th key={column}>{t(`expiring.columns.${column}`)}</Table.Th>
          ))}
          <Table.Th />
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {rows.map((row) => (
          <ExpiringLine key={`${row.workspaceId} ${row.customerId}`} row={row} onAsk={onAsk} />
        ))}
      </Table.Tbody>
    </Table>
  );
}

const tones: Record<Expiry, Tone> = {
  expired: 'negative',
  thisMonth: 'caution',
  nextMonth: 'caution',
  later: 'quiet',
};

function ExpiringLine({
  row,
  onAsk,
}: {
  row: ExpiringCardRow;
  onAsk: (row: ExpiringCardRow) => void;
}): ReactNode {
  const { t } = useTranslation('paymentMethods');
  const format = useFormat();
  const { scope, byId } = useScope();
  const obstacle = useMethodObstacle(row.workspaceId);
  const { workspaceId, customerId, customerName, label, expMonth, expYear, expiry, hasOther } = row;
  const account = byId(workspaceId);
  const name = customerName ?? customerId;
  return (
    <Table.Tr>
      <Table.Td>
        <Anchor component={Link} to={paths.customer(scope, workspaceId, customerId)}>
          {name}
        </Anchor>
      </Table.Td>
      <Table.Td>
        <AccountName workspaceId={workspaceId} />
      </Table.Td>
      <Table.Td className={classes.whole}>
        {label} <Tag tone={tones[expiry]}>{formatExpiry(expMonth, expYear)}</Tag>
      </Table.Td>
      <Table.Td className={`tabular ${classes.whole}`}>
        {row.nextInvoiceAt === null ? '–' : format.day(row.nextInvoiceAt, account?.timeZone)}
      </Table.Td>
      <Table.Td className={`tabular ${classes.whole}`}>
        {row.amountRemaining.length === 0 ? '–' : format.moneyList(row.amountRemaining)}
      </Table.Td>
      <Table.Td>
        {t(hasOther === null ? 'expiring.unknown' : hasOther ? 'expiring.yes' : 'expiring.no')}
      </Table.Td>
      <Table.Td>
        <span className={classes.actions}>
          <ObstacleButton
            obstacle={obstacle}
            label={t('expiring.ask')}
            about={t('expiring.askOf', { customer: name })}
            onClick={() => onAsk(row)}
          />
        </span>
      </Table.Td>
    </Table.Tr>
  );
}

function AskDialog({ row, onClose }: { row: ExpiringCardRow; onClose: () => void }): ReactNode {
  const { workspaceId, customerId } = row;
  const { data } = useIpcQuery('customers.get', { workspaceId, customerId });
  return data ? <AddMethodDialog customer={data} onClose={onClose} /> : null;
}
