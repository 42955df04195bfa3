import type { Connectivity } from './connectivity.ts';

export interface RepeatedSendingDeps {
  connectivity: Pick<Connectivity, 'onBack'>;
  /** Sends what can be sent; says whether another attempt before long is worth it. */
  send: () => Promise<boolean>;
  /** Resolves after that long; never keeps the process alive. */
  pause: (ms: number) => Promise<void>;
  /** Takes note of what went wrong. */
  toErrorPayload: (error: unknown) => unknown;
}

export interface RepeatedSending {
  /** Sends now, whenever Stripe is back, and again while an attempt did not succeed. */
  begin(): void;
  /** Sends without waiting for its time, once it has begun. */
  sendNow(): void;
  /** Tries before long, once it has begun. */
  sendLater(): void;
  close(): Promise<void>;
}

/** *Units*: milliseconds between attempts while Stripe answers, but with trouble. */
const retryMs = { first: 15_000, longest: 300_000 };
const longestCloseMs = 2_000;

/** Makes the repetition in the background, one attempt at a time. */
export function createRepeatedSending(deps: RepeatedSendingDeps): RepeatedSending {
  let phase: 'before' | 'running' | 'closed' = 'before';
  let failures = 0;
  let timer: NodeJS.Timeout | null = null;
  let attempt: Promise<void> | null = null;
  let isAskedAgain = false;
  let unsubscribe = (): void => {};

  function sendNow(): void {
    if (phase !== 'running') return;
    if (timer) clearTimeout(timer);
    timer = null;
    isAskedAgain = attempt !== null;
    attempt ??= sendOnce().finally(() => {
      attempt = null;
      if (isAskedAgain) sendNow();
    });
  }

  async function sendOnce(): Promise<void> {
    try {
      const isWorthAnother = await deps.send();
      failures = isWorthAnother ? failures + 1 : 0;
      if (isWorthAnother) sendLater();
    } catch (error) {
      deps.toErrorPayload(error);
    }
  }

  function sendLater(): void {
    if (phase !== 'running') return;
    const delayMs = Math.min(retryMs.longest, retryMs.first * 2 ** Math.max(0, failures - 1));
    timer ??= setTimeout(sendNow, delayMs).unref();
  }

  return {
    begin() {
      phase = 'running';
      unsubscribe = deps.connectivity.onBack(sendNow);
      sendNow();
    },
    sendNow,
    sendLater,
    async close() {
      phase = 'closed';
      unsubscribe();
      if (timer) clearTimeout(timer);
      // What is under way is kept with its key; whoever quits is not made to wait for an answer.
      await Promise.race([attempt, deps.pause(longestCloseMs)]);
    },
  };
}
