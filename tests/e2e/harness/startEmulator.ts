import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';

import { standInCommand } from '../../../tools/launch.mjs';

/** A Stripe server that can be taken away and brought back while the app runs. */
export interface EmulatorProcess {
  url: string;
  key: string;
  stop(): Promise<void>;
}

/** Starts the emulator by its command; with `--port` it comes back where it was. */
export async function startEmulator(...options: string[]): Promise<EmulatorProcess> {
  const { file, args } = standInCommand(['--cli', 'emulator', ...options]);
  const child = spawn(file, args, { stdio: ['ignore', 'pipe', 'inherit'] });
  const [line] = (await once(createInterface({ input: child.stdout }), 'line')) as [string];
  const { url, key } = JSON.parse(line) as { url: string; key: string };
  return {
    url,
    key,
    async stop() {
      if (child.exitCode !== null || child.signalCode !== null) return;
      child.kill('SIGTERM');
      await once(child, 'exit');
    },
  };
}
