import { spawn } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { root, say, withLock } from './bootstrap.mjs';
import { findElectron } from './findElectron.mjs';

const SILENCE_MS = 20_000;
const REMEMBER_MS = 24 * 60 * 60 * 1000;
const FAILED_MARK = join(root, 'node_modules/.electron-unreachable');

function failedRecently() {
  try {
    return Date.now() - Number(readFileSync(FAILED_MARK, 'utf8')) < REMEMBER_MS;
  } catch {
    return false;
  }
}

/** Bytes in the folders into which the download is written. @param {string} folder */
function countBytes(folder) {
  let bytes = 0;
  for (const entry of readdirSync(folder, { withFileTypes: true, recursive: true })) {
    if (!entry.isFile()) continue;
    bytes += statSync(join(entry.parentPath, entry.name), { throwIfNoEntry: false })?.size ?? 0;
  }
  return bytes;
}

/** Electron's own installer, ended when no byte has come for 20 seconds: a firewall often just swallows. */
function download() {
  const temporary = join(tmpdir(), `kantoor-electron-${process.pid}`);
  mkdirSync(temporary, { recursive: true });
  const env = { ...process.env, TMPDIR: temporary, TEMP: temporary, TMP: temporary };
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [join(root, 'node_modules/electron/install.js')], {
      env,
      stdio: ['ignore', 'ignore', 'ignore'],
    });
    let bytes = 0;
    let lastByteAt = Date.now();
    const watch = setInterval(() => {
      const now = countBytes(temporary) + countBytes(join(root, 'node_modules/electron'));
      if (now !== bytes) lastByteAt = Date.now();
      bytes = now;
      if (Date.now() - lastByteAt > SILENCE_MS) child.kill('SIGKILL');
    }, 1000);
    child.once('error', () => resolve(undefined));
    child.once('close', () => {
      clearInterval(watch);
      rmSync(temporary, { recursive: true, force: true });
      resolve(undefined);
    });
  });
}

/**
 * Finds the Electron binary or fetches it; a failure is remembered for a day unless the caller insists.
 * @param {{ insist?: boolean }} [options]
 */
export async function ensureElectron({ insist = false } = {}) {
  const present = findElectron();
  if (present || (failedRecently() && !insist)) return present;
  return withLock('Electron download', async () => {
    const arrived = findElectron();
    if (arrived) return arrived;
    say('Fetching the Electron binary …');
    await download();
    const fetched = findElectron();
    if (!fetched) writeFileSync(FAILED_MARK, String(Date.now()));
    return fetched;
  });
}
