import type { UnixSeconds } from '../../shared/domain/dates.ts';

/** A request that did not go well; nothing in it is of a customer: the endpoint is named without ids. */
export interface RequestTrouble {
  at: UnixSeconds;
  endpoint: string;
  /** Null where no answer came. */
  status: number | null;
  /** Stripe's code or reason, or what happened on the way. */
  code: string;
  requestId: string | null;
}

/** What is remembered of the requests of one account since the start, for people who look after it. */
export interface RequestRecord {
  noteSent(method: string): void;
  noteTrouble(trouble: Omit<RequestTrouble, 'at'>): void;
  describe(): {
    requests: number;
    /** 429 answers by Stripe's reason. */
    refusals: Record<string, number>;
    /** Newest first. */
    troubles: RequestTrouble[];
  };
}

/** What support asks for is what just happened; the log holds the rest. */
const rememberedTroubles = 50;

/** Makes an empty record; `noteRead` hears of each request that counts against the account's reads. */
export function createRequestRecord(deps: { now: () => UnixSeconds; noteRead: () => void }): RequestRecord {
  let requests = 0;
  const refusals = new Map<string, number>();
  const troubles: RequestTrouble[] = [];

  return {
    noteSent(method) {
      requests += 1;
      if (method === 'GET') deps.noteRead();
    },
    noteTrouble(trouble) {
      troubles.unshift({ at: deps.now(), ...trouble });
      troubles.length = Math.min(troubles.length, rememberedTroubles);
      if (trouble.status === 429) refusals.set(trouble.code, (refusals.get(trouble.code) ?? 0) + 1);
    },
    describe: () => ({ requests, refusals: Object.fromEntries(refusals), troubles: [...troubles] }),
  };
}
