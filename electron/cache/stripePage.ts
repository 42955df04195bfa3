import { AppError, isAppError } from '../../shared/errors/appError.ts';
import type { RawJson } from './bearerLinks.ts';
import type { CachedKind, PageSummary, ReadObject } from './cacheApi.ts';
import { mappedMembers } from './mappedMembers.ts';
import type { ReadMoment } from './pageContext.ts';
import { scanList, type ScannedList } from './pageScan.ts';
import type { InvoiceJson, StripeObject } from './stripeJson.ts';

/** A page as parsed: a Stripe list, or one object as a list of one. */
export interface ParsedPage {
  /** Of the objects at least the members that are mapped to columns. */
  objects: StripeObject[];
  hasMore: boolean;
  /** The JSON of objects as it came, without blanks. Not for those that the page did not bring so. */
  raw: ReadonlyMap<StripeObject, RawJson>;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}

function parseList({ objects: scanned, envelope }: ScannedList): ParsedPage {
  const { has_more: hasMore } = JSON.parse(envelope) as { has_more?: unknown };
  const raw = new Map<StripeObject, RawJson>();
  for (const object of scanned) raw.set(JSON.parse(object.mapped) as StripeObject, object.raw);
  return { objects: [...raw.keys()], hasMore: hasMore === true, raw };
}

function parseWhole(bytes: Buffer): ParsedPage {
  const parsed: unknown = JSON.parse(bytes.toString('utf8'));
  const raw = new Map<StripeObject, RawJson>();
  if (isObject(parsed) && Array.isArray(parsed['data']))
    return { objects: parsed['data'] as StripeObject[], hasMore: parsed['has_more'] === true, raw };
  if (isObject(parsed) && typeof parsed['id'] === 'string')
    return { objects: [parsed as unknown as StripeObject], hasMore: false, raw };
  throw new AppError(
    'stripe_unavailable',
    'An answer from Stripe was not understood. Nothing of it was stored.',
    {
      details: { reason: 'not_a_list' },
    },
  );
}

/** Parses the bytes of an answer; an answer that was cut off is refused whole. */
export function parsePage(kind: CachedKind, { buffer, byteOffset, byteLength }: Uint8Array): ParsedPage {
  const bytes = Buffer.from(buffer, byteOffset, byteLength);
  try {
    const list = scanList(bytes, mappedMembers[kind] ?? null);
    return list ? parseList(list) : parseWhole(bytes);
  } catch (cause) {
    if (isAppError(cause)) throw cause;
    throw new AppError(
      'stripe_unavailable',
      'An answer from Stripe arrived incomplete. Nothing of it was stored; it is asked for again.',
      { details: { reason: 'truncated' }, cause },
    );
  }
}

function jsonOf(object: StripeObject, raw: RawJson | undefined): string {
  return raw ? raw.bytes.toString('utf8', raw.start, raw.end) : JSON.stringify(object);
}

/** What the main thread needs to know about a page in order to ask for the next one. */
export function summarize(
  { objects, hasMore, raw }: ParsedPage,
  { readAt, readOrder }: ReadMoment,
  written: number,
): PageSummary {
  let oldestCreated: number | null = null;
  let newestCreated: number | null = null;
  const incomplete: ReadObject[] = [];
  for (const object of objects) {
    if (object.created !== undefined) {
      oldestCreated = Math.min(oldestCreated ?? object.created, object.created);
      newestCreated = Math.max(newestCreated ?? object.created, object.created);
    }
    if ((object as InvoiceJson).lines?.has_more === true)
      incomplete.push({ json: jsonOf(object, raw.get(object)), readAt, readOrder });
  }
  return {
    count: objects.length,
    hasMore,
    firstId: objects[0]?.id ?? null,
    lastId: objects.at(-1)?.id ?? null,
    oldestCreated,
    newestCreated,
    incomplete,
    written,
  };
}
