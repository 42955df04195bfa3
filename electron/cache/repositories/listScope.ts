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

/**
 * The condition that an object was created on one of the days, each workspace by its own clock.
 * Positions are created·2^16 + n, so an index that has the position answers it.
 */
export function addDays(
  conditions: Conditions,
  scope: ListScope,
  workspaces: readonly ScopeOfWorkspace[],
  { from, to }: { from: string | null; to: string | null },
): void {
  if (from === null && to === null) return;
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
  if (ranges.length === 0) return;
  // The outer bounds let SQLite read one range of the index; the zones then differ by hours at its ends.
  conditions.terms.push('position >= ? AND position < ?');
  conditions.values.push(
    Math.min(...ranges.map(({ first }) => first)),
    Math.max(...ranges.map(({ end }) => end)),
  );
  if (ranges.length === 1) return;
  const perZone = ranges.map(
    (range) => `(workspace IN (${range.workspaces.join(', ')}) AND position >= ? AND position < ?)`,
  );
  conditions.terms.push(`(${perZone.join(' OR ')})`);
  for (const { first, end } of ranges) conditions.values.push(first, end);
}
