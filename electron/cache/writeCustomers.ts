import type { PageContext } from './pageContext.ts';
import { findStoredCustomer, writeCustomerRow } from './repositories/customerWrites.ts';
import type { CustomerJson } from './stripeJson.ts';
import { replaceRelatedOfCustomer } from './writeRelated.ts';

/**
 * Writes the customers of a page. Tax ids that come embedded go to rows of their own, so that there is one place
 * to read them from, whichever answer brought them.
 */
export function writeCustomers(context: PageContext, customers: readonly CustomerJson[]): void {
  const { connection, workspace } = context;
  for (const customer of customers) {
    const stored = findStoredCustomer(connection, workspace, customer.id);
    if (!context.mayReplace('customer', customer.id, stored)) continue;
    const taxIds = customer.tax_ids;
    const target = context.place(
      'customers',
      taxIds ? { ...customer, tax_ids: undefined } : customer,
      stored,
    );
    writeCustomerRow(connection, target, customer);
    context.figures.add(customer.id);
    context.states.add(customer.id);
    context.names.add(customer.id);
    context.written += 1;
    if (taxIds)
      replaceRelatedOfCustomer(context, {
        kind: 'taxId',
        customer: customer.id,
        objects: taxIds.data,
        isWhole: !taxIds.has_more,
      });
  }
}

/** Marks a customer as deleted at Stripe; the row stays because invoices refer to it. */
export function removeCustomer(context: PageContext, id: string): void {
  const { connection, workspace, read } = context;
  const { changes } = connection
    .statement(
      `UPDATE customers SET deleted = 1, read_at = ?, read_order = ?
       WHERE workspace = ? AND id = ? AND read_order <= ?`,
    )
    .run(read.readAt, read.readOrder, workspace, id, read.readOrder);
  context.written += Number(changes);
}
