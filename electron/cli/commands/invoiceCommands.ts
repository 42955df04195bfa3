import type { InvoiceRow } from '../../../shared/ipc/schemas/invoices.ts';
import type { CommandContext } from '../commandContext.ts';
import type { CommandOutcome, RequestOf } from '../commandRequest.ts';
import { exitCodes } from '../exitCodes.ts';
import { readPages } from '../pages.ts';
import { findWorkspaceOf } from '../selectWorkspace.ts';

export async function listInvoices(
  { status, customer, query, from, to, limit, cursor }: RequestOf<'invoices.list'>,
  { handlers, workspaceIds }: CommandContext,
): Promise<CommandOutcome> {
  const { items, nextCursor, first } = await readPages({ limit, cursor }, (range) =>
    handlers['invoices.list']({
      filter: {
        workspaceIds,
        view: status === 'overdue' ? 'overdue' : 'all',
        status: status === 'overdue' ? null : status,
        customerId: customer,
        query,
        from,
        to,
      },
      sort: { field: 'createdAt', direction: 'desc' },
      ...range,
    }),
  );
  return {
    value: { items: items.map(toInvoiceItem), nextCursor, asOf: first.asOf },
    exitCode: exitCodes.done,
  };
}

export function toInvoiceItem(row: InvoiceRow) {
  return {
    id: row.id,
    workspaceId: row.workspaceId,
    number: row.number,
    status: row.status,
    overdue: row.overdue,
    customerId: row.customerId,
    customerName: row.customerName,
    currency: row.currency,
    total: row.total,
    amountDue: row.amountDue,
    amountRemaining: row.amountRemaining,
    createdAt: row.createdAt,
    dueAt: row.dueAt,
    document: row.document,
  };
}
export type InvoiceItem = ReturnType<typeof toInvoiceItem>;

export async function writeInvoicePdf(
  { id, out }: RequestOf<'invoices.pdf'>,
  context: CommandContext,
): Promise<CommandOutcome> {
  const workspaceId = await findWorkspaceOf(context, 'invoice', id);
  const saved = await context.saveDocument({ workspaceId, kind: 'invoice', objectId: id }, out);
  return { value: { id, ...saved }, exitCode: exitCodes.done };
}
