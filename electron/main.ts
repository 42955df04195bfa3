import { setImmediate } from 'node:timers/promises';
import { Worker } from 'node:worker_threads';

import { app } from 'electron';

import { createEventHub } from './ipc/publishEvent.ts';
import type { ErrorReporting } from './ipc/toErrorPayload.ts';
import { createLogger } from './logging/createLogger.ts';
import { applySettings } from './platform/applySettings.ts';
import { settleBeforeReady } from './platform/beforeReady.ts';
import { claimForWindow } from './platform/claimForWindow.ts';
import { claimProfile } from './platform/claimProfile.ts';
import { giveUp, logIncidents, newIncidentId } from './platform/incidents.ts';
import { listenForStop, stopBeforeQuit } from './platform/lifecycle.ts';
import { distDir, workerUrls } from './platform/mainBundle.ts';
import { openMachine } from './platform/machine.ts';
import { chooseMainLanguage } from './platform/mainTexts.ts';
import { findStartRoute } from './platform/startRoute.ts';
import { createWindowApp } from './platform/windowApp.ts';
import type { EmulatorOptions, RunningEmulator } from './stripeEmulator/emulatorOptions.ts';
import { controlWorker } from './stripeEmulator/threadControl.ts';
import { createSyncScheduler } from './sync/scheduler.ts';

interface Reporting extends ErrorReporting {
  closeLog(): Promise<void>;
}

/** About as long as the first screen takes from here. */
const backgroundAfterMs = 1_000;

const { switches, environment, profile } = settleBeforeReady();
const hub = createEventHub();
const stop = listenForStop();
// Not awaited: Electron becomes ready after this module is evaluated, so waiting for that here would never end.
void run();

async function run(): Promise<void> {
  const { logger: log, close: closeLog } = createLogger({ directory: profile.logDir });
  const reporting = { log, newIncidentId, closeLog };
  log.info({ version: app.getVersion(), electron: process.versions['electron'] }, 'Kantoor starts');
  logIncidents(reporting, { interactive: switches.cli === null });
  try {
    if (switches.cli === null) await runAsWindow(reporting);
    else await runAsCommand(switches.cli, reporting);
  } catch (error) {
    await giveUp(reporting, error, { interactive: switches.cli === null });
  }
}

/** The window: owns the profile until it quits and answers everybody else who wants something of it. */
async function runAsWindow(reporting: Reporting): Promise<void> {
  const owner = await claimForWindow(profile.dir, switches.workspace);
  if (owner === null) return app.exit(0);
  const { starting, registry } = await startOnProfile('window', reporting);
  applySettings(registry.getSettings());
  // PERF: the window loads while the databases open; what it asks meanwhile waits (benchmark: start).
  const windowApp = createWindowApp({
    ...reporting,
    services: starting,
    hub,
    distDir,
    profileDir: profile.dir,
    hidden: switches.hidden,
    language: () => chooseMainLanguage(registry.getSettings().language, app.getLocale()),
  });
  const show = async (workspace: string | null): Promise<void> =>
    windowApp.show(workspace === null ? null : await findStartRoute((await starting).handlers, workspace));
  await show(switches.workspace);
  const services = await starting;

  const { createInstanceHost } = await import('./cli/serveInstance.ts');
  const host = createInstanceHost({ ...reporting, services: services.commands, hub, activate: show });
  await owner.listen(host.accept);

  const scheduler = createSyncScheduler({
    ...services,
    listWorkspaceIds: () => registry.list().map(({ id }) => id),
    isInUse: windowApp.isInUse,
  });
  app.on('browser-window-focus', scheduler.noteFocus);
  // PERF: Stripe is asked once the window had its share of the machine (benchmark: start).
  const beginning = setTimeout(() => {
    scheduler.begin();
    services.beginBackground(windowApp.isInUse);
  }, backgroundAfterMs);

  stopBeforeQuit(stop, async () => {
    clearTimeout(beginning);
    scheduler.stop();
    await services.close();
    await owner.release();
    await reporting.closeLog();
  });
}

/** The command line: asks the instance that owns the profile, or owns it for as long as the command takes. */
async function runAsCommand(args: readonly string[], reporting: Reporting): Promise<void> {
  if (process.platform === 'darwin') app.dock?.hide();
  const { runCli } = await import('./cli/runCli.ts');
  const { openProfile } = await import('./cli/openProfile.ts');
  const exitCode = await runCli({
    ...reporting,
    args,
    cwd: process.cwd(),
    version: app.getVersion(),
    environmentKey: environment.stripeKey,
    terminal: process,
    openProfile: () =>
      openProfile({
        ...reporting,
        claim: () => claimProfile(profile.dir),
        startServices: async () => (await startOnProfile('command', reporting)).starting,
        hub,
      }),
    emulator: { startEmulator, today: new Date().toISOString().slice(0, 10), stop },
    cancel: stop,
  });
  await reporting.closeLog();
  app.exit(exitCode);
}

/** Starts the services once this process owns the profile; the window and the command line use the same ones. */
async function startOnProfile(mode: 'window' | 'command', reporting: Reporting) {
  const machine = await openMachine(profile);
  // PERF: most of main's code, read once the window was asked for, while Chromium opens it (benchmark: start).
  const starting = setImmediate()
    .then(() => import('./startServices.ts'))
    .then(({ startServices }) =>
      startServices({
        ...reporting,
        ...machine,
        profile,
        hub,
        stripeApiBase: environment.stripeApiBase,
        workerUrls,
        startEmulator,
        onSettingsChanged: applySettings,
        onConnected: (workspaceId, sync) => {
          if (mode === 'window') sync.start(workspaceId, { full: false });
        },
      }),
    );
  return { starting, registry: machine.registry };
}

/** PERF: only the thread loads the emulator; with it in main every start would parse 2 MB more (benchmark: cold start). */
function startEmulator(options: EmulatorOptions): Promise<RunningEmulator> {
  return controlWorker(new Worker(workerUrls.emulator, { workerData: options }));
}
