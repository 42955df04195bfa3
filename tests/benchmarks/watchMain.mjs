// Loaded into the app's main process by a benchmark: writes every second how long its thread was blocked at most.
import { writeFileSync } from 'node:fs';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { isMainThread } from 'node:worker_threads';

const file = process.env['KANTOOR_BENCH_BLOCKS'];
if (isMainThread && file !== undefined) {
  const resolution = 5;
  const delays = monitorEventLoopDelay({ resolution });
  delays.enable();
  // What starting takes is not what a person who scrolls waits for.
  process.once('SIGUSR2', () => delays.reset());
  setInterval(() => writeFileSync(file, String(delays.max / 1e6 - resolution)), 1000).unref();
}
