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
}

/** 429 answers come in bunches; only the first of a bunch lowers the rate. */
const bunchMs = 1000;
const slowerFactor = 0.7;
const fasterFactor = 1.1;
const slowestPerSecond = 2;

/**
 * Makes a pacer with a ceiling in requests per second that goes slower on 429 and finds its way back.
 * A quarter of a second's worth of requests may leave at once.
 */
export function createPacer(ceiling: number, backOff: BackOff): Pacer {
  let rate = ceiling;
  let theoreticalArrival = 0;
  let pausedUntil = 0;
  /** Bunches of 429 since the last success. */
  let refusals = 0;
  let rateChangedAt = 0;
  let secondStartedAt = 0;
  let takenThisSecond = 0;
  let takenLastSecond = 0;

  const burst = (): number => Math.max(1, Math.floor(rate / 4));

  return {
    waitMs() {
      const now = Date.now();
      if (pausedUntil > now) return pausedUntil - now;
      if (rate === Infinity) return 0;
      return Math.max(0, theoreticalArrival - ((burst() - 1) * 1000) / rate - now);
    },
    take() {
      const now = Date.now();
      if (now - secondStartedAt >= 1000) {
        takenLastSecond = now - secondStartedAt < 2000 ? takenThisSecond : 0;
        takenThisSecond = 0;
        secondStartedAt = now;
      }
      takenThisSecond += 1;
      if (rate !== Infinity) theoreticalArrival = Math.max(now, theoreticalArrival) + 1000 / rate;
    },
    slowDown() {
      const now = Date.now();
      if (now - rateChangedAt >= bunchMs) {
        const observed = Math.max(takenThisSecond, takenLastSecond, 1);
        rate = Math.max(slowestPerSecond, slowerFactor * Math.min(rate, observed));
        rateChangedAt = now;
        refusals += 1;
      }
      pausedUntil = Math.max(pausedUntil, now + backOffMs(backOff, Math.max(1, refusals)));
    },
    succeeded() {
      refusals = 0;
      const now = Date.now();
      if (rate >= ceiling || now - rateChangedAt < bunchMs) return;
      rate = Math.min(ceiling, rate * fasterFactor);
      rateChangedAt = now;
    },
  };
}
