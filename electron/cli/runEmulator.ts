import type { EmulatorOptions, RunningEmulator } from '../stripeEmulator/emulatorOptions.ts';
import type { EmulatorRequest } from './grammar/emulatorCommand.ts';
import { write, type Terminal } from './terminal.ts';
import { UsageError } from './usageError.ts';

export interface EmulatorParts {
  startEmulator: (options: EmulatorOptions) => Promise<RunningEmulator>;
  /** YYYY-MM-DD. */
  today: string;
  /** Aborted when the process is told to end. */
  stop: AbortSignal;
}

/** Serves the sample office until it is told to stop. The first line tells scripts where it is and its keys. */
export async function runEmulator(
  { anchor, ...request }: EmulatorRequest,
  { startEmulator, today, stop }: EmulatorParts,
  terminal: Pick<Terminal, 'stdout'>,
): Promise<void> {
  const emulator = await startEmulator({ ...request, anchor: anchor ?? today }).catch((error: unknown) => {
    if (!String(error).includes('EADDRINUSE')) throw error;
    throw new UsageError(`Port ${request.port} is in use. Leave --port out to take a free one.`);
  });
  const [first] = emulator.accounts;
  if (!first) throw new Error('The emulator has no account.');
  const { key, liveKey, restrictedKeys } = first;
  const line = { url: emulator.url, key, liveKey, restrictedKeys, accounts: emulator.accounts };
  await write(terminal.stdout, `${JSON.stringify(line)}\n`);
  await aborted(stop);
  await emulator.close();
}

function aborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve();
    else signal.addEventListener('abort', () => resolve(), { once: true });
  });
}
