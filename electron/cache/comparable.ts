import { createHash } from 'node:crypto';
import { bearerKeys } from './bearerLinks.ts';
import type { CachedKind } from './cacheApi.ts';

const links = new Set(bearerKeys);

/**
 * Fields that differ between two readings of an object that nobody changed: what comes only when it is asked for, and
 * counters that Stripe moves without an event.
 */
const passingFields: Partial<Record<CachedKind, readonly string[]>> = {
  customer: ['tax_ids', 'next_invoice_sequence'],
  invoice: ['payments', 'webhooks_delivered_at'],
};

/** A value with sorted keys and without bearer links, so that equal things are equal texts. */
function toOrdered(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(toOrdered);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).toSorted(([one], [other]) => (one < other ? -1 : 1));
  return Object.fromEntries(
    entries.map(([key, inner]) => [
      key,
      links.has(key) && typeof inner === 'string' ? null : toOrdered(inner),
    ]),
  );
}

/** An object's fields as texts that are equal where the fields are, whichever request brought them. */
export function comparableFields(kind: CachedKind, object: object): Record<string, string> {
  const passing = new Set(passingFields[kind]);
  const fields = Object.entries(toOrdered(object) as object).filter(([field]) => !passing.has(field));
  return Object.fromEntries(fields.map(([field, value]) => [field, JSON.stringify(value)]));
}

/** One short text for anything that JSON can say. */
export function hashOf(value: unknown): string {
  return createHash('sha256').update(JSON.stringify(value)).digest('base64url');
}
