import { constants, zstdCompressSync } from 'node:zlib';
import type { Connection } from '../sqlite/openDatabase.ts';
import { copyWithoutLinks, type RawJson } from './bearerLinks.ts';

/** Tables whose rows point into blocks. */
export type BlockTable = 'invoices' | 'customers' | 'related';

/** Where the raw JSON of a row lies. */
export interface BlockPlace {
  block: number;
  block_start: number;
  block_length: number;
}

/** A row that was packed into a block: table, position, start, length. */
export type DirectoryEntry = [BlockTable, number, number, number];

/** PERF: level 1 takes half the time of level 3 for 8 % more bytes; short matches cost a sixth and find nothing (cache.bench). */
const params = { [constants.ZSTD_c_compressionLevel]: 1, [constants.ZSTD_c_minMatch]: 7 };
/** A page compressed, in one piece. */
const chunkSize = 1 << 15;

/** Collects the raw JSON of one page and writes it as one block. */
export interface BlockPacker {
  /** Takes JSON as it lies in a page, or text without bearer links. */
  add(table: BlockTable, position: number, json: string | RawJson): BlockPlace;
  finish(): void;
}

/** Begins blocks; one at a time is open. */
export interface BlockPacks {
  begin(workspace: number): BlockPacker;
}

/** JSON gathered as UTF-8 in memory that is used again for the next block. */
function createScratch(): {
  /** Appends JSON without its bearer links; gives the end. */
  append(json: string | RawJson, end: number): number;
  bytes(end: number): Uint8Array;
} {
  let scratch = Buffer.allocUnsafe(1 << 20);
  const makeRoom = (needed: number, end: number): void => {
    if (needed <= scratch.length) return;
    const larger = Buffer.allocUnsafe(needed * 2);
    scratch.copy(larger, 0, 0, end);
    scratch = larger;
  };
  return {
    append(json, end) {
      if (typeof json === 'string') {
        // UTF-8 needs at most three bytes for each UTF-16 unit.
        makeRoom(end + json.length * 3, end);
        return end + scratch.write(json, end);
      }
      // `null` may be longer than the link that it stands for.
      makeRoom(end + json.end - json.start + json.links.length, end);
      return copyWithoutLinks(json, scratch, end);
    },
    bytes: (end) => scratch.subarray(0, end),
  };
}

/** Packs the raw JSON of one write after the other into compressed blocks. */
export function createBlockPacks({ statement }: Connection): BlockPacks {
  const scratch = createScratch();
  const insert = 'INSERT INTO blocks (block, workspace, live, directory_start, bytes) VALUES (?, ?, ?, ?, ?)';
  return {
    begin(workspace) {
      const directory: DirectoryEntry[] = [];
      const { block } = statement('SELECT coalesce(max(block), 0) + 1 AS block FROM blocks').get() as {
        block: number;
      };
      let end = 0;
      return {
        add(table, position, json) {
          const start = end;
          end = scratch.append(json, start);
          directory.push([table, position, start, end - start]);
          return { block, block_start: start, block_length: end - start };
        },
        finish() {
          if (directory.length === 0) return;
          const directoryStart = end;
          end = scratch.append(JSON.stringify(directory), end);
          const bytes = zstdCompressSync(scratch.bytes(end), { params, chunkSize, pledgedSrcSize: end });
          statement(insert).run(block, workspace, directory.length, directoryStart, bytes);
        },
      };
    },
  };
}
