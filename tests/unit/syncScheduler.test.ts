import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createSyncScheduler } from '../../electron/sync/scheduler.ts';

const minuteMs = 60_000;

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

function schedule(isInUse: () => boolean = () => true): {
  started: string[];
  scheduler: ReturnType<typeof createSyncScheduler>;
} {
  const started: string[] = [];
  const scheduler = createSyncScheduler({
    sync: { start: (workspaceId) => started.push(workspaceId) },
    listWorkspaceIds: () => ['a', 'b'],
    isInUse,
  });
  return { started, scheduler };
}

describe('when accounts are kept up to date', () => {
  it('syncs all at the start and again every three to five minutes', () => {
    const { started, scheduler } = schedule();
    scheduler.begin();
    expect(started).toEqual(['a', 'b']);
    vi.advanceTimersByTime(3 * minuteMs - 1);
    expect(started).toHaveLength(2);
    vi.advanceTimersByTime(2 * minuteMs + 1);
    expect(started).toHaveLength(4);
  });

  it('asks nothing while nobody looks', () => {
    const { started, scheduler } = schedule(() => false);
    scheduler.begin();
    vi.advanceTimersByTime(60 * minuteMs);
    expect(started).toHaveLength(2);
  });

  it('asks when somebody comes back, but not at every change of window', () => {
    const { started, scheduler } = schedule(() => false);
    scheduler.begin();
    scheduler.noteFocus();
    expect(started).toHaveLength(2);
    vi.advanceTimersByTime(2 * minuteMs);
    scheduler.noteFocus();
    scheduler.noteFocus();
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
