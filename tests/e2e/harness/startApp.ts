/**
 * Starts the shipped bundle for an end-to-end test and stops it again:
 *
 *   const app = await startApp({ args: ['--workspace=sample'] });
 *   await app.page.getByRole('heading', { name: 'Customers' }).waitFor();
 *   app.answer({ dialog: 'open', filePaths: [folder] });     // the next folder dialog gets this
 *   await app.stop();
 *
 * The project that runs decides what plays Electron; a spec never asks. Every app has a profile of its own, which
 * goes with `stop()` unless the test brought it (`profileDir`, to start twice on the same one).
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { test } from '@playwright/test';

import type { Launch, StartedApp } from './runningApp.ts';
import { startElectron } from './startElectron.ts';
import { startStandIn } from './startStandIn.ts';
import type { DialogAnswer } from '../../../tools/electronStandIn/testSeat.ts';

export interface StartOptions {
  /** Switches of the app, as after `npm start --`. */
  args?: string[];
  /** Added to the environment. */
  env?: Record<string, string>;
  /** What the person chooses in native dialogs, in this order per kind of dialog. Without an answer: cancelled. */
  answers?: DialogAnswer[];
  /** An existing profile; it is left in place. */
  profileDir?: string;
}

export interface RunningApp extends StartedApp {
  profileDir: string;
}

/** Starts the app in the project's Electron and waits for its window. */
export async function startApp(options: StartOptions = {}): Promise<RunningApp> {
  const profileDir = options.profileDir ?? mkdtempSync(join(tmpdir(), 'kantoor-e2e-'));
  const env = { ...definedEnvironment(), ELECTRON_STAND_IN_VAULT: '1', ...options.env };
  const args = [`--user-data-dir=${profileDir}`, '--hidden', ...(options.args ?? [])];
  const launch: Launch = { args, env, answers: options.answers ?? [] };
  const start = test.info().project.name === 'electron' ? startElectron : startStandIn;
  const app = await start(launch);
  const removeProfile = (): void => {
    if (options.profileDir === undefined) rmSync(profileDir, { recursive: true, force: true, maxRetries: 5 });
  };
  return {
    ...app,
    profileDir,
    async stop() {
      await app.stop();
      removeProfile();
    },
    async kill() {
      await app.kill();
      removeProfile();
    },
  };
}

function definedEnvironment(): Record<string, string> {
  return Object.fromEntries(
    Object.entries(process.env).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
  );
}
