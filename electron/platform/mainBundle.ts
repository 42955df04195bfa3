import { join } from 'node:path';

/** Folder of the three bundles: main, preload, renderer. The main bundle is flat, so every part of it finds it alike. */
export const distDir = join(import.meta.dirname, '..');

/** Entries of the main bundle that run in threads of their own. */
export const workerUrls = {
  cache: beside('cacheWorker.js'),
  workspaceDatabase: beside('workspaceDatabaseWorker.js'),
  emulator: beside('emulatorWorker.js'),
};

function beside(file: string): URL {
  return new URL(file, import.meta.url);
}
