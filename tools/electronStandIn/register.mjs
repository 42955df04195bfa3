// Preloaded with `node --import`: from here on `electron` means the stand-in, for import and require alike.
// SECURITY: nothing in the product knows of this file; only the launchers in tools/ and the tests pass it to Node.
import { enableCompileCache, registerHooks } from 'node:module';
import { fileURLToPath } from 'node:url';
import { isMainThread } from 'node:worker_threads';

const ELECTRON_SPECIFIERS = new Set(['electron', 'electron/main', 'electron/common']);
// Electron is compiled long before it starts; without this Node would take the types out of forty files at every start.
enableCompileCache(fileURLToPath(new URL('../../node_modules/.cache/electronStandIn', import.meta.url)));

const standInUrl = new URL('./index.ts', import.meta.url).href;

registerHooks({
  resolve(specifier, context, nextResolve) {
    if (!ELECTRON_SPECIFIERS.has(specifier)) return nextResolve(specifier, context);
    if (!isMainThread) {
      throw new Error(
        'Electron modules are not available in worker threads: ask the main thread through messages instead.',
      );
    }
    return { url: standInUrl, format: 'module-typescript', shortCircuit: true };
  },
});
