import { spawnSync } from 'node:child_process';
import { say } from './bootstrap.mjs';
import { findChromium } from './findChromium.mjs';

const PATIENCE = '-o Acquire::http::Timeout=30 -o Acquire::Retries=2';
const INSTALL_COMMAND = `apt-get ${PATIENCE} update && apt-get ${PATIENCE} install -y --no-install-recommends chromium fonts-liberation`;
const SHORT_COMMAND = 'apt-get update && apt-get install -y chromium';

function hasApt() {
  return spawnSync('apt-get', ['--version'], { stdio: 'ignore' }).status === 0;
}

function isRoot() {
  return process.getuid?.() === 0;
}

/** Names the one command that brings Chromium; as root apt has been tried already. */
export function chromiumAdvice() {
  const command =
    hasApt() && !isRoot() ? `sudo sh -c '${SHORT_COMMAND}'` : 'npx playwright install --with-deps chromium';
  return `Chromium is needed and was not found. Install it with: ${command}   (or set CHROME_PATH to the program you have)`;
}

/** Finds Chromium; as root on a machine with apt it is installed when it is missing. */
export function ensureChromium() {
  const present = findChromium();
  if (present || !isRoot() || !hasApt()) return present;
  say('Installing Chromium with apt-get …');
  spawnSync('sh', ['-c', INSTALL_COMMAND], {
    stdio: ['ignore', 2, 2],
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
  });
  return findChromium();
}
