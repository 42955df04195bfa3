import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { root, runProgram, say } from './bootstrap.mjs';
import { createAppPaths, readManifest } from './electronStandIn/appPaths.ts';
import { standInCommand } from './launch.mjs';

const SIZE = 'S';
const ACCOUNTS = 3;

/** @param {string[]} args */
function profileOf(args) {
  const at = args.findIndex((argument) => argument === '--user-data-dir');
  const named =
    at === -1
      ? args
          .find((argument) => argument.startsWith('--user-data-dir='))
          ?.split('=')
          .slice(1)
          .join('=')
      : args[at + 1];
  const { name } = readManifest(join(root, 'dist/main/main.js'));
  return named ? resolve(named) : createAppPaths(name, '').getPath('userData');
}

/** Runs a command for its JSON. @param {string[]} args @returns {Promise<any>} */
function readCommand(args) {
  const command = standInCommand(['--cli', '--json', ...args]);
  return new Promise((resolveJson, reject) => {
    const child = spawn(command.file, command.args, { cwd: root, stdio: ['ignore', 'pipe', 'inherit'] });
    let text = '';
    child.stdout.setEncoding('utf8').on('data', (chunk) => (text += chunk));
    child.once('error', reject);
    child.once('close', (code) =>
      code === 0 ? resolveJson(JSON.parse(text)) : reject(new Error(text || `exit code ${code}`)),
    );
  });
}

/** Runs a command in front of the person. @param {string[]} args */
async function showCommand(args) {
  const command = standInCommand(['--cli', ...args]);
  const code = await runProgram(command.file, command.args, { stdio: ['ignore', 'inherit', 'inherit'] });
  if (code !== 0) throw new Error(`"kantoor ${args.slice(2).join(' ')}" ended with code ${code}.`);
}

/** First and last day of the month before this one, in the person's own zone. @param {Date} today */
export function lastMonth(today) {
  const month = new Date(today.getFullYear(), today.getMonth() - 1, 1);
  const end = new Date(today.getFullYear(), today.getMonth(), 0);
  const name = `${month.getFullYear()}-${String(month.getMonth() + 1).padStart(2, '0')}`;
  return { name, from: `${name}-01`, to: `${name}-${String(end.getDate()).padStart(2, '0')}` };
}

/** The first folder of a month's name that no earlier export has used: exports are never mixed. @param {string} base */
function freeFolder(base) {
  for (let attempt = 1; ; attempt++) {
    const folder = attempt === 1 ? base : `${base} (${attempt})`;
    if (!existsSync(folder)) return folder;
  }
}

/**
 * The article's job without a window: the sample office, all open invoices, last month's PDFs on disk.
 * @param {string[]} args
 */
export async function runMainJob(args) {
  const profile = profileOf(args);
  const inProfile = ['--user-data-dir', profile];
  try {
    const workspaces = await readCommand([...inProfile, 'workspaces', 'list']);
    if (!workspaces.some((/** @type {{ sample: boolean }} */ workspace) => workspace.sample)) {
      await showCommand([
        ...inProfile,
        'workspaces',
        'sample',
        '--size',
        SIZE,
        '--accounts',
        String(ACCOUNTS),
      ]);
    }
    await showCommand([...inProfile, 'sync']);
    await showCommand([...inProfile, 'invoices', 'list', '--status', 'open', '--limit', '20']);
    const month = lastMonth(new Date());
    const folder = freeFolder(join(profile, 'exports', month.name));
    await showCommand([...inProfile, 'export', '--from', month.from, '--to', month.to, '--out', folder]);
    say(`The PDFs of ${month.name} and their manifest lie in`);
    process.stdout.write(`${folder}\n`);
    return 0;
  } catch (error) {
    say(`The main job stopped: ${error instanceof Error ? error.message : String(error)}`);
    return 1;
  }
}
