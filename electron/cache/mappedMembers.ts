import type { CachedKind } from './cacheApi.ts';
import type { InvoiceJson } from './stripeJson.ts';

/** Names of the members that are read; of an object (or each object of a list) only these members are kept. */
interface MemberNames {
  readonly [name: string]: true | MemberNames;
}

const invoiceMembers = {
  id: true,
  object: true,
  created: true,
  deleted: true,
  number: true,
  status: true,
  customer: { id: true },
  customer_name: true,
  customer_email: true,
  customer_address: { city: true },
  customer_tax_ids: { value: true },
  currency: true,
  subtotal: true,
  total: true,
  total_taxes: { amount: true },
  amount_due: true,
  amount_paid: true,
  amount_remaining: true,
  effective_at: true,
  status_transitions: { finalized_at: true },
  due_date: true,
  collection_method: true,
  attempted: true,
  attempt_count: true,
  description: true,
  lines: { data: { description: true }, has_more: true },
} as const satisfies Record<keyof InvoiceJson, true | MemberNames>;

interface Member {
  key: Buffer;
  members: Members | null;
}

/** Members by the length of their names, as a scan of bytes looks for them. */
export type Members = readonly (readonly Member[] | undefined)[];

function membersOf(names: MemberNames): Members {
  const byLength: Member[][] = [];
  for (const [name, inner] of Object.entries(names))
    (byLength[name.length] ??= []).push({
      key: Buffer.from(name),
      members: inner === true ? null : membersOf(inner),
    });
  return byLength;
}

/**
 * What is read of each kind; a kind without an entry is read whole.
 * PERF: there are a hundred invoices to each of the others, and three quarters of their JSON is read by nobody (benchmark: backfill).
 */
export const mappedMembers: Partial<Record<CachedKind, Members>> = { invoice: membersOf(invoiceMembers) };

/** The member whose name stands in [start, end). */
export function memberAt(members: Members, bytes: Buffer, start: number, end: number): Member | null {
  const candidates = members[end - start];
  if (candidates === undefined) return null;
  for (const candidate of candidates) {
    const { key } = candidate;
    let index = 0;
    while (index < key.length && key[index] === bytes[start + index]) index += 1;
    if (index === key.length) return candidate;
  }
  return null;
}
