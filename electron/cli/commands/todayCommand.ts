import type { Today } from '../../../shared/ipc/schemas/today.ts';
import type { CommandContext } from '../commandContext.ts';
import type { CommandOutcome, RequestOf } from '../commandRequest.ts';
import { exitCodes } from '../exitCodes.ts';
import { toInvoiceItem } from './invoiceCommands.ts';
import { toPendingItem } from './pendingCommands.ts';

export async function showToday(
  { limit }: RequestOf<'today'>,
  { handlers, workspaceIds }: CommandContext,
): Promise<CommandOutcome> {
  const today = await handlers['today.get']({ workspaceIds, limit });
  return { value: toTodayItem(today), exitCode: exitCodes.done };
}

function listOf<Row, Item>(
  { total, rows }: { total: number; rows: readonly Row[] },
  toItem: (row: Row) => Item,
): { total: number; items: Item[] } {
  return { total, items: rows.map(toItem) };
}

/** What there is to do, as scripts see it. */
function toTodayItem(today: Today) {
  return {
    accounts: today.accounts,
    ageing: today.ageing,
    unknownOutcomes: listOf(
      today.unknownOutcomes,
      ({ id, workspaceId, invoiceId, amount, currency, startedAt }) => ({
        attemptId: id,
        workspaceId,
        invoiceId,
        amount,
        currency,
        startedAt,
      }),
    ),
    failedCollections: listOf(today.failedCollections, ({ invoice, daysLate, declineCode }) => ({
      ...toInvoiceItem(invoice),
      daysLate,
      declineCode,
    })),
    suspended: listOf(today.suspended, ({ restoring, ...customer }) => ({
      ...customer,
      restoringInvoiceId: restoring?.id ?? null,
    })),
    overdue: listOf(today.overdue, ({ invoice, daysLate }) => ({ ...toInvoiceItem(invoice), daysLate })),
    debits: listOf(today.debits, ({ invoice, methodLabel, clearing }) => ({
      ...toInvoiceItem(invoice),
      methodLabel,
      clearing,
    })),
    expiringCards: listOf(today.expiringCards, (row) => row),
    unverifiedVatIds: listOf(today.unverifiedVatIds, (row) => row),
    pendingEdits: listOf(today.pendingEdits, toPendingItem),
  };
}
export type TodayItem = ReturnType<typeof toTodayItem>;
