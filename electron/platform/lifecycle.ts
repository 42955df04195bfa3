import { app } from 'electron';

/** Ending is bounded: a request that hangs must not keep the computer from shutting down. */
const longestStopMs = 10_000;

/** Runs `stop` once before the process ends, however it was asked to end. */
export function stopBeforeQuit(stop: () => Promise<void>): void {
  let stopping = false;
  app.on('will-quit', (event) => {
    event.preventDefault();
    if (stopping) return;
    stopping = true;
    const limit = setTimeout(() => app.exit(1), longestStopMs);
    void stop()
      .then(
        () => app.exit(0),
        () => app.exit(1),
      )
      .finally(() => clearTimeout(limit));
  });
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => app.quit());
}

/** SECURITY: whoever can attach a debugger to the window reads everything in it; in a shipped app nobody may. */
export function refuseRemoteDebugging(requested: boolean): void {
  if (!app.isPackaged || !requested) return;
  process.stderr.write('Kantoor does not start with a remote debugging switch.\n');
  app.exit(2);
}
