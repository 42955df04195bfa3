import { Worker } from 'node:worker_threads';

import type { EmulatorOptions, RunningEmulator } from './emulatorOptions.ts';
import { createEmulatorServer, type EmulatorDependencies } from './server.ts';
import { controlWorker } from './threadControl.ts';

/** Starts the emulator in this thread. */
export function startEmulator(
  options: EmulatorOptions,
  dependencies?: EmulatorDependencies,
): Promise<RunningEmulator> {
  return createEmulatorServer(options, dependencies);
}

/** Starts the emulator in a thread of its own; `workerUrl` is emulatorWorker as source or as bundle. */
export function startEmulatorThread(options: EmulatorOptions, workerUrl: URL): Promise<RunningEmulator> {
  return controlWorker(new Worker(workerUrl, { workerData: options }));
}
