import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addMonths, monthOf, startOfMonth } from '../../electron/sync/historyMonths.ts';
import { planRelist } from '../../electron/sync/relistWindows.ts';
import { laterLists } from '../../electron/sync/syncLists.ts';

const month = fc.integer({ min: 0, max: 200 }).map((count) => addMonths('2010-01', count));

function historyOf(plan: { oldest: string; newest: string }): { from: number; to: number }[] {
  return laterLists(plan)
    .filter(({ phase }) => phase === 'history')
    .map(({ params }) => ({
      from: Number(params['created[gte]']),
      to: Number(params['created[lt]'] ?? Infinity),
    }));
}

describe('the windows of a backfill', () => {
  it('hold every second since the oldest month exactly once, newest first and without an end', () => {
    fc.assert(
      fc.property(month, month, fc.integer({ min: 0, max: 2 ** 31 }), (one, other, after) => {
        const [oldest = '', newest = ''] = [one, other].toSorted();
        const windows = historyOf({ oldest, newest });
        const moment = startOfMonth(oldest) + after;
        expect(windows.filter(({ from, to }) => moment >= from && moment < to)).toHaveLength(1);
        expect(windows.map(({ from }) => from)).toEqual(
          windows.map(({ from }) => from).toSorted((a, b) => b - a),
        );
        expect(windows[0]?.to).toBe(Infinity);
        expect(windows.at(-1)?.from).toBe(startOfMonth(oldest));
      }),
    );
  });
});

describe('reading changed objects again', () => {
  const created = fc.option(fc.integer({ min: 1_600_000_000, max: 1_610_000_000 }), { freq: 8 });
  const changes = fc
    .array(created, { maxLength: 300 })
    .map((all) => new Map(all.map((moment, index) => [`in_${index}`, moment])));

  it('takes each object once, by a window that holds it or by itself, and never asks more than one by one', async () => {
    await fc.assert(
      fc.asyncProperty(changes, fc.integer({ min: 0, max: 40_000 }), async (changed, cached) => {
        const { windows, single } = await planRelist(changed, async () => cached);
        const ids = [...windows.flatMap((window) => window.ids), ...single];
        expect(ids.toSorted()).toEqual([...changed.keys()].toSorted());
        for (const { from, to, ids: inside } of windows) {
          const moments = inside.map((id) => changed.get(id) ?? -1);
          expect(Math.min(...moments)).toBe(from);
          expect(Math.max(...moments)).toBe(to);
          expect(monthOf(from)).toBe(monthOf(to));
          expect(Math.ceil((cached + inside.length) / 100)).toBeLessThan(inside.length);
        }
        const ends = windows.map(({ from }) => from);
        expect(ends).toEqual(ends.toSorted((a, b) => b - a));
        expect(new Set(ends.map(monthOf)).size).toBe(ends.length);
      }),
    );
  });

  it('lists the month of a billing run and asks for the few others', async () => {
    const run = Array.from({ length: 40 }, (_, index) => [`in_${index}`, 1_700_000_000 + index] as const);
    const changed = new Map<string, number | null>([...run, ['in_old', 1_500_000_000], ['in_unknown', null]]);
    const { windows, single } = await planRelist(changed, async () => 40);
    expect(windows).toMatchObject([{ from: 1_700_000_000, to: 1_700_000_039 }]);
    expect(single.toSorted()).toEqual(['in_old', 'in_unknown']);
  });

  it('asks one by one where a busy month would take more pages than there are changes', async () => {
    const changed = new Map(
      Array.from({ length: 40 }, (_, index) => [`in_${index}`, 1_700_000_000] as const),
    );
    expect((await planRelist(changed, async () => 5000)).windows).toEqual([]);
  });
});
