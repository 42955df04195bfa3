import type { Connection } from '../../sqlite/openDatabase.ts';
import type { BlockTable } from '../blockPacks.ts';

/** Positions of one second: created·2^16 + n. More than 65,536 objects of one second run on into the next. */
const positionsPerSecond = 65_536;

/** The first position of a second; positions before it belong to earlier seconds. */
export function firstPositionOf(created: number): number {
  return created * positionsPerSecond;
}

/** A free position for an object of this second, so that the order of positions is the order of creation. */
export function nextPosition({ statement }: Connection, table: BlockTable, created: number): number {
  const first = firstPositionOf(created);
  const row = statement(
    `SELECT max(position) AS last FROM ${table} WHERE position >= ? AND position < ?`,
  ).get(first, first + positionsPerSecond) as { last: number | null };
  if (row.last === null) return first;
  let position = row.last + 1;
  while (statement(`SELECT 1 FROM ${table} WHERE position = ?`).get(position)) position += 1;
  return position;
}
