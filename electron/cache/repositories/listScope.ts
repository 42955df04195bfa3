import { rangeOfDays } from '../../../shared/domain/dates.ts';
import type { Connection } from '../../sqlite/openDatabase.ts';
import type { ScopeOfWorkspace } from '../cacheApi.ts';
import { firstPositionOf } from './positions.ts';
import { workspaceIdsByNumber } from './workspaceRows.ts';

/** Conditions of a query with their values, in order. */
export interface Conditions {
  terms: string[];
  values: (string | number)[];
}

/** Text for a WHERE clause; no condition holds for every row. */
export function whereOf({ terms }: Conditions): string {
  return terms.length === 0 ? '' : `WHERE ${terms.join(' AND ')}`;
}

/** The workspaces a list runs over, by their numbers, and whether they are all that the cache holds. */
export interface ListScope {
  idsByNumber: Map<number, string>;
  isAll: boolean;
}

/** Resolves which workspaces a filter asks for. */
export function listScope(
  connection: Connection,
  workspaces: readonly ScopeOfWorkspace[],
  filter: readonly string[] | null,
): ListScope {
  const wanted = workspaces
    .map(({ workspaceId }) => workspaceId)
    .filter((id) => !filter || filter.includes(id));
  const idsByNumber = workspaceIdsByNumber(connection, wanted);
  const all = connection.statement('SELECT count(*) AS count FROM workspaces').get() as { count: number };
  return { idsByNumber, isAll: idsByNumber.size === all.count };
}

/** The condition that rows belong to a workspace of the scope; numbers are our own, so they stand in the text. */
export function addWorkspaces(conditions: Conditions, { idsByNumber, isAll }: ListScope): void {
  if (!isAll) conditions.terms.push(`workspace IN (${[...idsByNumber.keys()].join(', ')})`);
}

const earliest = '1970-01-01';
const latest = '9999-12-31';

/** Where objects lie that were created on some days. */
export interface DayRange {
  /** Positions from `first` up to `end`: what an index reads. */
  first: number;
  end: number;
  /** What has to hold besides where accounts of several time zones end their days at different moments. */
  perZone: Conditions;
}

/**
 * Where the objects lie that were created on one of the days, each workspace by its own clock; null without days.
 * Positions are created·2^16 + n, so an index that has the position answers it.
 */
export function rangeOfFilter(
  scope: ListScope,
  workspaces: readonly ScopeOfWorkspace[],
  { from, to }: { from: string | null; to: string | null },
): DayRange | null {
  if (from === null && to === null) return null;
  const numbersByZone = Map.groupBy(
    [...scope.idsByNumber],
    ([, id]) => workspaces.find(({ workspaceId }) => workspaceId === id)?.timeZone ?? 'UTC',
  );
  const ranges = [...numbersByZone].map(([timeZone, entries]) => {
    const range = rangeOfDays(from ?? earliest, to ?? latest, timeZone);
    return {
      workspaces: entries.map(([number]) => number),
      first: firstPositionOf(Math.max(0, range.from)),
      end: firstPositionOf(range.to),
    };
  });
  if (ranges.length === 0) return null;
  // The outer bounds let SQLite read one range of an index; the zones then differ by hours at its ends.
  const first = Math.min(...ranges.map((range) => range.first));
  const end = Math.max(...ranges.map((range) => range.end));
  const perZone: Conditions = { terms: [], values: [] };
  if (ranges.some((range) => range.first !== first || range.end !== end)) {
    const zones = ranges.map(
      (range) => `(workspace IN (${range.workspaces.join(', ')}) AND position >= ? AND position < ?)`,
    );
    perZone.terms.push(`(${zones.join(' OR ')})`);
    for (const range of ranges) perZone.values.push(range.first, range.end);
  }
  return { first, end, perZone };
}
