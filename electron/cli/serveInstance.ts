import type { InstanceConnection } from '../platform/instanceChannel.ts';
import { instanceRequest, type InstanceAnswer } from './instanceProtocol.ts';
import { runInvocation, type InvocationParts } from './runInvocation.ts';

export interface InstanceParts extends InvocationParts {
  /** Shows the window; null where there is none because a command line run owns the profile. */
  activate: ((workspace: string | null) => Promise<void>) | null;
}

/** The running instance's side of the profile's socket. */
export interface InstanceHost {
  accept(connection: InstanceConnection): void;
  /** Resolves when no other process waits for an answer. */
  idle(): Promise<void>;
}

/** Answers second starts and command lines of the same profile, so that there is never a second writer. */
export function createInstanceHost(parts: InstanceParts): InstanceHost {
  const running = new Set<Promise<void>>();
  return {
    accept(connection) {
      const cancel = new AbortController();
      connection.onClose(() => cancel.abort());
      connection.onMessage((message) => {
        const work = answer(message, connection, parts, cancel.signal);
        running.add(work);
        void work.finally(() => running.delete(work));
      });
    },
    async idle() {
      while (running.size > 0) await Promise.allSettled(running);
    },
  };
}

async function answer(
  message: unknown,
  connection: InstanceConnection,
  parts: InstanceParts,
  signal: AbortSignal,
): Promise<void> {
  const send = (reply: InstanceAnswer): void => connection.send(reply);
  const request = instanceRequest.safeParse(message);
  if (!request.success) {
    // Another version of Kantoor, or not Kantoor at all: nothing that it says can be trusted to mean what we think.
    connection.close();
    return;
  }
  if (request.data.kind === 'activate') {
    await parts.activate?.(request.data.workspace);
    send({ kind: 'activated', hasWindow: parts.activate !== null });
    return;
  }
  const result = await runInvocation(request.data.invocation, parts, signal, (progress) =>
    send({ kind: 'progress', progress }),
  );
  send(result);
  connection.close();
}
