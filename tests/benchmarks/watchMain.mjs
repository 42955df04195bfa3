// Loaded into the app's main process by a benchmark: notes every second how long its thread was blocked at most, in ms.
import { appendFileSync } from 'node:fs';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { isMainThread } from 'node:worker_threads';

const file = process.env['KANTOOR_BENCH_BLOCKS'];
if (isMainThread && file !== undefined) {
  const resolution = 5;
  const delays = monitorEventLoopDelay({ resolution });
  delays.enable();
  setInterval(() => {
    appendFileSync(file, `${Date.now()} ${delays.max / 1e6 - resolution}\n`);
    delays.reset();
  }, 1000).unref();
}
