import { Button, Group, Radio, Stack, Text } from '@mantine/core';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { sumByCurrency } from '../../../shared/domain/money.ts';
import type { InvoiceRow } from '../../../shared/ipc/schemas/invoices.ts';
import { useIpcCommand } from '../../api/useIpcCommand.ts';
import { useIpcQuery } from '../../api/useIpcQuery.ts';
import { AccountName } from '../../app/AccountName.tsx';
import { CallError } from '../../app/CallError.tsx';
import { useFormat } from '../../format/useFormat.ts';
import { CloseRow } from '../../ui/CloseRow.tsx';
import { Fact, Facts } from '../../ui/Facts.tsx';
import { StepDialog } from '../../ui/StepDialog.tsx';
import { recentRuns } from './recentRuns.ts';
import { RunView } from './RunView.tsx';
import { isCollectable } from './useCollectObstacle.ts';

export interface CollectManyDialogProps {
  invoices: readonly InvoiceRow[];
  onClose: () => void;
}

/** As many as one series takes. */
const mostInvoices = 500;

/** Collects several invoices: what they add up to per account, what to do on failure, and then the list of results. */
export function CollectManyDialog({ invoices, onClose }: CollectManyDialogProps): ReactNode {
  const { t } = useTranslation('payments');
  const start = useIpcCommand('payments.collectMany');
  const runId = start.data?.runId;
  return (
    <StepDialog title={t('many.title')} size={720} isSending={start.isPending} onClose={onClose}>
      {runId === undefined ? (
        <Confirmation
          invoices={invoices}
          isStarting={start.isPending}
          failure={start.error && <CallError error={start.error} />}
          onStart={(items, onFailure) => start.mutate({ items, onFailure })}
          onClose={onClose}
        />
      ) : (
        <Stack>
          <StartedRun runId={runId} />
          <CloseRow onClose={onClose} />
        </Stack>
      )}
    </StepDialog>
  );
}

type OnFailure = 'stop' | 'goOn';
type Items = Parameters<ReturnType<typeof useIpcCommand<'payments.collectMany'>>['mutate']>[0]['items'];

interface ConfirmationProps {
  invoices: readonly InvoiceRow[];
  isStarting: boolean;
  failure: ReactNode;
  onStart: (items: Items, onFailure: OnFailure) => void;
  onClose: () => void;
}

function Confirmation({ invoices, isStarting, failure, onStart, onClose }: ConfirmationProps): ReactNode {
  const { t } = useTranslation('payments');
  const format = useFormat();
  const [onFailure, setOnFailure] = useState<OnFailure>('stop');
  const collectable = invoices.filter(isCollectable);
  const leftOut = invoices.length - collectable.length;
  const count = collectable.length;
  const workspaceIds = [...new Set(collectable.map(({ workspaceId }) => workspaceId))];
  return (
    <Stack>
      <Text>{count === 0 ? t('many.none') : t('many.text', { count, formatted: format.count(count) })}</Text>
      {leftOut > 0 && (
        <Text c="dimmed">{t('many.leftOut', { count: leftOut, formatted: format.count(leftOut) })}</Text>
      )}
      <Totals invoices={collectable} workspaceIds={workspaceIds} />
      <Radio.Group
        label={t('many.onFailure')}
        value={onFailure}
        onChange={(value) => setOnFailure(value === 'goOn' ? 'goOn' : 'stop')}
      >
        <Stack gap={8} mt={6}>
          <Radio value="stop" label={t('many.stop')} />
          <Radio value="goOn" label={t('many.goOn')} />
        </Stack>
      </Radio.Group>
      {count > mostInvoices && <Text c="red">{t('many.tooMany', { most: mostInvoices })}</Text>}
      {failure}
      <Group justify="flex-end">
        <Button variant="default" onClick={onClose}>
          {t('collect.cancel')}
        </Button>
        <Button
          loading={isStarting}
          disabled={count === 0 || count > mostInvoices}
          onClick={() => onStart(collectable.map(toItem), onFailure)}
        >
          {/* Amounts of LIVE and TEST accounts never add up to one. */}
          {workspaceIds.length > 1
            ? t('many.confirmAll', { count, formatted: format.count(count) })
            : t('many.confirm', { amount: format.moneyList(sumOf(collectable)) })}
        </Button>
      </Group>
    </Stack>
  );
}

function toItem(invoice: InvoiceRow): Items[number] {
  const { workspaceId, id, number, customerName, amountRemaining, currency } = invoice;
  return {
    workspaceId,
    invoiceId: id,
    invoiceNumber: number,
    customerName,
    amount: amountRemaining,
    currency,
  };
}

function sumOf(invoices: readonly InvoiceRow[]): { amount: number; currency: string }[] {
  return sumByCurrency(
    invoices.map(({ amountRemaining, currency }) => ({ amount: amountRemaining, currency })),
  );
}

/** What each account's invoices add up to: an account in which nothing was meant shows here. */
function Totals({
  invoices,
  workspaceIds,
}: {
  invoices: readonly InvoiceRow[];
  workspaceIds: readonly string[];
}): ReactNode {
  const { t: tApp } = useTranslation();
  const format = useFormat();
  const isOneCustomer = new Set(invoices.map(({ customerId }) => customerId)).size === 1;
  const [first] = isOneCustomer ? invoices : [];
  return (
    <Facts>
      {first && <Fact name={tApp('facts.customer')}>{first.customerName ?? first.customerId}</Fact>}
      {workspaceIds.map((id) => {
        const own = invoices.filter(({ workspaceId }) => workspaceId === id);
        return (
          <Fact key={id} name={tApp('facts.account')}>
            <AccountName workspaceId={id} />{' '}
            <strong className="tabular">{format.moneyList(sumOf(own))}</strong>
          </Fact>
        );
      })}
    </Facts>
  );
}

function StartedRun({ runId }: { runId: string }): ReactNode {
  const { data = [] } = useIpcQuery('payments.listRuns', recentRuns);
  const run = data.find(({ id }) => id === runId);
  return run && <RunView run={run} />;
}
