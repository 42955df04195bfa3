import type { BackOff } from './pacer.ts';

/** How many requests may be under way at the same time, to one endpoint or to one account. */
export interface ConcurrencyLimit {
  current(): number;
  /** Stripe had too many of ours at once. */
  lower(underWay: number): void;
  succeeded(): void;
  setCeiling(ceiling: number): void;
}

/** So many first back-offs without a refusal, and one more request may be under way. */
const recoveryBackOffs = 5;

/** Makes a limit that is halved on a refusal and recovers one by one: what was too much is not tried again at once. */
export function createConcurrencyLimit(initialCeiling: number, backOff: BackOff): ConcurrencyLimit {
  let ceiling = initialCeiling;
  let current = ceiling;
  let changedAt = -Infinity;

  return {
    current: () => current,
    lower(underWay) {
      const now = performance.now();
      // Refusals come in bunches: those of requests that were under way together count once.
      if (now - changedAt < backOff.firstMs) return;
      current = Math.max(1, Math.floor(Math.min(current, underWay) / 2));
      changedAt = now;
    },
    succeeded() {
      const now = performance.now();
      if (current >= ceiling || now - changedAt < recoveryBackOffs * backOff.firstMs) return;
      current += 1;
      changedAt = now;
    },
    setCeiling(next) {
      current = current === ceiling ? next : Math.min(current, next);
      ceiling = next;
    },
  };
}
