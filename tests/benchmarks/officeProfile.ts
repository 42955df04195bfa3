import { spawn, type ChildProcess } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { WorkspaceRecord } from '../../electron/workspaces/workspaceRegistryApi.ts';
import { startStandIn, type StandInApp } from '../e2e/harness/startStandIn.ts';
import { standInCommand } from '../../tools/launch.mjs';

export interface OfficeProfile {
  /** Opens the app's window on this profile, as a person does in the morning. */
  open(env?: Record<string, string>): Promise<StandInApp>;
  /** Starts it with a module of the benchmark in its main process, and nobody else who watches. */
  launch(watcher: URL): ChildProcess;
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

const watchMain = new URL('watchMain.mjs', import.meta.url).href;

function profileAt(profileDir: string): OfficeProfile {
  const window = [`--user-data-dir=${profileDir}`, '--hidden', '--lang=en'];
  const withModule = (module: string) => ({ ...environment, NODE_OPTIONS: `--import ${module}` });
  return {
    open: (env = {}) =>
      startStandIn({ args: window, env: { ...withModule(watchMain), ...env }, answers: [] }),
    launch(watcher) {
      const { file, args } = standInCommand(window);
      return spawn(file, args, { env: withModule(watcher.href), stdio: ['ignore', 'pipe', 'inherit'] });
    },
  };
}

function newProfile(): { profileDir: string; remove: () => void } {
  const profileDir = mkdtempSync(join(tmpdir(), 'kantoor-bench-'));
  return { profileDir, remove: () => rmSync(profileDir, { recursive: true, force: true, maxRetries: 5 }) };
}

/** A profile whose cache holds a whole sample office, read by the command line as a first sync reads it. */
export async function createOfficeProfile(
  size: string,
  accounts: number,
): Promise<OfficeProfile & { remove(): void }> {
  const { profileDir, remove } = newProfile();
  await runCommand(profileDir, ['workspaces', 'sample', '--size', size, '--accounts', String(accounts)]);
  await runCommand(profileDir, ['sync']);
  return { ...profileAt(profileDir), remove };
}

/** A profile in a folder of its own that knows these accounts, paused; its cache is filled by others. */
export function createCachedProfile(
  profileDir: string,
  accounts: readonly { workspaceId: string; timeZone: string }[],
): OfficeProfile & { cacheFile: string } {
  const workspaces = accounts.map(({ workspaceId, timeZone }, index): WorkspaceRecord => ({
    id: workspaceId,
    name: `Account ${index + 1}`,
    color: 'blue',
    livemode: false,
    accountId: `acct_${index}`,
    country: 'NL',
    defaultCurrency: 'eur',
    timeZone,
    // Nobody answers there: what is measured comes from the cache.
    apiBase: 'http://127.0.0.1:9',
    keyType: 'secret',
    sealedKey: null,
    permissions: [],
    syncPaused: true,
    sample: null,
  }));
  mkdirSync(profileDir, { mode: 0o700 });
  writeFileSync(join(profileDir, 'settings.json'), JSON.stringify({ workspaces }));
  return {
    cacheFile: join(profileDir, 'cache.sqlite'),
    ...profileAt(profileDir),
  };
}

/** The app as it opens for the very first time. */
export async function openEmptyProfile(): Promise<{ app: StandInApp; remove: () => void }> {
  const { profileDir, remove } = newProfile();
  return { app: await profileAt(profileDir).open(), remove };
}
