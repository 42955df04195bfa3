import { existsSync } from 'node:fs';
import { mkdtemp, readdir, readFile, rm, stat } from 'node:fs/promises';
import { builtinModules } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createBuilder, parseSync } from 'vite';

import { fontFiles } from '../../electron/stripeEmulator/pdf/fonts.ts';

const root = join(import.meta.dirname, '../..');
let dist: string;

beforeAll(async () => {
  dist = await mkdtemp(join(tmpdir(), 'kantoor-bundle-'));
  const builder = await createBuilder({
    configFile: join(root, 'vite.config.ts'),
    logLevel: 'silent',
    environments: {
      main: { build: { outDir: join(dist, 'main') } },
      preload: { build: { outDir: join(dist, 'preload') } },
      client: { build: { outDir: join(dist, 'renderer') } },
    },
  });
  for (const environment of Object.values(builder.environments)) await builder.build(environment);
}, 180_000);
afterAll(() => rm(dist, { recursive: true, force: true }));

/** What a bundle asks its runtime for; its own files beside it are left out. Comments and texts do not count. */
function importsOf(code: string): string[] {
  const { staticImports, dynamicImports } = parseSync('bundle.js', code).module;
  const asked = [
    ...staticImports.map(({ moduleRequest }) => moduleRequest.value),
    ...dynamicImports.map(({ moduleRequest }) => code.slice(moduleRequest.start + 1, moduleRequest.end - 1)),
    // What is left of `require` in bundled CommonJS packages.
    ...[...code.matchAll(/\b__require\(["']([^"']+)["']\)/g)].map(([, name = '']) => name),
  ];
  return [...new Set(asked)].filter((name) => !name.startsWith('./'));
}

describe('the preload bundle', () => {
  it('is one file of at most 4 kB', async () => {
    expect(await readdir(join(dist, 'preload'))).toEqual(['preload.cjs']);
    expect((await stat(join(dist, 'preload/preload.cjs'))).size).toBeLessThanOrEqual(4096);
  });

  it('asks for nothing but Electron, as the sandbox demands', async () => {
    const code = await readFile(join(dist, 'preload/preload.cjs'), 'utf8');
    expect([...code.matchAll(/\b(?:require|import)\(([^)]*)\)/g)].map(([, name]) => name)).toEqual([
      '"electron"',
    ]);
  });
});

describe('the main bundle', () => {
  const entries = ['main', 'cacheWorker', 'workspaceDatabaseWorker', 'emulatorWorker'];

  it('holds the app and each of its threads', () => {
    expect(entries.filter((entry) => !existsSync(join(dist, 'main', `${entry}.js`)))).toEqual([]);
  });

  it('holds every package that it uses, so that the app ships without node_modules', async () => {
    const known = new Set(['electron', ...builtinModules, ...builtinModules.map((name) => `node:${name}`)]);
    const asked: string[] = [];
    for (const file of await readdir(join(dist, 'main'))) {
      if (file.endsWith('.js')) asked.push(...importsOf(await readFile(join(dist, 'main', file), 'utf8')));
    }
    expect(asked).toContain('node:sqlite');
    expect(asked.filter((name) => !known.has(name))).toEqual([]);
  });

  it('waits for nothing while it is evaluated, because Electron becomes ready only afterwards', async () => {
    const code = await readFile(join(dist, 'main/main.js'), 'utf8');
    const waiting = parseSync('main.js', code)
      .program.body.filter(({ type }) => !/^(Function|Class)Declaration$/.test(type))
      .map(({ start, end }) => code.slice(start, end))
      .filter((statement) => /^(?:(?:const|let|var) [^=]+= |export [^=]+= )?await\b/.test(statement));
    expect(waiting).toEqual([]);
  });

  it('leaves the emulator to its own thread', async () => {
    const emulator = await readFile(join(dist, 'main/emulatorWorker.js'), 'utf8');
    const main = await readFile(join(dist, 'main/main.js'), 'utf8');
    expect(emulator).toContain('createEmulatorServer');
    expect(main).not.toContain('createEmulatorServer');
  });

  it('knows nothing of the machine that built it', async () => {
    for (const entry of entries) {
      expect(await readFile(join(dist, 'main', `${entry}.js`), 'utf8')).not.toContain(root);
    }
  });

  it('has the fonts of the sample documents beside it', async () => {
    const fonts = (await readdir(join(dist, 'main/fonts'))).toSorted();
    expect(fonts).toEqual(
      Object.keys(fontFiles)
        .map((name) => `${name}.ttf`)
        .toSorted(),
    );
  });
});

describe('the renderer bundle', () => {
  it('has no inline script, no inline style and no address outside the app in its page', async () => {
    const html = await readFile(join(dist, 'renderer/index.html'), 'utf8');
    expect(html).not.toMatch(/<script(?![^>]*\bsrc=)[^>]*>/);
    expect(html).not.toMatch(/<style|\sstyle=|\son\w+=/);
    expect(html).not.toMatch(/(?:src|href)="(?:https?:)?\/\//);
  });

  it('brings what every start needs as one script and one style sheet', async () => {
    const html = await readFile(join(dist, 'renderer/index.html'), 'utf8');
    const asked = [...html.matchAll(/(?:src|href)="\.\/assets\/[^"]+\.(js|css)"/g)].map(([, kind]) => kind);
    expect(asked).toEqual(['js', 'css']);
  });

  it('gives every script and style sheet the nonce that is replaced on each request', async () => {
    const html = await readFile(join(dist, 'renderer/index.html'), 'utf8');
    const tags = html.match(/<(?:script|link rel="(?:stylesheet|modulepreload)")[^>]*>/g) ?? [];
    expect(tags.length).toBeGreaterThan(0);
    for (const tag of tags) expect(tag).toContain('nonce="__CSP_NONCE__"');
    expect(html).toContain('<meta property="csp-nonce" nonce="__CSP_NONCE__"');
  });

  it('has what pdf.js reads while it renders', async () => {
    expect((await readdir(join(dist, 'renderer/pdfjs'))).toSorted()).toEqual([
      'cmaps',
      'iccs',
      'standard_fonts',
      'wasm',
    ]);
  });
});
