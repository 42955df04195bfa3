import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createRateLimiter, type RateLimits } from '../../electron/stripe/rateLimiter.ts';

const limits: RateLimits = {
  perEndpoint: 4,
  overall: 100,
  concurrency: 3,
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
    await vi.advanceTimersByTimeAsync(1000);
    expect(starts).toEqual([
      'invoices@0',
      'customers@0',
      'invoices@250',
      'invoices@500',
      'invoices@750',
      'invoices@1000',
    ]);
  });

  it('goes slower when asked to, never faster than its ceiling', async () => {
    const limiter = createRateLimiter(limits);
    const countIn = async (rate: number | null): Promise<number> => {
      limiter.limitRate(rate);
      const abort = new AbortController();
      let done = 0;
      for (let index = 0; index < 20; index += 1)
        limiter
          .run({ endpoint: 'GET x', priority: 'background', signal: abort.signal }, async () => {
            done += 1;
          })
          .catch(() => {});
      await vi.advanceTimersByTimeAsync(1990);
      abort.abort();
      return done;
    };
    expect(await countIn(2)).toBe(4);
    expect(await countIn(100)).toBe(8);
    expect(await countIn(null)).toBe(8);
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

  it('runs writes to one customer one after the other', async () => {
    const limiter = createRateLimiter({ ...limits, perEndpoint: Infinity });
    const [first, second, other] = [openTask(), openTask(), openTask()];
    const slot = { endpoint: 'POST customers/:id', priority: 'foreground', serialKey: 'cus_1' } as const;
    void limiter.run(slot, first.task);
    void limiter.run(slot, second.task);
    void limiter.run({ ...slot, serialKey: 'cus_2' }, other.task);
    await vi.advanceTimersByTimeAsync(10);
    expect([first.hasStarted(), second.hasStarted(), other.hasStarted()]).toEqual([true, false, true]);
    first.end();
    await vi.advanceTimersByTimeAsync(10);
    expect(second.hasStarted()).toBe(true);
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
    await vi.advanceTimersByTimeAsync(1000);
    expect(done).toBe(5);
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
