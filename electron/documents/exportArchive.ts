import { randomUUID } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { open, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { ZipFile } from 'yazl';
import { exportCancelled, toFileError } from './toFileError.ts';
import { moveInto } from './writeWholeFile.ts';

export interface ArchiveEntry {
  /** Path inside the archive, with `/` between its parts. */
  name: string;
  /** A file on disk, or the text itself. */
  source: { file: string } | { text: string };
}

/** Writes a ZIP archive; it is there completely or not at all. *Errors*: `cancelled` and those of the file system. */
export async function writeArchive(
  archive: string,
  entries: readonly ArchiveEntry[],
  signal: AbortSignal,
): Promise<void> {
  const unfinishedFile = join(dirname(archive), `.kantoor-${randomUUID()}.part`);
  const zip = new ZipFile();
  const failure = new AbortController();
  /* A source that cannot be read is told here, not by the stream. */
  zip.on('error', (error: Error) => failure.abort(error));
  for (const { name, source } of entries) {
    /* PDFs are compressed inside; doing it twice costs time and saves nothing. */
    if ('file' in source) zip.addFile(source.file, name, { compress: false, mode: 0o100644 });
    else zip.addBuffer(Buffer.from(source.text), name);
  }
  zip.end();
  try {
    await pipeline(zip.outputStream, createWriteStream(unfinishedFile, { flags: 'wx' }), {
      signal: AbortSignal.any([signal, failure.signal]),
    });
    await syncToDisk(unfinishedFile);
    await moveInto(unfinishedFile, archive, 'replace');
  } catch (error) {
    await rm(unfinishedFile, { force: true });
    if (signal.aborted) throw exportCancelled();
    throw toFileError(failure.signal.aborted ? failure.signal.reason : error, archive);
  }
}

async function syncToDisk(file: string): Promise<void> {
  const handle = await open(file, 'r+');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
