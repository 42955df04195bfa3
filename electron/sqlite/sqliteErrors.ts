/** SQLite's primary result codes that Kantoor tells apart. Source: sqlite.org/rescode.html. */
const SQLITE_CORRUPT = 11;
const SQLITE_FULL = 13;
const SQLITE_NOTADB = 26;

function resultCodeOf(error: unknown): number | null {
  if (!(error instanceof Error) || !('errcode' in error) || typeof error.errcode !== 'number') return null;
  return error.errcode & 0xff;
}

/** Whether SQLite says that the file is not (or no longer) a sound database. */
export function isDamage(error: unknown): boolean {
  const code = resultCodeOf(error);
  return code === SQLITE_CORRUPT || code === SQLITE_NOTADB;
}

/** Whether SQLite could not write because the disk is full. */
export function isDiskFull(error: unknown): boolean {
  return resultCodeOf(error) === SQLITE_FULL;
}
