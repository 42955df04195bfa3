import { parentPort, workerData } from 'node:worker_threads';

import type { EmulatorOptions } from './emulatorOptions.ts';
import { createEmulatorServer } from './server.ts';
import type { ThreadReply, ThreadRequest, ThreadStarted } from './threadControl.ts';

if (parentPort === null) throw new Error('emulatorWorker runs as a worker thread only.');
const port = parentPort;
const emulator = await createEmulatorServer(workerData as EmulatorOptions);

port.on('message', async ({ seq, command }: ThreadRequest) => {
  if (command.kind === 'setFaults') await emulator.setFaults(command.faults);
  else if (command.kind === 'setOffline') await emulator.setOffline(command.offline);
  else await emulator.close();
  port.postMessage({ kind: 'done', seq } satisfies ThreadReply);
});
port.postMessage({
  kind: 'started',
  url: emulator.url,
  documentsUrl: emulator.documentsUrl,
  accounts: emulator.accounts,
} satisfies ThreadStarted);
