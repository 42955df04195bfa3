import { spawnSync } from 'node:child_process';
import { say } from './bootstrap.mjs';
import { findChromium } from './findChromium.mjs';

const INSTALL_COMMAND =
  'apt-get update && apt-get install -y --no-install-recommends chromium fonts-liberation';

function hasApt() {
  return spawnSync('apt-get', ['--version'], { stdio: 'ignore' }).status === 0;
}

/** Says what a person without root has to type. */
export function chromiumAdvice() {
  const command = hasApt() ? `sudo sh -c '${INSTALL_COMMAND}'` : 'npx playwright install chromium';
  return `Chromium is needed and was not found. Install it with: ${command}   (or set CHROME_PATH to the program you have)`;
}

/** Finds Chromium; as root on a machine with apt it is installed when it is missing. */
export function ensureChromium() {
  const present = findChromium();
  if (present || process.getuid?.() !== 0 || !hasApt()) return present;
  say('Installing Chromium with apt-get …');
  spawnSync('sh', ['-c', INSTALL_COMMAND], {
    stdio: ['ignore', 2, 2],
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
  });
  return findChromium();
}
