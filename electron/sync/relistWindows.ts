import type { UnixSeconds } from '../../shared/domain/dates.ts';
import type { ChangedObjects } from './affectedObjects.ts';
import { monthOf, type Month } from './historyMonths.ts';

/** From here on one walk through a window costs fewer requests than asking for each object. */
const relistFrom = 30;
const perPage = 100;

/** A span of creation times, both ends included, and the changed objects that lie in it. */
export interface RelistWindow {
  from: UnixSeconds;
  to: UnixSeconds;
  ids: string[];
}

/** How changed objects are read again: by walking windows, newest first, and one by one. */
export interface RelistPlan {
  windows: RelistWindow[];
  single: string[];
}

/**
 * Decides month by month whether listing everything between the oldest and the newest changed object costs fewer
 * requests than asking for each. `countBetween` tells how many objects the cache holds of a span, both ends included.
 */
export async function planRelist(
  changed: ChangedObjects,
  countBetween: (from: UnixSeconds, to: UnixSeconds) => Promise<number>,
): Promise<RelistPlan> {
  const plan: RelistPlan = { windows: [], single: [] };
  const months = new Map<Month, RelistWindow>();
  for (const [id, created] of changed) {
    if (created === null) {
      plan.single.push(id);
      continue;
    }
    const month = monthOf(created);
    const window = months.get(month) ?? { from: created, to: created, ids: [] };
    window.from = Math.min(window.from, created);
    window.to = Math.max(window.to, created);
    window.ids.push(id);
    months.set(month, window);
  }
  for (const window of months.values()) {
    const isWorthIt =
      window.ids.length > relistFrom && (await pagesOf(window, countBetween)) < window.ids.length;
    if (isWorthIt) plan.windows.push(window);
    else plan.single.push(...window.ids);
  }
  plan.windows.sort((one, other) => other.from - one.from);
  return plan;
}

/** At most so many pages: the changed objects may all be new to the cache. */
async function pagesOf(
  { from, to, ids }: RelistWindow,
  countBetween: (from: UnixSeconds, to: UnixSeconds) => Promise<number>,
): Promise<number> {
  return Math.ceil(((await countBetween(from, to)) + ids.length) / perPage);
}
