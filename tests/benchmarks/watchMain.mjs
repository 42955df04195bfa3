// Loaded into the app's main process by a benchmark: notes when the window is asked for, and every second its longest turn.
import childProcess from 'node:child_process';
import { appendFileSync } from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import { isMainThread } from 'node:worker_threads';
import { watchTurns } from './watchTurns.mjs';

const { KANTOOR_BENCH_BLOCKS: blocksFile, KANTOOR_BENCH_WINDOW: windowFile } = process.env;

if (isMainThread && blocksFile !== undefined) {
  const turns = watchTurns();
  setInterval(() => {
    const { wallMs, cpuMs } = turns.take();
    appendFileSync(blocksFile, `${Date.now()} ${wallMs} ${cpuMs}\n`);
  }, 1000).unref();
}

// The stand-in starts Chromium for the first window and nothing else before it; Electron is Chromium and has started before main.
if (isMainThread && windowFile !== undefined) {
  const { spawn } = childProcess;
  childProcess.spawn = (...call) => {
    appendFileSync(windowFile, `${performance.now()}\n`);
    return spawn(...call);
  };
  syncBuiltinESMExports();
}
