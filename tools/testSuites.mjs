import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { giveUp, root, runProgram, say } from './bootstrap.mjs';
import { buildApp } from './buildApp.mjs';
import { runChecks } from './checks.mjs';
import { chromiumAdvice, ensureChromium } from './ensureChromium.mjs';
import { findElectron } from './findElectron.mjs';

/** @typedef {{ passed: number, failed: number, skipped: number }} Counts */

const VITEST_KINDS = ['unit', 'contract', 'integration', 'conformance'];
const KINDS = ['check', ...VITEST_KINDS, 'e2e'];

/** These look at the bundles in dist/. */
const KINDS_OF_BUNDLE = ['contract', 'integration', 'e2e'];

/** @param {string} file @returns {any} */
function readReport(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return undefined;
  }
}

/** @returns {Promise<Counts>} */
async function countChecks() {
  const results = await runChecks(({ name, isPassed, output }) =>
    say(isPassed ? `✓ ${name}` : `✗ ${name}\n${output}\n`),
  );
  const passed = results.filter(({ isPassed }) => isPassed).length;
  return { passed, failed: results.length - passed, skipped: 0 };
}

/** @param {string[]} kinds @param {string} reportFile @returns {Promise<Counts>} */
export async function countVitest(kinds, reportFile) {
  const vitest = join(root, 'node_modules/vitest/vitest.mjs');
  const projects = kinds.flatMap((kind) => ['--project', kind]);
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${reportFile}`];
  const code = await runProgram(
    process.execPath,
    [vitest, 'run', '--passWithNoTests', ...projects, ...reporters],
    { stdio: ['ignore', 2, 2] },
  );
  const report = readReport(reportFile);
  if (!report) return { passed: 0, failed: 1, skipped: 0 };
  const failed = report.numFailedTests;
  // A file that does not even load, or an error outside of any test, has no failed test to count.
  return {
    passed: report.numPassedTests,
    failed: code !== 0 && failed === 0 ? 1 : failed,
    skipped: report.numPendingTests + report.numTodoTests,
  };
}

/** @param {string[]} projects @param {string} reportFile @returns {Promise<Counts>} */
export async function countPlaywright(projects, reportFile) {
  const playwright = join(root, 'node_modules/@playwright/test/cli.js');
  const args = [
    'test',
    '--pass-with-no-tests',
    '--reporter=list,json',
    ...projects.map((project) => `--project=${project}`),
  ];
  const env = { ...process.env, PLAYWRIGHT_JSON_OUTPUT_NAME: reportFile };
  const code = await runProgram(process.execPath, [playwright, ...args], { stdio: ['ignore', 2, 2], env });
  const stats = readReport(reportFile)?.stats;
  if (!stats) return { passed: 0, failed: 1, skipped: 0 };
  const failed = stats.unexpected;
  return {
    passed: stats.expected + stats.flaky,
    failed: code !== 0 && failed === 0 ? 1 : failed,
    skipped: stats.skipped,
  };
}

/**
 * Runs the named kinds of tests, all by default, and adds them up.
 * @param {string[]} named
 */
export async function runSuites(named) {
  const unknown = named.filter((kind) => !KINDS.includes(kind));
  if (unknown.length > 0)
    giveUp(`There are no tests of the kind ${unknown.join(', ')}. The kinds are ${KINDS.join(', ')}.`);
  const kinds = named.length > 0 ? named : KINDS;
  const reports = mkdtempSync(join(tmpdir(), 'kantoor-test-'));
  const totals = { passed: 0, failed: 0, skipped: 0, notes: /** @type {string[]} */ ([]) };
  /** @param {Counts} counts */
  const add = (counts) => {
    totals.passed += counts.passed;
    totals.failed += counts.failed;
    totals.skipped += counts.skipped;
  };
  try {
    if (kinds.includes('conformance') || kinds.includes('e2e')) {
      if (!ensureChromium()) giveUp(chromiumAdvice());
      if (!findElectron())
        totals.notes.push('Electron: not run: no Electron binary (npm run test:electron fetches it).');
    }
    const isBuilt = !kinds.some((kind) => KINDS_OF_BUNDLE.includes(kind)) || (await buildApp());
    if (!isBuilt) add({ passed: 0, failed: 1, skipped: 0 });
    if (kinds.includes('check')) add(await countChecks());
    const vitestKinds = kinds.filter((kind) => VITEST_KINDS.includes(kind));
    if (vitestKinds.length > 0) add(await countVitest(vitestKinds, join(reports, 'vitest.json')));
    if (kinds.includes('e2e') && isBuilt)
      add(await countPlaywright(['standIn'], join(reports, 'playwright.json')));
  } finally {
    rmSync(reports, { recursive: true, force: true });
  }
  return totals;
}
