import type { CustomerField } from '../../../shared/domain/customers.ts';
import type { CustomerDetail, CustomerRow } from '../../../shared/ipc/schemas/customers.ts';
import type { CommandContext } from '../commandContext.ts';
import type { CommandOutcome, RequestOf } from '../commandRequest.ts';
import { exitCodes } from '../exitCodes.ts';
import { readPages } from '../pages.ts';
import { findWorkspaceOf } from '../selectWorkspace.ts';
import { toInvoiceItem } from './invoiceCommands.ts';
import { toPendingItem } from './pendingCommands.ts';

export async function listCustomers(
  { overdue, query, limit, cursor }: RequestOf<'customers.list'>,
  { handlers, workspaceIds }: CommandContext,
): Promise<CommandOutcome> {
  const { items, nextCursor, first } = await readPages({ limit, cursor }, (range) =>
    handlers['customers.list']({
      filter: {
        workspaceIds,
        query,
        hasOverdue: overdue,
        suspended: false,
        vatMissing: false,
        vatUnverified: false,
        cardExpiring: false,
        hasPendingEdit: false,
        country: null,
        includeDeleted: false,
      },
      sort: { field: 'name', direction: 'asc' },
      ...range,
    }),
  );
  return {
    value: { items: items.map(toCustomerItem), nextCursor, asOf: first.asOf },
    exitCode: exitCodes.done,
  };
}

function toCustomerItem(row: CustomerRow) {
  const {
    id,
    workspaceId,
    name,
    email,
    country,
    openInvoiceCount,
    overdueInvoiceCount,
    amountRemaining,
    service,
  } = row;
  return {
    id,
    workspaceId,
    name,
    email,
    country,
    openInvoiceCount,
    overdueInvoiceCount,
    amountRemaining,
    service,
  };
}
export type CustomerItem = ReturnType<typeof toCustomerItem>;

export async function getCustomer(
  { id }: RequestOf<'customers.get'>,
  context: CommandContext,
): Promise<CommandOutcome> {
  const workspaceId = await findWorkspaceOf(context, 'customer', id);
  const customer = await context.handlers['customers.get']({ workspaceId, customerId: id });
  return { value: toCustomerOutput(customer), exitCode: exitCodes.done };
}

function toCustomerOutput(customer: CustomerDetail) {
  const { id, workspaceId, name, email, phone, address, taxExempt, service, deleted, pendingEdit, asOf } =
    customer;
  return {
    id,
    workspaceId,
    name,
    email,
    phone,
    address,
    taxExempt,
    taxIds: customer.taxIds.map(({ id: taxIdId, type, value, status }) => ({
      id: taxIdId,
      type,
      value,
      status,
    })),
    service,
    paymentMethods: customer.paymentMethods.map((method) => ({
      id: method.id,
      type: method.type,
      label: method.label,
      isDefault: method.isDefault,
      usable: method.usable,
      removable: method.removable,
      removableReason: method.removableReason,
    })),
    openInvoices: customer.openInvoices.map(toInvoiceItem),
    invoiceHistory: customer.invoiceHistory.map(toInvoiceItem),
    deleted,
    pending: pendingEdit && toPendingItem(pendingEdit),
    asOf,
  };
}
export type CustomerOutput = ReturnType<typeof toCustomerOutput>;

/** Changes what was named, on top of what the cache holds: a change that somebody else made meanwhile is a conflict. */
export async function updateCustomer(
  { id, values, addTaxIds, removeTaxIds }: RequestOf<'customers.update'>,
  context: CommandContext,
): Promise<CommandOutcome> {
  const workspaceId = await findWorkspaceOf(context, 'customer', id);
  const customer = await context.handlers['customers.get']({ workspaceId, customerId: id });
  const saved = await context.handlers['customers.update']({
    workspaceId,
    customerId: id,
    // All of them: an address is one thing, and a part of it that somebody else changed is a conflict as well.
    base: knownValues(customer),
    changes: { values, addTaxIds, removeTaxIds },
  });
  return { value: saved, exitCode: exitCodes.done };
}

function knownValues(customer: CustomerDetail): Record<CustomerField, string | null> {
  const { name, email, phone, address, preferredLocale, taxExempt } = customer;
  return { name, email, phone, ...address, preferredLocale, taxExempt };
}
