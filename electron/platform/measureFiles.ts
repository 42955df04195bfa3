import { stat } from 'node:fs/promises';

import type { Profile } from './profile.ts';

/** What both databases take on disk, with their journals. *Units*: bytes. */
export async function measureFiles({
  cacheFile,
  workspaceDatabaseFile,
}: Pick<Profile, 'cacheFile' | 'workspaceDatabaseFile'>): Promise<{
  cacheBytes: number;
  workspaceDatabaseBytes: number;
}> {
  const [cacheBytes, workspaceDatabaseBytes] = await Promise.all([
    sizeOf(cacheFile),
    sizeOf(workspaceDatabaseFile),
  ]);
  return { cacheBytes, workspaceDatabaseBytes };
}

async function sizeOf(database: string): Promise<number> {
  const sizes = await Promise.all(
    ['', '-wal'].map((ending) =>
      stat(`${database}${ending}`).then(
        ({ size }) => size,
        // A journal exists only while there is something in it.
        () => 0,
      ),
    ),
  );
  return sizes.reduce((sum, size) => sum + size, 0);
}
