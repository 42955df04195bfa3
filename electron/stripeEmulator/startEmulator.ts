import { Worker } from 'node:worker_threads';

import type { EmulatorOptions, RunningEmulator } from './emulatorOptions.ts';
import { createEmulatorServer } from './server.ts';
import { controlWorker } from './threadControl.ts';

export type * from './emulatorOptions.ts';

/** Starts the emulator in this thread. */
export function startEmulator(options: EmulatorOptions): Promise<RunningEmulator> {
  return createEmulatorServer(options);
}

/** Starts the emulator in a thread of its own; `workerUrl` is emulatorWorker as source or as bundle. */
export function startEmulatorThread(
  options: EmulatorOptions,
  workerUrl: URL,
): Promise<RunningEmulator> {
  return controlWorker(new Worker(workerUrl, { workerData: options }));
}
