import { createHash } from 'node:crypto';
import { mkdir, readFile, rename, rm, stat, statfs } from 'node:fs/promises';
import { join } from 'node:path';
import { toFileError } from './toFileError.ts';
import { writeWholeFile } from './writeWholeFile.ts';

/** The PDFs of a profile, each stored once under the hash of its bytes. */
export interface PdfStore {
  put(bytes: Uint8Array): Promise<{ sha256: string; bytes: number }>;
  /** The bytes, or null when they are not there or no longer match their hash; a damaged file is set aside. */
  read(sha256: string): Promise<Uint8Array<ArrayBuffer> | null>;
  /** Path of a stored PDF; it need not exist. */
  fileOf(sha256: string): string;
  remove(hashes: readonly string[]): Promise<void>;
  /** Bytes that are free on the disk. */
  freeBytes(): Promise<number>;
}

export interface PdfStoreDeps {
  folder: string;
  /** A file no longer matched its hash and lies in the folder `damaged` now. */
  onDamaged: (sha256: string) => void;
}

/** The store in a folder; two levels, because some file systems are slow with 100,000 files in one folder. */
export function createPdfStore({ folder, onDamaged }: PdfStoreDeps): PdfStore {
  const fileOf = (sha256: string): string => join(folder, sha256.slice(0, 2), `${sha256}.pdf`);
  const read = async (sha256: string): Promise<Uint8Array<ArrayBuffer> | null> => {
    const bytes = await readFile(fileOf(sha256)).catch(() => null);
    if (bytes === null) return null;
    if (sha256Of(bytes) === sha256) return bytes;
    await setAside(folder, fileOf(sha256), sha256);
    onDamaged(sha256);
    return null;
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
    async freeBytes() {
      const { bavail, bsize } = await statfs(folder);
      return bavail * bsize;
    },
  };
}

/** Kept beside the store for whoever wants to find out what happened to it; another read may have moved it already. */
async function setAside(folder: string, file: string, sha256: string): Promise<void> {
  const damaged = join(folder, 'damaged');
  await mkdir(damaged, { recursive: true, mode: 0o700 });
  await rename(file, join(damaged, `${sha256}.pdf`)).catch(() => undefined);
}

/** SHA-256 of bytes or text in hexadecimal. */
export function sha256Of(bytes: Uint8Array | string): string {
  return createHash('sha256').update(bytes).digest('hex');
}
