import { realpathSync } from 'node:fs';
import { pathToFileURL } from 'node:url';

/**
 * Resolves once the app's main module has been evaluated. Node is evaluating it while this runs: importing it again
 * gives the same module and waits for the same end.
 */
export async function evaluateEntry(file: string | undefined): Promise<void> {
  // Whoever gives Node its code on the command line has no main module.
  if (file === undefined) return;
  // What the module throws is reported by Node, which ends with it.
  await import(pathToFileURL(realpathSync(file)).href).catch(() => undefined);
}
