// Loaded into the app's main process by a benchmark: notes its longest turn every second.
import { appendFileSync } from 'node:fs';
import { isMainThread } from 'node:worker_threads';
import { watchTurns } from './watchTurns.mjs';

const blocksFile = process.env['KANTOOR_BENCH_BLOCKS'];

if (isMainThread && blocksFile !== undefined) {
  const turns = watchTurns();
  setInterval(() => {
    const { wallMs, cpuMs } = turns.take();
    appendFileSync(blocksFile, `${Date.now()} ${wallMs} ${cpuMs}\n`);
  }, 1000).unref();
}
