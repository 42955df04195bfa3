import type { Books } from '../state/books.ts';
import { lockTimeout } from './rateLimit.ts';
import type { Match } from './router.ts';

/** Stripe works on one customer's things one write at a time; a write that comes while another runs gives up. */
export interface Locks {
  /** Refuses when somebody else is at it. */
  check(name: string | undefined): void;
  /** Holds the lock until the returned function is called. */
  hold(name: string | undefined): () => void;
}

export function createLocks(): Locks {
  const held = new Set<string>();
  return {
    check(name) {
      if (name !== undefined && held.has(name)) throw lockTimeout();
    },
    hold(name) {
      if (name === undefined) return () => undefined;
      held.add(name);
      return () => void held.delete(name);
    },
  };
}

/** What a write locks: the customer that the addressed object belongs to, else the object; nothing when it makes one. */
export function lockOf(books: Books, { route, ids }: Match): string | undefined {
  const [id] = ids;
  if (route.method === 'GET' || id === undefined) return undefined;
  const object =
    books.invoices.find(id) ??
    books.paymentMethods.find(id) ??
    books.subscriptions.find(id) ??
    books.creditNotes.find(id) ??
    books.paymentIntents.find(id);
  return `${books.context.part} ${typeof object?.customer === 'string' ? object.customer : id}`;
}
