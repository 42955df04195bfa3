import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createRateLimiter, type RateLimits } from '../../electron/stripe/rateLimiter.ts';

const limits: RateLimits = {
  perEndpoint: 4,
  overall: 100,
  concurrency: 3,
  highest: { perEndpoint: 25, overall: 100, concurrency: 20 },
  backOff: { firstMs: 1000, maxMs: 30_000 },
};

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

/** A task that ends when the test says so. */
function openTask(): { task: () => Promise<void>; end: () => void; hasStarted: () => boolean } {
  let end: () => void = () => {};
  let started = false;
  const ended = new Promise<void>((resolve) => (end = resolve));
  return {
    task: () => {
      started = true;
      return ended;
    },
    end,
    hasStarted: () => started,
  };
}

const immediately = async (): Promise<void> => {};

describe('rate limiter', () => {
  it('spaces the requests of one endpoint and lets another endpoint pass', async () => {
    const limiter = createRateLimiter(limits);
    const starts: string[] = [];
    for (let index = 0; index < 5; index += 1)
      void limiter.run({ endpoint: 'GET invoices', priority: 'background' }, async () => {
        starts.push(`invoices@${Date.now() - began}`);
      });
    void limiter.run({ endpoint: 'GET customers', priority: 'background' }, async () => {
      starts.push(`customers@${Date.now() - began}`);
    });
    const began = Date.now();
    await vi.advanceTimersByTimeAsync(1010);
    expect(starts).toEqual([
      'invoices@0',
      'customers@0',
      'invoices@250',
      'invoices@500',
      'invoices@750',
      'invoices@1010',
    ]);
  });

  it('goes as fast as asked to, never faster than Stripe allows', async () => {
    const limiter = createRateLimiter(limits);
    const countIn = async (rate: number | null): Promise<number> => {
      limiter.limitRate(rate);
      const abort = new AbortController();
      let done = 0;
      for (let index = 0; index < 60; index += 1)
        limiter
          .run({ endpoint: 'GET x', priority: 'background', signal: abort.signal }, async () => {
            done += 1;
          })
          .catch(() => {});
      await vi.advanceTimersByTimeAsync(1000);
      abort.abort();
      await vi.advanceTimersByTimeAsync(2000);
      return done;
    };
    expect(await countIn(2)).toBe(2);
    expect(await countIn(100)).toBe(25);
    expect(await countIn(null)).toBe(4);
  });

  it('lets a person go before a backfill', async () => {
    const limiter = createRateLimiter(limits);
    const order: string[] = [];
    for (const [name, priority] of [
      ['first page', 'background'],
      ['second page', 'background'],
      ['customer', 'foreground'],
    ] as const)
      void limiter.run({ endpoint: 'GET x', priority }, async () => {
        order.push(name);
      });
    await vi.advanceTimersByTimeAsync(2000);
    expect(order).toEqual(['first page', 'customer', 'second page']);
  });

  it('keeps one place free for a person', async () => {
    const limiter = createRateLimiter({ ...limits, perEndpoint: Infinity });
    const pages = [openTask(), openTask(), openTask()];
    for (const page of pages) void limiter.run({ endpoint: 'GET x', priority: 'background' }, page.task);
    const person = openTask();
    void limiter.run({ endpoint: 'GET x', priority: 'foreground' }, person.task);
    await vi.advanceTimersByTimeAsync(10);
    expect(pages.map((page) => page.hasStarted())).toEqual([true, true, false]);
    expect(person.hasStarted()).toBe(true);
  });

  it('holds an endpoint back after 429, others not, and goes slower afterwards', async () => {
    const limiter = createRateLimiter({ ...limits, perEndpoint: Infinity });
    limiter.slowDown('GET x', 'endpoint-rate');
    const [held, free] = [openTask(), openTask()];
    void limiter.run({ endpoint: 'GET x', priority: 'background' }, held.task);
    void limiter.run({ endpoint: 'GET y', priority: 'background' }, free.task);
    await vi.advanceTimersByTimeAsync(400);
    expect([held.hasStarted(), free.hasStarted()]).toEqual([false, true]);
    await vi.advanceTimersByTimeAsync(700);
    expect(held.hasStarted()).toBe(true);
  });

  it('holds everything back when the whole account is limited', async () => {
    const limiter = createRateLimiter(limits);
    limiter.slowDown('GET x', 'global-rate');
    const other = openTask();
    void limiter.run({ endpoint: 'GET y', priority: 'foreground' }, other.task);
    await vi.advanceTimersByTimeAsync(400);
    expect(other.hasStarted()).toBe(false);
  });

  it('finds its way back to full speed after a 429', async () => {
    const limiter = createRateLimiter(limits);
    limiter.slowDown('GET x', 'endpoint-rate');
    for (let second = 0; second < 60; second += 1) {
      await vi.advanceTimersByTimeAsync(1000);
      limiter.succeeded('GET x');
    }
    let done = 0;
    for (let index = 0; index < 5; index += 1)
      void limiter.run({ endpoint: 'GET x', priority: 'background' }, async () => {
        done += 1;
      });
    await vi.advanceTimersByTimeAsync(1010);
    expect(done).toBe(5);
  });

  it('uses a rate fully and is never refused by a server that allows exactly that rate', async () => {
    const limiter = createRateLimiter({ ...limits, perEndpoint: 25, concurrency: 8 });
    let tokens = 25;
    let refilledAt = Date.now();
    let refused = 0;
    let sent = 0;
    const abort = new AbortController();
    const askOn = async (): Promise<void> => {
      while (!abort.signal.aborted)
        await limiter.run({ endpoint: 'GET x', priority: 'background', signal: abort.signal }, async () => {
          // The way there takes between 5 and 85 ms.
          await new Promise((resolve) => setTimeout(resolve, 5 + ((sent * 37) % 80)));
          tokens = Math.min(25, tokens + ((Date.now() - refilledAt) * 25) / 1000);
          refilledAt = Date.now();
          if (tokens < 1) refused += 1;
          tokens -= 1;
          sent += 1;
        });
    };
    const walks = [1, 2, 3, 4].map(() => askOn().catch(() => {}));
    await vi.advanceTimersByTimeAsync(20_000);
    abort.abort();
    await vi.advanceTimersByTimeAsync(200);
    await Promise.all(walks);
    expect(refused).toBe(0);
    expect(sent).toBeGreaterThanOrEqual(0.97 * 25 * 20);
  });

  it('puts no more into any second than the rate, however the requests come', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.integer({ min: 0, max: 700 }), { minLength: 1, maxLength: 60 }),
        fc.integer({ min: 1, max: 12 }),
        async (pausesMs, rate) => {
          const limiter = createRateLimiter({ ...limits, perEndpoint: rate, concurrency: 100 });
          const starts: number[] = [];
          for (const pauseMs of pausesMs) {
            await vi.advanceTimersByTimeAsync(pauseMs % 3 === 0 ? 0 : pauseMs);
            void limiter.run({ endpoint: 'GET x', priority: 'foreground' }, async () => {
              starts.push(performance.now());
            });
          }
          await vi.advanceTimersByTimeAsync(70_000);
          expect(starts).toHaveLength(pausesMs.length);
          for (const [index, at] of starts.entries())
            expect(starts.slice(index).filter((other) => other - at < 1000).length).toBeLessThanOrEqual(rate);
        },
      ),
      { numRuns: 40 },
    );
  });

  it('sends fewer at once when Stripe had too many at once, and one more after each quiet while', async () => {
    const limiter = createRateLimiter({
      ...limits,
      perEndpoint: Infinity,
      overall: Infinity,
      concurrency: 9,
    });
    const tasks = Array.from({ length: 12 }, openTask);
    for (const { task } of tasks) void limiter.run({ endpoint: 'GET x', priority: 'background' }, task);
    const countStarted = (): number => tasks.filter((task) => task.hasStarted()).length;
    await vi.advanceTimersByTimeAsync(10);
    expect(countStarted()).toBe(8);
    limiter.slowDown('GET x', 'global-concurrency');
    limiter.slowDown('GET x', 'global-concurrency');
    expect(limiter.describe().concurrency).toBe(4);
    for (const { end } of tasks.slice(0, 5)) end();
    await vi.advanceTimersByTimeAsync(10);
    expect(countStarted()).toBe(8);
    for (let second = 0; second < 5; second += 1) {
      await vi.advanceTimersByTimeAsync(1000);
      limiter.succeeded('GET x');
    }
    expect(limiter.describe().concurrency).toBe(5);
  });

  it('lets other endpoints be when one of them had too many at once', async () => {
    const limiter = createRateLimiter({
      ...limits,
      perEndpoint: Infinity,
      overall: Infinity,
      concurrency: 9,
    });
    const [first, second, other] = [openTask(), openTask(), openTask()];
    void limiter.run({ endpoint: 'GET x', priority: 'background' }, first.task);
    limiter.slowDown('GET x', 'endpoint-concurrency');
    void limiter.run({ endpoint: 'GET x', priority: 'background' }, second.task);
    void limiter.run({ endpoint: 'GET y', priority: 'background' }, other.task);
    await vi.advanceTimersByTimeAsync(10);
    expect([second.hasStarted(), other.hasStarted()]).toEqual([false, true]);
    expect(limiter.describe().slowed).toEqual([{ endpoint: 'GET x', perSecond: null, concurrency: 1 }]);
  });

  it('takes over other limits at once and does not forget what Stripe refused', () => {
    const limiter = createRateLimiter({ ...limits, perEndpoint: 20 });
    limiter.slowDown('GET x', 'endpoint-rate');
    limiter.limitRate(null);
    expect(limiter.describe().slowed).toEqual([{ endpoint: 'GET x', perSecond: 2, concurrency: 3 }]);
    limiter.setLimits({ perEndpoint: 1, overall: 5, concurrency: 2 });
    expect(limiter.describe()).toEqual({ perEndpoint: 1, overall: 5, concurrency: 2, slowed: [] });
  });

  it('lets go of a request that is called off while it waits', async () => {
    const limiter = createRateLimiter({ ...limits, concurrency: 2 });
    const running = openTask();
    void limiter.run({ endpoint: 'GET x', priority: 'background' }, running.task);
    const abort = new AbortController();
    const waiting = limiter.run(
      { endpoint: 'GET x', priority: 'background', signal: abort.signal },
      immediately,
    );
    const outcome = expect(waiting).rejects.toMatchObject({ code: 'cancelled' });
    abort.abort();
    await outcome;
    running.end();
  });
});
