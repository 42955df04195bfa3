import { API_VERSION } from '../contract/apiVersion.ts';
import { buildEvent } from '../objects/event.ts';
import type { Books } from '../state/books.ts';

/** Who caused an event: a request, or Stripe itself. */
export interface Cause {
  books: Books;
  requestId: string | null;
  idempotencyKey: string | null;
}

/** Adds an event to the feed; `before` makes it tell what the changed fields were. */
export function emit(cause: Cause, type: string, object: object, before?: object): void {
  const { books } = cause;
  books.events.put(
    buildEvent({
      id: books.events.nextId(),
      created: books.now(),
      livemode: books.context.livemode,
      apiVersion: API_VERSION,
      type,
      object,
      previous: before === undefined ? undefined : previousAttributes(before, object),
      requestId: cause.requestId,
      idempotencyKey: cause.idempotencyKey,
    }),
  );
}

/** The old values of what differs: hashes by their changed keys, arrays whole. */
export function previousAttributes(before: object, after: object): Record<string, unknown> {
  const old = before as Record<string, unknown>;
  const now = after as Record<string, unknown>;
  const changed: Record<string, unknown> = {};
  for (const key of new Set([...Object.keys(old), ...Object.keys(now)])) {
    const [was, is] = [old[key], now[key]];
    if (isHash(was) && isHash(is)) {
      const inner = previousAttributes(was, is);
      if (Object.keys(inner).length > 0) changed[key] = inner;
    } else if (JSON.stringify(was) !== JSON.stringify(is)) {
      changed[key] = was ?? null;
    }
  }
  return changed;
}

function isHash(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
