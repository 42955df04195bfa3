import type { Connection } from '../../sqlite/openDatabase.ts';

/** Remembers what was counted until the next write of the other connection. */
export interface CountCache {
  get<Value>(key: string, count: () => Value): Value;
}

/** So many filters are remembered; a person goes back and forth between a few. */
const mostKeys = 100;

/** Remembers counts of a reading connection. */
export function createCountCache({ statement }: Connection): CountCache {
  const counted = new Map<string, unknown>();
  let version = -1;
  return {
    get<Value>(key: string, count: () => Value): Value {
      const now = (statement('PRAGMA data_version').get() as { data_version: number }).data_version;
      if (now !== version || counted.size >= mostKeys) counted.clear();
      version = now;
      if (counted.has(key)) return counted.get(key) as Value;
      const value = count();
      counted.set(key, value);
      return value;
    },
  };
}
