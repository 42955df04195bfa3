import { zstdDecompressSync } from 'node:zlib';
import type { Connection } from '../sqlite/openDatabase.ts';
import {
  createBlockPacks,
  type BlockPacker,
  type BlockPacks,
  type BlockPlace,
  type DirectoryEntry,
} from './blockPacks.ts';

/** Blocks with fewer live objects than this are packed together (the partial index says the same number). */
const smallBlock = 32;
/** So many small blocks of a workspace are packed at once. */
const smallBlocksTogether = 64;
const objectsPerBlock = 128;

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

/** Moves what is still referred to out of these blocks into fuller ones. */
function repack(
  connection: Connection,
  packs: BlockPacks,
  workspace: number,
  blocks: readonly number[],
): void {
  const { statement } = connection;
  let packer = packs.begin(workspace);
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
      if (packed % objectsPerBlock !== 0) continue;
      packer.finish();
      packer = packs.begin(workspace);
    }
    statement('DELETE FROM blocks WHERE block = ?').run(block);
  }
  packer.finish();
}

/** Keeps the raw JSON of all rows in blocks, few and full. */
export function createRawBlocks(connection: Connection): RawBlocks {
  const { statement } = connection;
  const packs = createBlockPacks(connection);
  const released = new Map<number, number>();
  return {
    pack: (workspace) => packs.begin(workspace),
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
      if (small.length < smallBlocksTogether) return;
      const blocks = small.map(({ block }) => block);
      repack(connection, packs, workspace, blocks);
    },
  };
}
