// npm run test:electron: fetches the real Electron and runs on it the conformance suite and every end-to-end spec.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { giveUp, prepare } from './bootstrap.mjs';

await prepare(import.meta.url);
const { buildApp } = await import('./buildApp.mjs');
const { ensureElectron } = await import('./ensureElectron.mjs');
const { countPlaywright, countVitest } = await import('./testSuites.mjs');

if (!(await ensureElectron({ insist: true })))
  giveUp('not run: no Electron binary, and it cannot be fetched from here.');
if (!(await buildApp())) giveUp('The build failed; the messages above say where.');
const reports = mkdtempSync(join(tmpdir(), 'kantoor-test-'));
const counts = [
  await countVitest(['conformance'], join(reports, 'vitest.json')),
  await countPlaywright(['electron'], join(reports, 'playwright.json')),
];
rmSync(reports, { recursive: true, force: true });
/** @param {'passed' | 'failed' | 'skipped'} kind */
const sum = (kind) => counts.reduce((total, count) => total + count[kind], 0);
const skipped = sum('skipped') > 0 ? `, ${sum('skipped')} skipped` : '';
process.stdout.write(`${sum('passed')} passed, ${sum('failed')} failed${skipped}\n`);
process.exitCode = sum('failed') === 0 ? 0 : 1;
