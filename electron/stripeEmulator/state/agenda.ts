import type { Collection } from './collection.ts';

/** What Stripe does by itself some time after a request. */
export type ScheduledKind =
  | 'accept_mandate'
  | 'expire_incomplete'
  | 'expire_session'
  | 'retry_invoice'
  | 'settle_debit'
  | 'void_resumption';

export interface ScheduledWork {
  id: string;
  at: number;
  kind: ScheduledKind;
  /** The object that it happens to. */
  target: string;
  /** Why a debit comes back; null when all goes well. */
  failure: string | null;
}

/** Work that waits for its time. There are no timers: it is done when the next request arrives, dated to its own time. */
export interface Agenda {
  add(work: Omit<ScheduledWork, 'id'>): void;
  has(kind: ScheduledKind, target: string): boolean;
  cancel(kind: ScheduledKind, target: string): void;
  /** Removes and returns the earliest work that is due. */
  takeDue(now: number): ScheduledWork | undefined;
}

export function createAgenda(stored: Collection<ScheduledWork>): Agenda {
  let waiting: ScheduledWork[] | undefined;
  // Read on first use: by then the journal has been read back.
  const load = (): ScheduledWork[] => {
    waiting ??= stored.list({ limit: stored.size }).data.toSorted(inOrder);
    return waiting;
  };
  const find = (kind: ScheduledKind, target: string): ScheduledWork | undefined =>
    load().find((work) => work.kind === kind && work.target === target);
  const remove = (work: ScheduledWork): void => {
    const list = load();
    list.splice(list.indexOf(work), 1);
    stored.remove(work.id);
  };

  return {
    add(work) {
      const list = load();
      const added = stored.put({ ...work, id: stored.nextId() });
      const after = list.findIndex((other) => inOrder(other, added) > 0);
      list.splice(after < 0 ? list.length : after, 0, added);
    },
    has: (kind, target) => find(kind, target) !== undefined,
    cancel(kind, target) {
      const work = find(kind, target);
      if (work !== undefined) remove(work);
    },
    takeDue(now) {
      const [first] = load();
      if (first === undefined || first.at > now) return undefined;
      remove(first);
      return first;
    },
  };
}

function inOrder(a: ScheduledWork, b: ScheduledWork): number {
  return a.at - b.at || (a.id < b.id ? -1 : 1);
}
