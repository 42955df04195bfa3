import { cpSync } from 'node:fs';
import { resolve } from 'node:path';

import react from '@vitejs/plugin-react';
import { defineConfig, type Plugin } from 'vite';

import { fontFiles } from './electron/stripeEmulator/pdf/fonts.ts';

const root = import.meta.dirname;

/** Folders of pdfjs-dist that its worker fetches while it renders. */
const pdfjsFolders = ['cmaps', 'standard_fonts', 'wasm', 'iccs'];

/** Copies what bundles read at run time beside them. */
function copyRuntimeFiles(): Plugin {
  return {
    name: 'kantoor:copy-runtime-files',
    writeBundle() {
      const { name, config } = this.environment;
      const outDir = resolve(config.root, config.build.outDir);
      if (name === 'client') {
        for (const folder of pdfjsFolders) {
          cpSync(resolve(root, 'node_modules/pdfjs-dist', folder), resolve(outDir, 'pdfjs', folder), {
            recursive: true,
          });
        }
      }
      if (name === 'main') {
        for (const [font, file] of Object.entries(fontFiles)) {
          cpSync(resolve(root, 'node_modules', file), resolve(outDir, 'fonts', `${font}.ttf`));
        }
      }
    },
  };
}

export default defineConfig({
  root: resolve(root, 'renderer'),
  // The renderer runs on app://kantoor and, in the stand-in, on another origin: relative URLs hold on both.
  base: './',
  plugins: [react(), copyRuntimeFiles()],
  // electron/platform/appProtocol.ts replaces the placeholder with a fresh nonce on every request.
  html: { cspNonce: '__CSP_NONCE__' },
  builder: {},
  environments: {
    client: {
      build: {
        outDir: resolve(root, 'dist/renderer'),
        emptyOutDir: true,
        target: 'chrome148',
        // SECURITY: the policy knows no data: scripts or styles, so no asset may become one.
        assetsInlineLimit: 0,
        modulePreload: { polyfill: false },
        chunkSizeWarningLimit: 2000,
        rolldownOptions: {
          output: {
            // PERF: what every start needs comes in one piece, not in forty (benchmark: start).
            codeSplitting: { groups: [{ name: 'first', tags: ['$initial'] }] },
          },
        },
      },
    },
    main: {
      consumer: 'server',
      // Everything but Electron and Node itself is bundled: the package holds dist/ and no node_modules.
      resolve: { noExternal: true, external: ['electron'] },
      build: {
        outDir: resolve(root, 'dist/main'),
        emptyOutDir: true,
        target: 'node24',
        minify: false,
        rolldownOptions: {
          platform: 'node',
          external: ['electron', /^node:/],
          input: {
            main: resolve(root, 'electron/main.ts'),
            cacheWorker: resolve(root, 'electron/cache/cacheWorker.ts'),
            workspaceDatabaseWorker: resolve(root, 'electron/workspaceDatabase/workspaceDatabaseWorker.ts'),
            emulatorWorker: resolve(root, 'electron/stripeEmulator/emulatorWorker.ts'),
          },
          // Flat: workers, fonts and chunks find each other beside import.meta.url.
          output: { format: 'esm', entryFileNames: '[name].js', chunkFileNames: '[name]-[hash].js' },
        },
      },
    },
    preload: {
      consumer: 'server',
      resolve: { noExternal: true, external: ['electron'] },
      build: {
        outDir: resolve(root, 'dist/preload'),
        emptyOutDir: true,
        target: 'chrome148',
        minify: true,
        rolldownOptions: {
          external: ['electron'],
          input: { preload: resolve(root, 'electron/preload.ts') },
          // A sandboxed preload is one CommonJS file.
          output: { format: 'cjs', entryFileNames: '[name].cjs', codeSplitting: false },
        },
      },
    },
  },
});
