import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { root, runProgram, say, withLock } from './bootstrap.mjs';

const SOURCES = [
  'electron',
  'renderer',
  'shared',
  'vite.config.ts',
  'tsconfig.base.json',
  'package-lock.json',
];
const STAMP = join(root, 'dist/.sources');

/** @param {string} path @returns {string[]} */
function listFiles(path) {
  const file = join(root, path);
  if (!existsSync(file)) return [];
  if (/\.\w+$/.test(path)) return [path];
  const entries = readdirSync(file, { withFileTypes: true, recursive: true }).filter((entry) =>
    entry.isFile(),
  );
  return entries.map((entry) => join(entry.parentPath, entry.name).slice(root.length)).sort();
}

/** A hash of everything the bundles are made of: file times say nothing after a checkout. */
function hashSources() {
  const hash = createHash('sha256');
  for (const path of SOURCES.flatMap(listFiles))
    hash
      .update(`${path}\0`)
      .update(readFileSync(join(root, path)))
      .update('\0');
  return hash.digest('hex');
}

function isFresh() {
  const isComplete = ['main/main.js', 'preload/preload.cjs', 'renderer/index.html'].every((file) =>
    existsSync(join(root, 'dist', file)),
  );
  return isComplete && existsSync(STAMP) && readFileSync(STAMP, 'utf8') === hashSources();
}

async function build() {
  const sources = hashSources();
  rmSync(STAMP, { force: true });
  const vite = join(root, 'node_modules/vite/bin/vite.js');
  // stdout belongs to the command that builds on the way.
  const code = await runProgram(process.execPath, [vite, 'build', '--app', '--logLevel', 'warn'], {
    stdio: ['ignore', 2, 2],
  });
  if (code === 0) writeFileSync(STAMP, sources);
  return code === 0;
}

/**
 * Builds the bundles in dist/ when they are missing or older than the sources; tells whether they are there.
 * @param {{ force?: boolean }} [options]
 */
export async function buildApp({ force = false } = {}) {
  if (!force && isFresh()) return true;
  return withLock('build', async () => {
    if (!force && isFresh()) return true;
    say('Building Kantoor …');
    return build();
  });
}
