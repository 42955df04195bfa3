import { constants, zstdCompressSync, zstdDecompressSync } from 'node:zlib';
import type { Connection } from '../sqlite/openDatabase.ts';

/** Tables whose rows point into blocks. */
export type BlockTable = 'invoices' | 'customers' | 'related';

/** Where the raw JSON of a row lies. */
export interface BlockPlace {
  block: number;
  block_start: number;
  block_length: number;
}

/** A row that was packed into a block: table, position, start, length. */
type DirectoryEntry = [BlockTable, number, number, number];

/** PERF: level 1 takes half the time of level 3 for 8 % more bytes (cache.bench). */
const options = { params: { [constants.ZSTD_c_compressionLevel]: 1 } };

/** Blocks with fewer live objects than this are packed together (the partial index says the same number). */
const smallBlock = 32;
/** So many small blocks of a workspace are packed at once. */
const smallBlocksTogether = 64;
const objectsPerBlock = 128;

/** Collects the raw JSON of one page and writes it as one block. */
export interface BlockPacker {
  add(table: BlockTable, position: number, json: string): BlockPlace;
  finish(): void;
}

/** Reads the decompressed bytes of a block. */
export function readBlock(
  { statement }: Connection,
  block: number,
): { bytes: Buffer; directoryStart: number } {
  const row = statement('SELECT bytes, directory_start FROM blocks WHERE block = ?').get(block) as
    | { bytes: Uint8Array; directory_start: number }
    | undefined;
  if (!row) throw new Error(`block ${block} is missing`);
  return { bytes: zstdDecompressSync(row.bytes), directoryStart: row.directory_start };
}

/** Raw JSON of a row. */
export function readJson(connection: Connection, place: BlockPlace): string {
  const { bytes } = readBlock(connection, place.block);
  return bytes.toString('utf8', place.block_start, place.block_start + place.block_length);
}

/** Writes blocks, counts which of their objects are still referred to, and packs small ones together. */
export interface RawBlocks {
  pack(workspace: number): BlockPacker;
  /** A row no longer points to this block. */
  release(block: number): void;
  /** Writes the released counts, drops dead blocks and packs small ones. */
  settle(workspace: number): void;
}

export function createRawBlocks(connection: Connection): RawBlocks {
  const { statement } = connection;
  const released = new Map<number, number>();
  let scratch = Buffer.allocUnsafe(1 << 20);

  const nextBlock = (): number => {
    const row = statement('SELECT coalesce(max(block), 0) + 1 AS block FROM blocks').get() as {
      block: number;
    };
    return row.block;
  };

  const pack = (workspace: number): BlockPacker => {
    const directory: DirectoryEntry[] = [];
    const block = nextBlock();
    let end = 0;
    const append = (text: string): number => {
      // UTF-8 needs at most three bytes for each UTF-16 unit.
      const needed = end + text.length * 3;
      if (needed > scratch.length) {
        const larger = Buffer.allocUnsafe(needed * 2);
        scratch.copy(larger, 0, 0, end);
        scratch = larger;
      }
      const length = scratch.write(text, end);
      end += length;
      return length;
    };
    return {
      add(table, position, json) {
        const start = end;
        const length = append(json);
        directory.push([table, position, start, length]);
        return { block, block_start: start, block_length: length };
      },
      finish() {
        if (directory.length === 0) return;
        const directoryStart = end;
        append(JSON.stringify(directory));
        const bytes = zstdCompressSync(scratch.subarray(0, end), options);
        statement(
          'INSERT INTO blocks (block, workspace, live, directory_start, bytes) VALUES (?, ?, ?, ?, ?)',
        ).run(block, workspace, directory.length, directoryStart, bytes);
      },
    };
  };

  const repack = (workspace: number, blocks: number[]): void => {
    let packer = pack(workspace);
    let packed = 0;
    for (const block of blocks) {
      const { bytes, directoryStart } = readBlock(connection, block);
      const directory = JSON.parse(bytes.toString('utf8', directoryStart)) as DirectoryEntry[];
      for (const [table, position, start, length] of directory) {
        const isLive = statement(
          `SELECT 1 FROM ${table} WHERE position = ? AND block = ? AND block_start = ?`,
        ).get(position, block, start);
        if (!isLive) continue;
        const place = packer.add(table, position, bytes.toString('utf8', start, start + length));
        statement(`UPDATE ${table} SET block = ?, block_start = ?, block_length = ? WHERE position = ?`).run(
          place.block,
          place.block_start,
          place.block_length,
          position,
        );
        packed += 1;
        if (packed % objectsPerBlock === 0) {
          packer.finish();
          packer = pack(workspace);
        }
      }
      statement('DELETE FROM blocks WHERE block = ?').run(block);
    }
    packer.finish();
  };

  return {
    pack,
    release(block) {
      released.set(block, (released.get(block) ?? 0) + 1);
    },
    settle(workspace) {
      for (const [block, count] of released) {
        statement('UPDATE blocks SET live = live - ? WHERE block = ?').run(count, block);
        statement('DELETE FROM blocks WHERE block = ? AND live <= 0').run(block);
      }
      released.clear();
      const small = statement(
        `SELECT block FROM blocks WHERE workspace = ? AND live < ${smallBlock} LIMIT ${smallBlocksTogether}`,
      ).all(workspace) as { block: number }[];
      if (small.length === smallBlocksTogether)
        repack(
          workspace,
          small.map(({ block }) => block),
        );
    },
  };
}
