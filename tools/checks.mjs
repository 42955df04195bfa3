import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { root } from './bootstrap.mjs';

const PROJECTS = ['.', 'shared', 'electron', 'renderer', 'tools', 'tests'];

/** @typedef {{ name: string, isPassed: boolean, output: string }} CheckResult */

/** @param {string} script @param {string[]} args */
function bin(script, args) {
  return { file: process.execPath, args: [join(root, 'node_modules', script), ...args] };
}

const CHECKS = [
  ...PROJECTS.map((project) => ({
    name: project === '.' ? 'types of the configuration files' : `types of ${project}/`,
    ...bin('typescript/bin/tsc', ['--pretty', 'false', '-p', project]),
  })),
  { name: 'lint', ...bin('oxlint/bin/oxlint', ['--type-aware', '--deny-warnings']) },
  { name: 'format', ...bin('oxfmt/bin/oxfmt', ['--check', '.']) },
  { name: 'dependency rules', file: process.execPath, args: [join(root, 'tools/checkDependencies.mjs')] },
  { name: 'unused code', ...bin('knip/bin/knip.js', ['--no-progress']) },
];

/** @param {{ name: string, file: string, args: string[] }} check @returns {Promise<CheckResult>} */
function runCheck({ name, file, args }) {
  return new Promise((resolve) => {
    const child = spawn(file, args, { cwd: root, stdio: ['ignore', 'pipe', 'pipe'] });
    let output = '';
    for (const stream of [child.stdout, child.stderr])
      stream.setEncoding('utf8').on('data', (chunk) => (output += chunk));
    child.once('close', (code) => resolve({ name, isPassed: code === 0, output: output.trim() }));
  });
}

/**
 * Runs all checks, as many at a time as the machine has cores, and reports each as it ends.
 * @param {(result: CheckResult) => void} report
 */
export async function runChecks(report) {
  const waiting = [...CHECKS];
  const results = /** @type {CheckResult[]} */ ([]);
  const work = async () => {
    for (let check = waiting.shift(); check; check = waiting.shift()) {
      const result = await runCheck(check);
      results.push(result);
      report(result);
    }
  };
  await Promise.all([work(), work()]);
  return results;
}
