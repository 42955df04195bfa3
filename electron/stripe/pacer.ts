/** *Units*: milliseconds. */
export interface BackOff {
  firstMs: number;
  maxMs: number;
}

/** Waiting time before the n-th repetition: doubled each time, with jitter so that desktops do not march in step. */
export function backOffMs({ firstMs, maxMs }: BackOff, repetition: number): number {
  const full = Math.min(maxMs, firstMs * 2 ** (repetition - 1));
  return full * (0.5 + Math.random() / 2);
}

/** Spaces the requests of one endpoint, or of one account, in time. */
export interface Pacer {
  /** How long the next request has to wait; 0 = go. */
  waitMs(): number;
  take(): void;
  slowDown(): void;
  succeeded(): void;
  /** *Units*: requests per second; `Infinity` means "only react to 429". */
  setCeiling(perSecond: number): void;
  /** The requests per second that may leave at the moment. */
  rate(): number;
}

/** 429 answers come in bunches; only the first of a bunch lowers the rate. */
const bunchMs = 1000;
const slowerFactor = 0.7;
const fasterFactor = 1.1;
const slowestPerSecond = 2;
const asGoodAsUnlimited = 1000;
/** Stripe's second and ours do not begin together, and requests do not all travel equally fast. */
const secondMs = 1010;

/**
 * Makes a pacer with a ceiling in requests per second that goes slower on 429 and finds its way back.
 * A quarter of a second's worth of requests may leave at once to make up for a delay, yet no second holds more than
 * the rate: a server that allows exactly this rate refuses nothing.
 */
export function createPacer(initialCeiling: number, backOff: BackOff): Pacer {
  let ceiling = initialCeiling;
  let rate = ceiling;
  let theoreticalArrival = 0;
  let pausedUntil = 0;
  /** Bunches of 429 since the last success. */
  let refusals = 0;
  let rateChangedAt = -Infinity;
  /** When the requests of the running second left. */
  let taken: number[] = [];

  const dropOld = (now: number): void => {
    const first = taken.findIndex((at) => now - at < secondMs);
    if (first !== 0) taken = first === -1 ? [] : taken.slice(first);
  };
  const burst = (): number => Math.max(1, Math.floor(rate / 4));

  return {
    waitMs() {
      // The clock of the machine can be set, this one cannot.
      const now = performance.now();
      if (pausedUntil > now) return pausedUntil - now;
      if (rate === Infinity) return 0;
      const spaced = theoreticalArrival - ((burst() - 1) * 1000) / rate - now;
      const oldest = taken.at(-Math.max(1, Math.floor(rate)));
      const crowded = oldest === undefined ? 0 : oldest + secondMs - now;
      return Math.max(0, spaced, rate < 1 ? 0 : crowded);
    },
    take() {
      const now = performance.now();
      dropOld(now);
      taken.push(now);
      if (rate !== Infinity) theoreticalArrival = Math.max(now, theoreticalArrival) + 1000 / rate;
    },
    slowDown() {
      const now = performance.now();
      if (now - rateChangedAt >= bunchMs) {
        dropOld(now);
        const slower = slowerFactor * Math.min(rate, Math.max(taken.length, 1));
        rate = Math.min(ceiling, Math.max(slowestPerSecond, slower));
        rateChangedAt = now;
        refusals += 1;
      }
      pausedUntil = Math.max(pausedUntil, now + backOffMs(backOff, Math.max(1, refusals)));
    },
    succeeded() {
      refusals = 0;
      const now = performance.now();
      if (rate >= ceiling || now - rateChangedAt < bunchMs) return;
      rate = Math.min(ceiling, rate * fasterFactor);
      if (ceiling === Infinity && rate > asGoodAsUnlimited) rate = ceiling;
      rateChangedAt = now;
    },
    setCeiling(perSecond) {
      if (perSecond === ceiling) return;
      rate = rate === ceiling ? perSecond : Math.min(rate, perSecond);
      ceiling = perSecond;
    },
    rate: () => rate,
  };
}
