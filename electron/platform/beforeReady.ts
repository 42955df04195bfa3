import { app, dialog, protocol } from 'electron';

import { AppError } from '../../shared/errors/appError.ts';
import { registerAppScheme } from './appProtocol.ts';
import { readEnvironment, type KantoorEnvironment } from './environment.ts';
import { refuseRemoteDebugging } from './lifecycle.ts';
import { chooseProfileDir, prepareProfile, type Profile } from './profile.ts';
import { readSwitches, type Switches } from './switches.ts';

export interface Start {
  switches: Switches;
  environment: KantoorEnvironment;
  profile: Profile;
}

/** Settles what Electron wants before it is ready: who may watch, where data lies, the app's own origin. */
export function settleBeforeReady(): Start {
  const switches = readSwitches(process.argv.slice(1));
  refuseRemoteDebugging(switches.remoteDebugging);
  try {
    const environment = readEnvironment(process.env, app.isPackaged);
    const profile = prepareProfile(chooseProfileDir(switches.userDataDir, app.getPath('userData'), process));
    app.setPath('userData', profile.dir);
    registerAppScheme(protocol);
    return { switches, environment, profile };
  } catch (error) {
    return refuseToStart(error, switches.cli);
  }
}

function refuseToStart(error: unknown, cli: readonly string[] | null): never {
  const code = error instanceof AppError ? error.code : 'path_not_writable';
  const message =
    error instanceof AppError
      ? error.message
      : `Kantoor cannot use its profile folder (${error instanceof Error ? error.message : String(error)}). Nothing was changed; name another one with --user-data-dir.`;
  if (cli === null) dialog.showErrorBox('Kantoor', message);
  if (cli?.includes('--json')) {
    process.stdout.write(`${JSON.stringify({ error: { code, message, reference: null } })}\n`);
  }
  process.stderr.write(`${message}\n`);
  process.exit(1);
}
