import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startStandIn, type StandInApp } from '../e2e/harness/startStandIn.ts';
import { standInCommand } from '../../tools/launch.mjs';

export interface OfficeProfile {
  /** Opens the app's window on this profile, as a person does in the morning. */
  open(): Promise<StandInApp>;
  remove(): void;
}

const environment = { ...(process.env as Record<string, string>), ELECTRON_STAND_IN_VAULT: '1' };

function runCommand(profileDir: string, words: readonly string[]): Promise<void> {
  const { file, args } = standInCommand(['--cli', '--user-data-dir', profileDir, ...words]);
  return new Promise((resolve, reject) => {
    const child = spawn(file, args, { env: environment, stdio: ['ignore', 'ignore', 'inherit'] });
    child.once('error', reject);
    child.once('exit', (code) => {
      if (code === 0) resolve();
      else reject(new Error(`${words.join(' ')} ended with code ${code}`));
    });
  });
}

function openWindow(profileDir: string): Promise<StandInApp> {
  const args = [`--user-data-dir=${profileDir}`, '--hidden', '--lang=en'];
  return startStandIn({ args, env: environment, answers: [] });
}

function newProfile(): { profileDir: string; remove: () => void } {
  const profileDir = mkdtempSync(join(tmpdir(), 'kantoor-bench-'));
  return { profileDir, remove: () => rmSync(profileDir, { recursive: true, force: true, maxRetries: 5 }) };
}

/** A profile whose cache holds a whole sample office, read by the command line as a first sync reads it. */
export async function createOfficeProfile(size: string, accounts: number): Promise<OfficeProfile> {
  const { profileDir, remove } = newProfile();
  await runCommand(profileDir, ['workspaces', 'sample', '--size', size, '--accounts', String(accounts)]);
  await runCommand(profileDir, ['sync']);
  return { open: () => openWindow(profileDir), remove };
}

/** The app as it opens for the very first time. */
export async function openEmptyProfile(): Promise<{ app: StandInApp; remove: () => void }> {
  const { profileDir, remove } = newProfile();
  return { app: await openWindow(profileDir), remove };
}
