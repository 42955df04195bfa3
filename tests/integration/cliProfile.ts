// One profile and the command lines that are run on it; everything is real but Electron.
import { randomUUID } from 'node:crypto';
import { EventEmitter, once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';

import { runCli, type CliParts } from '../../electron/cli/runCli.ts';
import { runInvocation } from '../../electron/cli/runInvocation.ts';
import { createInstanceHost } from '../../electron/cli/serveInstance.ts';
import { createEventHub } from '../../electron/ipc/publishEvent.ts';
import { claimProfile } from '../../electron/platform/claimProfile.ts';
import { prepareProfile } from '../../electron/platform/profile.ts';
import { startServices, type RunningServices } from '../../electron/startServices.ts';
import { createWorkspaceRegistry } from '../../electron/workspaces/createWorkspaceRegistry.ts';
import { startEmulatorThread } from '../../electron/stripeEmulator/startEmulator.ts';

const source = (path: string): URL => new URL(`../../electron/${path}`, import.meta.url);

/** `Value` is what the command gives; a failure has an `error` instead. */
export interface Run<Value> {
  exitCode: number;
  stdout: string;
  stderr: string;
  /** The one JSON value on standard output. */
  json: Value;
}

interface RunOptions {
  stdin?: string;
  environmentKey?: string;
  cancel?: AbortSignal;
}

export interface CliProfile {
  dir: string;
  /** Runs a command with `--json`; a text is split at its spaces. */
  run<Value = unknown>(command: string | string[], options?: RunOptions): Promise<Run<Value>>;
  /** The next text on standard output of a command that is still running. */
  nextLine(): Promise<string>;
  /** Owns the profile as a window does, until `close`. */
  openAsWindow(): Promise<{
    services: RunningServices;
    activated: (string | null)[];
    close(): Promise<void>;
  }>;
  /** Lines of the log that were written about unexpected errors. */
  incidents: unknown[];
  remove(): Promise<void>;
}

export async function createCliProfile({
  stripeApiBase = null,
}: { stripeApiBase?: string | null } = {}): Promise<CliProfile> {
  const dir = await mkdtemp(join(tmpdir(), 'kantoor-cli-'));
  const profile = prepareProfile(dir);
  const incidents: unknown[] = [];
  const reporting = {
    log: { error: (details: unknown) => void incidents.push(details) },
    newIncidentId: () => 'K-1',
  };
  const settings = new Map<string, unknown>();
  const lines = new EventEmitter();

  const start = (hub: ReturnType<typeof createEventHub>): Promise<RunningServices> =>
    startServices({
      ...reporting,
      profile,
      hub,
      registry: createWorkspaceRegistry({
        store: {
          get: (key) => settings.get(key),
          set: (key, value) => void settings.set(key, structuredClone(value)),
        },
        newId: randomUUID,
      }),
      vault: {
        availability: () =>
          Promise.resolve({ available: false, backend: 'none', reason: 'There is no vault.' }),
        seal: () => Promise.reject(new Error('There is no vault.')),
        open: () => Promise.reject(new Error('There is no vault.')),
      },
      fetch: (url, init) => fetch(url, init),
      isOnline: () => true,
      about: {
        version: '1.2.3',
        electronVersion: 'none',
        profileDir: dir,
        logDir: profile.logDir,
        platform: 'linux',
        systemLocale: 'nl-NL',
        packaged: false,
        who: 'ann',
      },
      stripeApiBase,
      longestPath: 4095,
      workerUrls: {
        cache: source('cache/cacheWorker.ts'),
        workspaceDatabase: source('workspaceDatabase/workspaceDatabaseWorker.ts'),
      },
      startEmulator: (options) => startEmulatorThread(options, source('stripeEmulator/emulatorWorker.ts')),
      dialogs: { chooseDirectory: () => Promise.resolve(null), saveFile: () => Promise.resolve(null) },
      shell: { openExternal: () => Promise.resolve(), showItemInFolder: () => undefined },
      printPdf: () => Promise.resolve(),
      onSettingsChanged: () => undefined,
      onConnected: () => undefined,
    });

  const openProfile: CliParts['openProfile'] = async () => {
    const claim = await claimProfile(dir);
    if (claim.kind === 'peer') return claim;
    const hub = createEventHub();
    const services = await start(hub);
    const parts = { ...reporting, services: services.commands, hub };
    const host = createInstanceHost({ ...parts, activate: null });
    await claim.listen(host.accept);
    return {
      kind: 'owner',
      run: (invocation, signal, onProgress) => runInvocation(invocation, parts, signal, onProgress),
      async close() {
        await host.idle();
        await claim.retire();
        await services.close();
        await claim.release();
      },
    };
  };

  return {
    dir,
    incidents,
    async run(command, { stdin = '', environmentKey, cancel = new AbortController().signal } = {}) {
      const args = typeof command === 'string' ? command.split(' ').filter((part) => part !== '') : command;
      const output = { stdout: '', stderr: '' };
      const sink = (name: 'stdout' | 'stderr'): PassThrough =>
        new PassThrough().on('data', (chunk: Buffer) => {
          output[name] += chunk.toString();
          lines.emit(name, chunk.toString());
        });
      const input = new PassThrough();
      input.end(stdin);
      const exitCode = await runCli({
        ...reporting,
        args: [...args, '--json'],
        cwd: dir,
        version: '1.2.3',
        environmentKey: environmentKey ?? null,
        terminal: { stdin: input, stdout: sink('stdout'), stderr: sink('stderr') },
        openProfile,
        emulator: {
          startEmulator: (options) =>
            startEmulatorThread(options, source('stripeEmulator/emulatorWorker.ts')),
          today: '2026-11-22',
          stop: cancel,
        },
        cancel,
      });
      return { exitCode, ...output, json: JSON.parse(output.stdout) };
    },
    async nextLine() {
      const [line] = (await once(lines, 'stdout')) as [string];
      return line;
    },
    async openAsWindow() {
      const claim = await claimProfile(dir);
      if (claim.kind !== 'owner') throw new Error('Somebody else owns the profile.');
      const hub = createEventHub();
      const services = await start(hub);
      const activated: (string | null)[] = [];
      const host = createInstanceHost({
        ...reporting,
        services: services.commands,
        hub,
        activate: (workspace) => Promise.resolve(void activated.push(workspace)),
      });
      await claim.listen(host.accept);
      return {
        services,
        activated,
        async close() {
          await services.close();
          await claim.release();
        },
      };
    },
    remove: () => rm(dir, { recursive: true, force: true }),
  };
}
