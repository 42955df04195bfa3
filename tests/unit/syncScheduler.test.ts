import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createSyncScheduler, type SyncSchedulerDeps } from '../../electron/sync/scheduler.ts';

const minuteMs = 60_000;

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

function schedule(
  options: {
    isInUse?: () => boolean;
    pollStretch?: (workspaceId: string) => number;
    isOffline?: (workspaceId: string) => boolean;
  } = {},
): { started: string[]; looks: () => number; scheduler: ReturnType<typeof createSyncScheduler> } {
  const started: string[] = [];
  let looks = 0;
  const deps: SyncSchedulerDeps = {
    sync: { start: (workspaceId) => started.push(workspaceId) },
    budget: { pollStretch: options.pollStretch ?? (() => 1) },
    connectivity: { isOffline: options.isOffline ?? (() => false), lookNow: () => void (looks += 1) },
    listWorkspaceIds: () => ['a', 'b'],
    isInUse: options.isInUse ?? (() => true),
  };
  return { started, looks: () => looks, scheduler: createSyncScheduler(deps) };
}

describe('when accounts are kept up to date', () => {
  it('syncs all at the start and each again every three to five minutes', () => {
    const { started, scheduler } = schedule();
    scheduler.begin();
    expect(started).toEqual(['a', 'b']);
    vi.advanceTimersByTime(3 * minuteMs - 1);
    expect(started).toHaveLength(2);
    vi.advanceTimersByTime(2 * minuteMs + 15_001);
    expect(started.toSorted()).toEqual(['a', 'a', 'b', 'b']);
  });

  it('asks ever more rarely while nobody looks, but at least about hourly', () => {
    const { started, scheduler } = schedule({ isInUse: () => false });
    scheduler.begin();
    vi.advanceTimersByTime(24 * 60 * minuteMs);
    const perAccount = started.length / 2;
    expect(perAccount).toBeGreaterThanOrEqual(23);
    expect(perAccount).toBeLessThanOrEqual(28);
  });

  it('asks when somebody comes back, but not at every change of window', () => {
    const { started, scheduler } = schedule({ isInUse: () => false });
    scheduler.begin();
    scheduler.noteFocus();
    expect(started).toHaveLength(2);
    vi.advanceTimersByTime(2 * minuteMs);
    scheduler.noteFocus();
    scheduler.noteFocus();
    expect(started).toHaveLength(4);
  });

  it('asks an account more rarely whose reads run short, and the others as ever', () => {
    const { started, scheduler } = schedule({ pollStretch: (id) => (id === 'a' ? 12 : 1) });
    scheduler.begin();
    vi.advanceTimersByTime(30 * minuteMs);
    expect(started.filter((id) => id === 'a')).toHaveLength(1);
    expect(started.filter((id) => id === 'b').length).toBeGreaterThanOrEqual(6);
    vi.advanceTimersByTime(35 * minuteMs);
    expect(started.filter((id) => id === 'a')).toHaveLength(2);
  });

  it('asks nothing of an account that is offline: that goes on by itself', () => {
    const { started, scheduler } = schedule({ isOffline: (id) => id === 'a' });
    scheduler.begin();
    vi.advanceTimersByTime(30 * minuteMs);
    expect(new Set(started)).toEqual(new Set(['b']));
  });

  it('looks around and asks at once after the machine slept', () => {
    const { started, looks, scheduler } = schedule();
    scheduler.begin();
    vi.advanceTimersByTime(minuteMs);
    expect([started.length, looks()]).toEqual([2, 0]);
    vi.setSystemTime(Date.now() + 8 * 60 * minuteMs);
    vi.advanceTimersByTime(15_000);
    expect([started.length, looks()]).toEqual([4, 1]);
  });

  it('does not wait for ever after the clock was set back', () => {
    const { started, scheduler } = schedule();
    scheduler.begin();
    vi.setSystemTime(Date.now() - 24 * 60 * minuteMs);
    vi.advanceTimersByTime(15_000);
    expect(started).toHaveLength(4);
  });

  it('asks nothing any more once it is stopped', () => {
    const { started, scheduler } = schedule();
    scheduler.begin();
    scheduler.stop();
    vi.advanceTimersByTime(60 * minuteMs);
    scheduler.noteFocus();
    expect(started).toHaveLength(2);
  });
});
