// Runs dependency-cruiser and checks first that it has looked: with a TypeScript it does not know it finds no module,
// reports no violation and ends well.
import { execFile } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { root } from './bootstrap.mjs';

const FOLDERS = ['shared', 'electron', 'renderer', 'tools', 'tests'];

/** @typedef {{ rule: { name: string }, from: string, to: string }} Violation */

function countSources() {
  const isCode = (/** @type {string} */ name) => /\.(ts|tsx|mjs)$/.test(name) && !name.endsWith('.d.ts');
  const names = FOLDERS.flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' }),
  );
  return names.filter(isCode).length;
}

const script = join(root, 'node_modules/dependency-cruiser/bin/dependency-cruiser.mjs');
const { stdout } = await promisify(execFile)(
  process.execPath,
  [script, ...FOLDERS, '--output-type', 'json'],
  {
    cwd: root,
    maxBuffer: 256 * 1024 * 1024,
  },
).catch((error) => error);
const { modules, summary } = JSON.parse(stdout);
const seen = modules.filter(
  (/** @type {{ source: string }} */ { source }) => !source.includes('node_modules'),
).length;
const wanted = countSources();

for (const { rule, from, to } of /** @type {Violation[]} */ (summary.violations)) {
  process.stdout.write(`${rule.name}: ${from} → ${to}\n`);
}
if (seen < wanted)
  process.stdout.write(`dependency-cruiser has seen ${seen} modules where there are ${wanted} files.\n`);
process.exitCode = summary.violations.length === 0 && seen >= wanted ? 0 : 1;
