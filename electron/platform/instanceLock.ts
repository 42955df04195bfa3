import { chmodSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';

/** Held by the one process that may write to a profile. */
export interface InstanceLock {
  release(): void;
}

/**
 * Takes the profile's lock, or gives null when another process holds it. The lock is SQLite's own lock on an empty file: the
 * operating system drops it with the process, so a killed process leaves none behind, and taking it cannot race.
 */
export function tryLockProfile(profileDir: string): InstanceLock | null {
  const file = join(profileDir, 'instance.lock');
  const database = new DatabaseSync(file, { timeout: 0 });
  chmodSync(file, 0o600);
  try {
    database.exec('PRAGMA journal_mode = DELETE; BEGIN EXCLUSIVE');
  } catch (error) {
    database.close();
    if (isBusy(error)) return null;
    throw error;
  }
  return { release: () => database.close() };
}

function isBusy(error: unknown): boolean {
  // SQLITE_BUSY
  return error instanceof Error && 'errcode' in error && error.errcode === 5;
}
