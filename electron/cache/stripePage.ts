import { AppError } from '../../shared/errors/appError.ts';
import type { PageSummary } from './cacheApi.ts';
import type { InvoiceJson, StripeObject } from './stripeJson.ts';

/** A page as parsed: a Stripe list, or one object as a list of one. */
export interface ParsedPage {
  objects: StripeObject[];
  hasMore: boolean;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}

/** Parses the bytes of an answer; an answer that was cut off is refused whole. */
export function parsePage(bytes: Uint8Array): ParsedPage {
  let parsed: unknown;
  try {
    parsed = JSON.parse(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('utf8'));
  } catch (cause) {
    throw new AppError(
      'stripe_unavailable',
      'An answer from Stripe arrived incomplete. Nothing of it was stored; it is asked for again.',
      { details: { reason: 'truncated' }, cause },
    );
  }
  if (isObject(parsed) && Array.isArray(parsed['data']))
    return { objects: parsed['data'] as StripeObject[], hasMore: parsed['has_more'] === true };
  if (isObject(parsed) && typeof parsed['id'] === 'string')
    return { objects: [parsed as unknown as StripeObject], hasMore: false };
  throw new AppError(
    'stripe_unavailable',
    'An answer from Stripe was not understood. Nothing of it was stored.',
    {
      details: { reason: 'not_a_list' },
    },
  );
}

/** What the main thread needs to know about a page in order to ask for the next one. */
export function summarize({ objects, hasMore }: ParsedPage, written: number): PageSummary {
  let oldestCreated: number | null = null;
  let newestCreated: number | null = null;
  const incompleteLines: string[] = [];
  for (const object of objects) {
    if (object.created !== undefined) {
      oldestCreated = Math.min(oldestCreated ?? object.created, object.created);
      newestCreated = Math.max(newestCreated ?? object.created, object.created);
    }
    if ((object as InvoiceJson).lines?.has_more === true) incompleteLines.push(object.id);
  }
  return {
    count: objects.length,
    hasMore,
    firstId: objects[0]?.id ?? null,
    lastId: objects.at(-1)?.id ?? null,
    oldestCreated,
    newestCreated,
    incompleteLines,
    written,
  };
}
