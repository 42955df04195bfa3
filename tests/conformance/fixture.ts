import { fork } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import type Electron from 'electron';
import { afterAll, beforeAll, describe, test } from 'vitest';

import { findElectron } from '../../tools/findElectron.mjs';

const fixtureFolder = join(import.meta.dirname, 'fixtureApp');
const register = new URL('../../tools/electronStandIn/register.mjs', import.meta.url).href;

export type Target = 'standIn' | 'electron';

/** What the fixture app shares with the functions it runs (tests/conformance/fixtureApp/main.js). */
export interface Shared {
  electron: typeof Electron;
  folder: string;
  seen: {
    requests: { url: string; method: string; origin: string | null }[];
    willNavigate: string[];
    frameNavigate: string[];
    windowOpen: string[];
    permissions: string[];
    downloads: string[];
    messages: unknown[][];
  };
  hasLock: boolean;
  wasReadyAtStart: boolean;
  secondInstances: { argv: string[]; workingDirectory: string; data: unknown }[];
  quitEvents: string[];
  openWindow(webPreferences?: object): Promise<Electron.BrowserWindow>;
}

export interface Fixture {
  profileDir: string;
  /** Runs a function in the main process; it sees only its two parameters. */
  inMain<Result, Argument = undefined>(
    run: (shared: Shared, argument: Argument) => Result,
    ...argument: Argument extends undefined ? [] : [Argument]
  ): Promise<Awaited<Result>>;
  /** Evaluates an expression in the page of the first window and gives its (awaited) value. */
  inPage<Result>(expression: string): Promise<Result>;
  /** Resolves with the events of quitting, in their order, once the process has ended. */
  ended: Promise<string[]>;
  stop(): Promise<void>;
  kill(): Promise<void>;
}

interface StartOptions {
  args?: string[];
  env?: Record<string, string>;
  profileDir?: string;
}

/** Starts the fixture app on the stand-in or on Electron. */
export async function startFixture(
  target: Target,
  { args = [], env = {}, profileDir }: StartOptions = {},
): Promise<Fixture> {
  const profile = profileDir ?? mkdtempSync(join(tmpdir(), 'kantoor-conformance-'));
  const appArgs = [`--user-data-dir=${profile}`, '--hidden', ...args];
  const options = {
    env: { ...process.env, ...env },
    stdio: ['ignore', 'inherit', 'pipe', 'ipc'] as ('ignore' | 'inherit' | 'pipe' | 'ipc')[],
  };
  const child =
    target === 'standIn'
      ? fork(join(fixtureFolder, 'main.js'), appArgs, { ...options, execArgv: ['--import', register] })
      : fork(fixtureFolder, appArgs, { ...options, execArgv: [], execPath: findElectron() ?? '' });
  const calls = new Map<number, { resolve(value: never): void; reject(error: Error): void }>();
  let lines = '';
  let quitEvents: string[] = [];
  child.stderr?.setEncoding('utf8').on('data', (text: string) => (lines += text));
  const ready = Promise.withResolvers<void>();
  const ended = new Promise<string[]>((resolve) => {
    child.once('exit', (code) => {
      const error = new Error(`The fixture app ended with code ${code}.\n${lines}`);
      ready.reject(error);
      for (const call of calls.values()) call.reject(error);
      if (profileDir === undefined) rmSync(profile, { recursive: true, force: true, maxRetries: 5 });
      resolve(quitEvents);
    });
  });
  child.on(
    'message',
    (message: { id?: number; value?: never; error?: string; isReady?: true; quitEvents?: string[] }) => {
      if (message.isReady) ready.resolve();
      if (message.quitEvents) quitEvents = message.quitEvents;
      const call = calls.get(message.id ?? -1);
      calls.delete(message.id ?? -1);
      if (message.error === undefined) call?.resolve(message.value as never);
      else call?.reject(new Error(message.error));
    },
  );
  await ready.promise;

  let callCount = 0;
  const send = (code: string, argument: unknown): Promise<never> =>
    new Promise((resolve, reject) => {
      const id = ++callCount;
      calls.set(id, { resolve, reject });
      child.send({ id, code, argument });
    });

  return {
    profileDir: profile,
    inMain: (run, ...argument) => send(run.toString(), argument[0]),
    inPage: (expression) =>
      send(
        '({ electron }, code) => electron.BrowserWindow.getAllWindows()[0].webContents.executeJavaScript(code)',
        expression,
      ),
    ended,
    async stop() {
      child.kill('SIGTERM');
      await ended;
    },
    async kill() {
      child.kill('SIGKILL');
      await ended;
    },
  };
}

export interface Statements {
  /** One thing we rely on, in the documentation's terms, and where it is said. */
  (says: string, source: string, proof: (fixture: Fixture) => Promise<void> | void): void;
}

/**
 * States what we rely on once for the stand-in and once for Electron itself. Without the Electron binary its half is
 * reported as not run, never as passed.
 */
export function conformance(
  area: string,
  options: { withWindow: boolean },
  state: (statement: Statements, target: Target) => void,
): void {
  describeOn('standIn');
  if (findElectron()) describeOn('electron');
  else test.skip(`${area} on Electron: not run: no Electron binary`);

  function describeOn(target: Target): void {
    describe(`${area} on ${target}`, () => {
      let fixture: Fixture;
      beforeAll(async () => {
        fixture = await startFixture(target);
        if (options.withWindow) await fixture.inMain(async ({ openWindow }) => void (await openWindow()));
      });
      afterAll(() => fixture.stop());
      state((says, source, proof) => test(`${says} (${source})`, () => proof(fixture)), target);
    });
  }
}
