import { join } from 'node:path';
import { Worker } from 'node:worker_threads';

import type { EmulatorOptions, RunningEmulator } from '../stripeEmulator/emulatorOptions.ts';
import { controlWorker } from '../stripeEmulator/threadControl.ts';

/** Folder of the three bundles: main, preload, renderer. The main bundle is flat, so every part of it finds it alike. */
export const distDir = join(import.meta.dirname, '..');

/** Entries of the main bundle that run in threads of their own. */
export const workerUrls = {
  cache: beside('cacheWorker.js'),
  workspaceDatabase: beside('workspaceDatabaseWorker.js'),
};

/**
 * Starts an emulator in its thread.
 * PERF: only the thread loads the emulator; with it in main every start would parse 2 MB more (benchmark: cold start).
 */
export function startEmulator(options: EmulatorOptions): Promise<RunningEmulator> {
  return controlWorker(new Worker(beside('emulatorWorker.js'), { workerData: options }));
}

function beside(file: string): URL {
  return new URL(file, import.meta.url);
}
