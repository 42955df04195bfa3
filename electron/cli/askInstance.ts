import { AppError } from '../../shared/errors/appError.ts';
import type { InstanceConnection } from '../platform/instanceChannel.ts';
import type { Invocation } from './commandRequest.ts';
import {
  instanceAnswer,
  type InstanceAnswer,
  type InstanceRequest,
  type Progress,
} from './instanceProtocol.ts';
import type { InvocationResult } from './runInvocation.ts';

/** Has the running instance do a command; an abort closes the connection, which cancels it there. */
export async function askToRun(
  connection: InstanceConnection,
  invocation: Invocation,
  signal: AbortSignal,
  onProgress: (progress: Progress) => void,
): Promise<InvocationResult> {
  signal.addEventListener('abort', () => connection.close(), { once: true });
  const answer = await ask(connection, { kind: 'run', invocation }, (candidate) => {
    if (candidate.kind === 'progress') onProgress(candidate.progress);
    return candidate.kind === 'done' || candidate.kind === 'failed' ? candidate : null;
  });
  if (answer !== null) return answer;
  throw signal.aborted
    ? new AppError('cancelled', 'Cancelled.')
    : new AppError('internal', 'The running Kantoor ended before it was done. Run the command again.');
}

/** Has the running instance show its window; false when a command line run owns the profile. */
export async function askToActivate(
  connection: InstanceConnection,
  workspace: string | null,
): Promise<boolean> {
  const hasWindow = await ask(connection, { kind: 'activate', workspace }, (candidate) =>
    candidate.kind === 'activated' ? candidate.hasWindow : null,
  );
  return hasWindow ?? false;
}

/** Sends a request and waits for the answer that `pick` recognises; null when the connection closed before. */
function ask<Picked>(
  connection: InstanceConnection,
  request: InstanceRequest,
  pick: (candidate: InstanceAnswer) => Picked | null,
): Promise<Picked | null> {
  return new Promise((resolve, reject) => {
    connection.onClose(() => resolve(null));
    connection.onMessage((message) => {
      const answer = instanceAnswer.safeParse(message);
      if (!answer.success) {
        connection.close();
        reject(
          new AppError('internal', 'The running Kantoor is of another version. Restart it and try again.'),
        );
        return;
      }
      const picked = pick(answer.data);
      if (picked !== null) resolve(picked);
    });
    connection.send(request);
  });
}
