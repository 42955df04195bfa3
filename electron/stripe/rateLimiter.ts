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

function cancelled(): AppError {
  return new AppError('cancelled', 'Stopped before the request was sent. Nothing was changed.');
}

class PacedQueue implements RateLimiter {
  readonly #limits: RateLimits;
  readonly #overall: Pacer;
  readonly #endpoints = new Map<string, Pacer>();
  readonly #waiting: Record<Priority, WaitingJob[]> = { foreground: [], background: [] };
  readonly #busyKeys = new Set<string>();
  #perEndpoint: number;
  #active = 0;
  #timer: NodeJS.Timeout | null = null;

  constructor(limits: RateLimits) {
    this.#limits = limits;
    this.#perEndpoint = limits.perEndpoint;
    this.#overall = createPacer(limits.overall, limits.backOff);
  }

  async run<Value>(slot: RequestSlot, task: () => Promise<Value>): Promise<Value> {
    await this.#turnOf(slot);
    try {
      return await task();
    } finally {
      this.#active -= 1;
      if (slot.serialKey !== undefined) this.#busyKeys.delete(slot.serialKey);
      this.#pump();
    }
  }

  slowDown(endpoint: string, reason: string): void {
    if (reason.startsWith('global')) this.#overall.slowDown();
    else this.#pacerOf(endpoint).slowDown();
  }

  succeeded(endpoint: string): void {
    this.#overall.succeeded();
    this.#pacerOf(endpoint).succeeded();
  }

  limitRate(perEndpoint: number | null): void {
    this.#perEndpoint = Math.min(perEndpoint ?? Infinity, this.#limits.perEndpoint);
    this.#endpoints.clear();
  }

  #pacerOf(endpoint: string): Pacer {
    const known = this.#endpoints.get(endpoint);
    if (known) return known;
    const made = createPacer(this.#perEndpoint, this.#limits.backOff);
    this.#endpoints.set(endpoint, made);
    return made;
  }

  #turnOf(slot: RequestSlot): Promise<void> {
    const { signal } = slot;
    const queue = this.#waiting[slot.priority];
    return new Promise((resolve, reject) => {
      const cancel = (): void => {
        queue.splice(queue.indexOf(job), 1);
        reject(cancelled());
      };
      const job: WaitingJob = {
        slot,
        start: () => {
          signal?.removeEventListener('abort', cancel);
          resolve();
        },
      };
      if (signal?.aborted) {
        reject(cancelled());
        return;
      }
      signal?.addEventListener('abort', cancel, { once: true });
      queue.push(job);
      this.#pump();
    });
  }

  /** Starts what may start now and comes back when the next one may. */
  #pump(): void {
    if (this.#timer) clearTimeout(this.#timer);
    this.#timer = null;
    let soonest = Infinity;
    for (const queue of [this.#waiting.foreground, this.#waiting.background]) {
      for (let index = 0; index < queue.length;) {
        const job = queue[index] as WaitingJob;
        const waitMs = this.#waitMsOf(job.slot);
        if (waitMs > 0) {
          soonest = Math.min(soonest, waitMs);
          index += 1;
        } else {
          queue.splice(index, 1);
          this.#start(job);
        }
      }
    }
    if (soonest !== Infinity) this.#timer = setTimeout(() => this.#pump(), Math.ceil(soonest));
  }

  /** `Infinity` where not time but the end of another request decides. */
  #waitMsOf({ serialKey, priority, endpoint }: RequestSlot): number {
    if (serialKey !== undefined && this.#busyKeys.has(serialKey)) return Infinity;
    // One place stays free, so that a person never waits for a background page to finish.
    const { concurrency } = this.#limits;
    if (this.#active >= (priority === 'foreground' ? concurrency : concurrency - 1)) return Infinity;
    return Math.max(this.#overall.waitMs(), this.#pacerOf(endpoint).waitMs());
  }

  #start({ slot, start }: WaitingJob): void {
    this.#active += 1;
    this.#overall.take();
    this.#pacerOf(slot.endpoint).take();
    if (slot.serialKey !== undefined) this.#busyKeys.add(slot.serialKey);
    start();
  }
}

/** Makes the one limiter through which all requests of an account pass: foreground before background. */
export function createRateLimiter(limits: RateLimits): RateLimiter {
  return new PacedQueue(limits);
}
