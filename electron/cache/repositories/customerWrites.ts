import { sortKeyOf } from '../../../shared/domain/folding.ts';
import { monthNumberOf } from '../../../shared/domain/paymentMethods.ts';
import { searchWords } from '../../../shared/domain/search.ts';
import type { Connection } from '../../sqlite/openDatabase.ts';
import type { CustomerJson } from '../stripeJson.ts';
import type { RowTarget } from './invoiceWrites.ts';
import { toIndexedText, type IndexedText } from './wordIndex.ts';

/** What is known about the row that a write replaces. */
export interface StoredRow {
  position: number;
  read_order: number;
  block: number;
}

/** The stored row of a customer, if any. */
export function findStoredCustomer(
  { statement }: Connection,
  workspace: number,
  id: string,
): StoredRow | undefined {
  return statement('SELECT position, read_order, block FROM customers WHERE workspace = ? AND id = ?').get(
    workspace,
    id,
  ) as StoredRow | undefined;
}

/** The last month of the default card; null for other methods, for none, and where the key may not read it. */
function cardEndsOf({ invoice_settings }: CustomerJson): number | null {
  const method = invoice_settings?.default_payment_method;
  const card = typeof method === 'object' ? method?.card : null;
  return card ? monthNumberOf({ year: card.exp_year, month: card.exp_month }) : null;
}

const upsert = `INSERT INTO customers (position, workspace, id, read_at, read_order, name, name_key, email, email_key, city, country,
    tax_ids, created, deleted, vat_state, service, service_rank, open_invoice_count, overdue_invoice_count,
    next_overdue_at, amounts_remaining, amount_remaining_rank, card_ends, block, block_start, block_length)
  VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, '', ?, 0, 'missing', 'none', 0, 0, 0, NULL, '[]', 0, ?, ?, ?, ?)
  ON CONFLICT (position) DO UPDATE SET read_at = excluded.read_at, read_order = excluded.read_order, name = excluded.name,
    name_key = excluded.name_key, email = excluded.email, email_key = excluded.email_key, city = excluded.city,
    country = excluded.country, deleted = 0, card_ends = excluded.card_ends, block = excluded.block, block_start = excluded.block_start,
    block_length = excluded.block_length`;

/** Writes the columns of a customer; figures that come from invoices and subscriptions are derived afterwards. */
export function writeCustomerRow(
  { statement }: Connection,
  { workspace, position, read, place }: RowTarget,
  customer: CustomerJson,
): void {
  statement(upsert).run(
    position,
    workspace,
    customer.id,
    read.readAt,
    read.readOrder,
    customer.name ?? null,
    sortKeyOf(customer.name ?? null),
    customer.email ?? null,
    sortKeyOf(customer.email ?? null),
    customer.address?.city ?? null,
    customer.address?.country ?? null,
    customer.created,
    cardEndsOf(customer),
    place.block,
    place.block_start,
    place.block_length,
  );
}

/** Words under which a customer is found. */
export function customerWords(
  customer: Pick<CustomerJson, 'name' | 'email'> & { city: string | null },
  taxIds: readonly string[],
): IndexedText {
  const words = searchWords({
    number: [],
    name: [customer.name],
    email: [customer.email],
    vatId: taxIds,
    city: [customer.city],
    line: [],
  });
  return toIndexedText(words);
}
