import { AppError } from '../../shared/errors/appError.ts';
import { createPacer, type BackOff, type Pacer } from './pacer.ts';
import type { Priority } from './stripeGatewayApi.ts';

/** *Units*: rates in requests per second; `Infinity` means "only react to 429". */
export interface RateLimits {
  perEndpoint: number;
  overall: number;
  concurrency: number;
  backOff: BackOff;
}

const stripeBackOff: BackOff = { firstMs: 1000, maxMs: 30_000 };

/** Ceilings well under Stripe's own (100 and 25 requests per second), which the customer's other systems share. */
export const liveLimits: RateLimits = {
  perEndpoint: 15,
  overall: 40,
  concurrency: 8,
  backOff: stripeBackOff,
};
export const testLimits: RateLimits = {
  perEndpoint: 10,
  overall: 15,
  concurrency: 6,
  backOff: stripeBackOff,
};
/** The sample office is our own machine: no ceiling, and a short back-off where it plays at being busy. */
export const loopbackLimits: RateLimits = {
  perEndpoint: Infinity,
  overall: Infinity,
  concurrency: 8,
  backOff: { firstMs: 100, maxMs: 5000 },
};

export interface RequestSlot {
  /** Method and path template: what Stripe counts as one endpoint. */
  endpoint: string;
  priority: Priority;
  /** Writes with the same key run one after the other (Stripe answers `lock_timeout` otherwise). */
  serialKey?: string;
  signal?: AbortSignal;
}

export interface RateLimiter {
  run<Value>(slot: RequestSlot, task: () => Promise<Value>): Promise<Value>;
  /** Stripe answered 429 with this reason: the endpoint or the whole account goes slower for a while. */
  slowDown(endpoint: string, reason: string): void;
  succeeded(endpoint: string): void;
  /** Sets the requests per second and endpoint below the ceiling; null gives the ceiling back. */
  limitRate(perEndpoint: number | null): void;
}

interface WaitingJob {
  slot: RequestSlot;
  start: () => void;
}

/** Makes the one limiter through which all requests of an account pass: foreground before background. */
export function createRateLimiter(limits: RateLimits): RateLimiter {
  const waiting: Record<Priority, WaitingJob[]> = { foreground: [], background: [] };
  const overall = createPacer(limits.overall, limits.backOff);
  const endpoints = new Map<string, Pacer>();
  const busyKeys = new Set<string>();
  let perEndpoint = limits.perEndpoint;
  let active = 0;
  let timer: NodeJS.Timeout | null = null;

  function pacerOf(endpoint: string): Pacer {
    const known = endpoints.get(endpoint);
    if (known) return known;
    const made = createPacer(perEndpoint, limits.backOff);
    endpoints.set(endpoint, made);
    return made;
  }

  function waitOf({ slot }: WaitingJob): number {
    if (slot.serialKey !== undefined && busyKeys.has(slot.serialKey)) return Infinity;
    // One place stays free, so that a person never waits for a background page to finish.
    const places = slot.priority === 'foreground' ? limits.concurrency : limits.concurrency - 1;
    if (active >= places) return Infinity;
    return Math.max(overall.waitMs(), pacerOf(slot.endpoint).waitMs());
  }

  function startJob(job: WaitingJob): void {
    active += 1;
    overall.take();
    pacerOf(job.slot.endpoint).take();
    if (job.slot.serialKey !== undefined) busyKeys.add(job.slot.serialKey);
    job.start();
  }

  function pump(): void {
    if (timer) clearTimeout(timer);
    timer = null;
    let soonest = Infinity;
    for (const queue of [waiting.foreground, waiting.background]) {
      for (let index = 0; index < queue.length;) {
        const job = queue[index] as WaitingJob;
        const wait = waitOf(job);
        if (wait > 0) {
          soonest = Math.min(soonest, wait);
          index += 1;
        } else {
          queue.splice(index, 1);
          startJob(job);
        }
      }
    }
    if (soonest !== Infinity) timer = setTimeout(pump, Math.ceil(soonest));
  }

  function waitForTurn(slot: RequestSlot): Promise<void> {
    return new Promise((resolve, reject) => {
      const queue = waiting[slot.priority];
      const cancel = (): void => {
        queue.splice(queue.indexOf(job), 1);
        reject(new AppError('cancelled', 'Stopped before the request was sent. Nothing was changed.'));
      };
      const job: WaitingJob = {
        slot,
        start: () => {
          slot.signal?.removeEventListener('abort', cancel);
          resolve();
        },
      };
      if (slot.signal?.aborted) {
        reject(new AppError('cancelled', 'Stopped before the request was sent. Nothing was changed.'));
        return;
      }
      slot.signal?.addEventListener('abort', cancel, { once: true });
      queue.push(job);
      pump();
    });
  }

  return {
    async run(slot, task) {
      await waitForTurn(slot);
      try {
        return await task();
      } finally {
        active -= 1;
        if (slot.serialKey !== undefined) busyKeys.delete(slot.serialKey);
        pump();
      }
    },
    slowDown(endpoint, reason) {
      if (reason.startsWith('global')) overall.slowDown();
      else pacerOf(endpoint).slowDown();
    },
    limitRate(wanted) {
      perEndpoint = Math.min(wanted ?? Infinity, limits.perEndpoint);
      endpoints.clear();
    },
    succeeded(endpoint) {
      overall.succeeded();
      pacerOf(endpoint).succeeded();
    },
  };
}
