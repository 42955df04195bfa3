import type { Worker } from 'node:worker_threads';

import type { EmulatedAccount, Fault, RunningEmulator } from './emulatorOptions.ts';

/** What the thread tells once it listens. */
export interface ThreadStarted {
  kind: 'started';
  url: string;
  documentsUrl: string;
  accounts: EmulatedAccount[];
}

type ThreadCommand =
  | { kind: 'setFaults'; faults: Fault[] }
  | { kind: 'setOffline'; offline: boolean }
  | { kind: 'close' };

export interface ThreadRequest {
  seq: number;
  command: ThreadCommand;
}

export interface ThreadReply {
  kind: 'done';
  seq: number;
}

/** Wraps an emulator thread in the interface that an emulator in this thread has. */
export async function controlWorker(worker: Worker): Promise<RunningEmulator> {
  const waiting = new Map<number, { resolve: () => void; reject: (reason: Error) => void }>();
  let nextSeq = 1;

  const started = await new Promise<ThreadStarted>((resolve, reject) => {
    worker.on('message', (message: ThreadStarted | ThreadReply) => {
      if (message.kind === 'started') {
        resolve(message);
      } else {
        waiting.get(message.seq)?.resolve();
        waiting.delete(message.seq);
      }
    });
    const fail = (reason: Error): void => {
      reject(reason);
      for (const { reject: rejectCommand } of waiting.values()) rejectCommand(reason);
      waiting.clear();
    };
    worker.on('error', fail);
    worker.on('exit', (code) => fail(new Error(`The emulator thread ended with code ${code}.`)));
  });

  const send = (command: ThreadCommand): Promise<void> =>
    new Promise((resolve, reject) => {
      const seq = nextSeq++;
      waiting.set(seq, { resolve, reject });
      worker.postMessage({ seq, command } satisfies ThreadRequest);
    });

  return {
    url: started.url,
    documentsUrl: started.documentsUrl,
    accounts: started.accounts,
    setFaults: (faults) => send({ kind: 'setFaults', faults }),
    setOffline: (offline) => send({ kind: 'setOffline', offline }),
    async close() {
      await send({ kind: 'close' });
      await worker.terminate();
    },
  };
}
