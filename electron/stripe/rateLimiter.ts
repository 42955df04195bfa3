import { AppError } from '../../shared/errors/appError.ts';
import { defaultLimits, stripeLimits, type RequestLimits } from '../../shared/domain/requestLimits.ts';
import { createConcurrencyLimit, type ConcurrencyLimit } from './concurrencyLimit.ts';
import { createPacer, type BackOff, type Pacer } from './pacer.ts';
import type { Priority } from './stripeGatewayApi.ts';

export interface RateLimits extends RequestLimits {
  /** What no wish can exceed; null: the server is our own machine and only its 429 counts. */
  highest: RequestLimits | null;
  backOff: BackOff;
}

const stripeBackOff: BackOff = { firstMs: 1000, maxMs: 30_000 };

/** Limits of a real account: a person's choice, else the usual ones. */
export function accountLimits(livemode: boolean, chosen: RequestLimits | null): RateLimits {
  return {
    ...(chosen ?? defaultLimits(livemode)),
    highest: stripeLimits(livemode),
    backOff: stripeBackOff,
  };
}

/** The sample office is our own machine: no ceiling, and a short back-off where it plays at being busy. */
export const loopbackLimits: RateLimits = {
  perEndpoint: Infinity,
  overall: Infinity,
  concurrency: 8,
  highest: null,
  backOff: { firstMs: 100, maxMs: 5000 },
};

/** Stripe's names for what was too much. */
export const rateLimitReasons = [
  'global-rate',
  'endpoint-rate',
  'global-concurrency',
  'endpoint-concurrency',
] as const;
export type RateLimitReason = (typeof rateLimitReasons)[number];

export interface RequestSlot {
  /** Method and path template: what Stripe counts as one endpoint. */
  endpoint: string;
  priority: Priority;
  signal?: AbortSignal;
}

/** *Units*: requests per second; null = no ceiling. */
export interface CurrentPace {
  perEndpoint: number | null;
  overall: number | null;
  concurrency: number;
  /** Endpoints that go slower than their ceiling since Stripe said so. */
  slowed: { endpoint: string; perSecond: number | null; concurrency: number }[];
}

export interface RateLimiter {
  run<Value>(slot: RequestSlot, task: () => Promise<Value>): Promise<Value>;
  /** Stripe answered 429 with this reason: the endpoint or the whole account goes slower for a while. */
  slowDown(endpoint: string, reason: RateLimitReason): void;
  succeeded(endpoint: string): void;
  /** Sets the requests per second and endpoint for now; null gives the chosen ones back. */
  limitRate(perEndpoint: number | null): void;
  /** Takes over other limits for good. */
  setLimits(limits: RequestLimits): void;
  describe(): CurrentPace;
}

interface WaitingJob {
  slot: RequestSlot;
  start: () => void;
}

interface Endpoint {
  pacer: Pacer;
  limit: ConcurrencyLimit;
  active: number;
}

function cancelled(): AppError {
  return new AppError('cancelled', 'Stopped before the request was sent. Nothing was changed.');
}

class PacedQueue implements RateLimiter {
  readonly #highest: RequestLimits | null;
  readonly #backOff: BackOff;
  readonly #overall: Pacer;
  readonly #concurrency: ConcurrencyLimit;
  readonly #endpoints = new Map<string, Endpoint>();
  readonly #waiting: Record<Priority, WaitingJob[]> = { foreground: [], background: [] };
  #chosen: RequestLimits;
  /** A rate for now, e.g. of `kantoor sync --rate`. */
  #wishedRate: number | null = null;
  #active = 0;
  #timer: NodeJS.Timeout | null = null;

  constructor({ highest, backOff, ...chosen }: RateLimits) {
    this.#chosen = chosen;
    this.#highest = highest;
    this.#backOff = backOff;
    this.#overall = createPacer(chosen.overall, backOff);
    this.#concurrency = createConcurrencyLimit(chosen.concurrency, backOff);
  }

  async run<Value>(slot: RequestSlot, task: () => Promise<Value>): Promise<Value> {
    await this.#turnOf(slot);
    try {
      return await task();
    } finally {
      this.#active -= 1;
      this.#endpointOf(slot.endpoint).active -= 1;
      this.#pump();
    }
  }

  slowDown(endpoint: string, reason: RateLimitReason): void {
    const { pacer, limit, active } = this.#endpointOf(endpoint);
    if (reason === 'global-rate') this.#overall.slowDown();
    else if (reason === 'endpoint-rate') pacer.slowDown();
    else if (reason === 'global-concurrency') this.#concurrency.lower(this.#active);
    else limit.lower(active);
  }

  succeeded(endpoint: string): void {
    const { pacer, limit } = this.#endpointOf(endpoint);
    this.#overall.succeeded();
    this.#concurrency.succeeded();
    pacer.succeeded();
    limit.succeeded();
  }

  limitRate(perEndpoint: number | null): void {
    this.#wishedRate = perEndpoint;
    this.#applyCeilings();
  }

  setLimits(limits: RequestLimits): void {
    this.#chosen = limits;
    this.#applyCeilings();
  }

  describe(): CurrentPace {
    const told = (perSecond: number): number | null =>
      perSecond === Infinity ? null : Math.round(perSecond * 10) / 10;
    const perEndpoint = this.#ceilings().perEndpoint;
    const slowed = [...this.#endpoints].filter(
      ([, { pacer, limit }]) => pacer.rate() < perEndpoint || limit.current() < this.#chosen.concurrency,
    );
    return {
      perEndpoint: told(perEndpoint),
      overall: told(this.#overall.rate()),
      concurrency: this.#concurrency.current(),
      slowed: slowed.map(([endpoint, { pacer, limit }]) => ({
        endpoint,
        perSecond: told(pacer.rate()),
        concurrency: limit.current(),
      })),
    };
  }

  #ceilings(): { perEndpoint: number; overall: number } {
    const { perEndpoint, overall } = this.#chosen;
    const wished = this.#wishedRate;
    if (wished === null) return { perEndpoint, overall };
    const bounded = Math.min(wished, this.#highest?.perEndpoint ?? Infinity);
    // Who asks for more per endpoint than goes in all means both.
    return { perEndpoint: bounded, overall: Math.max(overall, bounded) };
  }

  #applyCeilings(): void {
    const { perEndpoint, overall } = this.#ceilings();
    this.#overall.setCeiling(overall);
    this.#concurrency.setCeiling(this.#chosen.concurrency);
    for (const { pacer, limit } of this.#endpoints.values()) {
      pacer.setCeiling(perEndpoint);
      limit.setCeiling(this.#chosen.concurrency);
    }
    this.#pump();
  }

  #endpointOf(endpoint: string): Endpoint {
    const known = this.#endpoints.get(endpoint);
    if (known) return known;
    const made = {
      pacer: createPacer(this.#ceilings().perEndpoint, this.#backOff),
      limit: createConcurrencyLimit(this.#chosen.concurrency, this.#backOff),
      active: 0,
    };
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
  #waitMsOf({ priority, endpoint }: RequestSlot): number {
    const { pacer, limit, active } = this.#endpointOf(endpoint);
    if (this.#active >= placesFor(priority, this.#concurrency)) return Infinity;
    if (active >= placesFor(priority, limit)) return Infinity;
    return Math.max(this.#overall.waitMs(), pacer.waitMs());
  }

  #start({ slot, start }: WaitingJob): void {
    const endpoint = this.#endpointOf(slot.endpoint);
    this.#active += 1;
    endpoint.active += 1;
    this.#overall.take();
    endpoint.pacer.take();
    start();
  }
}

/** One place stays free, so that a person never waits for a background page to finish. */
function placesFor(priority: Priority, limit: ConcurrencyLimit): number {
  const places = limit.current();
  return priority === 'foreground' ? Math.max(2, places) : Math.max(1, places - 1);
}

/** Makes the one limiter through which all requests of an account pass: foreground before background. */
export function createRateLimiter(limits: RateLimits): RateLimiter {
  return new PacedQueue(limits);
}
