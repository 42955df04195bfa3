// npm run bench: every benchmark, one after the other so that none disturbs another; the table goes to latest.md.
import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { giveUp, prepare, root, runProgram, say } from './bootstrap.mjs';

await prepare(import.meta.url);
const { buildApp } = await import('./buildApp.mjs');

/** @typedef {{ what: string, size?: string, value: string, aim?: string }} Measurement */

const folder = join(root, 'tests/benchmarks');
const named = process.argv.slice(2);
const files = readdirSync(folder)
  .filter(
    (file) =>
      file.endsWith('.bench.ts') && (named.length === 0 || named.some((name) => file.startsWith(name))),
  )
  .sort();

/** A benchmark writes its measurements as JSON into the file of KANTOOR_BENCH_RESULT. @param {string} file */
async function measure(file) {
  const result = join(tmpdir(), `kantoor-bench-${process.pid}.json`);
  rmSync(result, { force: true });
  const env = { ...process.env, KANTOOR_BENCH_RESULT: result };
  const flags = ['--disable-warning=ExperimentalWarning', '--expose-gc'];
  say(`— ${file}`);
  const code = await runProgram(process.execPath, [...flags, join(folder, file)], { env });
  if (code !== 0) giveUp(`${file} ended with code ${code}; latest.md stays as it was.`);
  const measurements = /** @type {Measurement[]} */ (JSON.parse(readFileSync(result, 'utf8')));
  rmSync(result, { force: true });
  return measurements;
}

if (!(await buildApp())) giveUp('The build failed; the messages above say where.');
const rows = /** @type {Measurement[]} */ ([]);
for (const file of files) rows.push(...(await measure(file)));
const lines = rows.map(({ what, size = '', value, aim = '' }) => `| ${what} | ${size} | ${value} | ${aim} |`);
const machine = `${process.platform} ${process.arch}, ${cpus().length} cores, Node ${process.versions.node}`;
const table = ['| measured | size | value | aim |', '| --- | --- | --- | --- |', ...lines].join('\n');
process.stdout.write(`${table}\n`);
if (named.length === 0) {
  const day = new Date().toISOString().slice(0, 10);
  writeFileSync(
    join(folder, 'latest.md'),
    `# Latest measurements\n\n${day} · ${machine} · \`npm run bench\`\n\n${table}\n`,
  );
}
