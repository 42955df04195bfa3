import { app } from 'electron';

/** Ending is bounded: a request that hangs must not keep the computer from shutting down. */
const longestStopMs = 10_000;

/** Aborted when the process is asked to end: Ctrl-C, a service manager, the system. */
export function listenForStop(): AbortSignal {
  const stop = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => stop.abort());
  return stop.signal;
}

/** Runs `stop` once before the window's process ends, however it was asked to end. */
export function stopBeforeQuit(asked: AbortSignal, stop: () => Promise<void>): void {
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
  if (asked.aborted) app.quit();
  else asked.addEventListener('abort', () => app.quit(), { once: true });
}

/** SECURITY: whoever can attach a debugger to the window reads everything in it; in a shipped app nobody may. */
export function refuseRemoteDebugging(requested: boolean): void {
  if (!app.isPackaged || !requested) return;
  process.stderr.write('Kantoor does not start with a remote debugging switch.\n');
  app.exit(2);
}
