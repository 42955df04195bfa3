import { array, assert, asyncProperty, integer } from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  addMonths,
  findOldestMonth,
  monthOf,
  monthsBetween,
  startOfMonth,
} from '../../electron/sync/historyMonths.ts';
import { laterLists } from '../../electron/sync/syncLists.ts';

const now = Date.parse('2026-11-22T12:00:00Z') / 1000;

describe('months of history', () => {
  it('finds the oldest month of any history with few questions', async () => {
    const history = array(integer({ min: startOfMonth('2010-01'), max: now }), { maxLength: 20 });
    await assert(
      asyncProperty(history, async (moments) => {
        let questions = 0;
        const oldest = await findOldestMonth(now, async (before) => {
          questions += 1;
          const older = moments.filter((moment) => moment < before);
          return older.length > 0 ? Math.max(...older) : null;
        });
        expect(oldest).toBe(monthOf(Math.min(now, ...moments)));
        expect(questions).toBeLessThan(30);
      }),
    );
  });

  it('counts months across the end of a year', () => {
    expect(addMonths('2025-12', 1)).toBe('2026-01');
    expect(addMonths('2026-01', -13)).toBe('2024-12');
    expect(monthsBetween('2025-11', '2026-02')).toEqual(['2026-02', '2026-01', '2025-12', '2025-11']);
  });

  it('covers every second from the oldest month on exactly once, newest first', () => {
    const windows = laterLists({ oldest: '2025-11', newest: '2026-02' })
      .filter(({ phase }) => phase === 'history')
      .map(({ params }) => ({ from: params['created[gte]'], to: params['created[lt]'] }));
    expect(windows[0]?.to).toBeUndefined();
    for (const [index, window] of windows.entries())
      if (index > 0) expect(window.to).toBe(windows[index - 1]?.from);
    expect(windows.at(-1)?.from).toBe(startOfMonth('2025-11'));
  });
});
