import { createHash } from 'node:crypto';
import { mkdir, readFile, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { toFileError } from './toFileError.ts';
import { writeWholeFile } from './writeWholeFile.ts';

/** The PDFs of a profile, each stored once under the hash of its bytes. */
export interface PdfStore {
  put(bytes: Uint8Array): Promise<{ sha256: string; bytes: number }>;
  /** The bytes, or null when they are not there or no longer match their hash. */
  read(sha256: string): Promise<Uint8Array<ArrayBuffer> | null>;
  /** Path of a stored PDF; it need not exist. */
  fileOf(sha256: string): string;
  remove(hashes: readonly string[]): Promise<void>;
}

/** The store in a folder; two levels, because some file systems are slow with 100,000 files in one folder. */
export function createPdfStore({ folder }: { folder: string }): PdfStore {
  const fileOf = (sha256: string): string => join(folder, sha256.slice(0, 2), `${sha256}.pdf`);
  const read = async (sha256: string): Promise<Uint8Array<ArrayBuffer> | null> => {
    const bytes = await readFile(fileOf(sha256)).catch(() => null);
    return bytes !== null && sha256Of(bytes) === sha256 ? bytes : null;
  };
  return {
    fileOf,
    read,
    async put(bytes) {
      const sha256 = sha256Of(bytes);
      const file = fileOf(sha256);
      try {
        await mkdir(join(folder, sha256.slice(0, 2)), { recursive: true, mode: 0o700 });
      } catch (error) {
        throw toFileError(error, folder);
      }
      const isThere =
        (await stat(file).catch(() => null))?.size === bytes.length && (await read(sha256)) !== null;
      if (!isThere) await writeWholeFile(file, bytes, { existing: 'replace' });
      return { sha256, bytes: bytes.length };
    },
    async remove(hashes) {
      for (const sha256 of hashes) await rm(fileOf(sha256), { force: true });
    },
  };
}

/** SHA-256 of bytes or text in hexadecimal. */
export function sha256Of(bytes: Uint8Array | string): string {
  return createHash('sha256').update(bytes).digest('hex');
}
