import { AppError } from '../../shared/errors/appError.ts';
import { eventSchemas } from '../../shared/ipc/schemas/events.ts';
import type { EventHub } from '../ipc/publishEvent.ts';
import { toErrorPayload, type ErrorReporting } from '../ipc/toErrorPayload.ts';
import type { CommandServices } from './commandContext.ts';
import type { CommandName, CommandOutcome, Invocation } from './commandRequest.ts';
import { runCommand } from './commandTable.ts';
import { exitCodeOf, exitCodes } from './exitCodes.ts';
import type { Failure, Progress } from './instanceProtocol.ts';
import { findWorkspaceId } from './selectWorkspace.ts';
import { UsageError } from './usageError.ts';

export interface InvocationParts extends ErrorReporting {
  services: CommandServices;
  hub: EventHub;
}

/** Commands that need no key of a workspace: what is stored answers them, or the key given is that of a new account. */
const needsNoKey: ReadonlySet<CommandName> = new Set([
  'today',
  'workspaces.list',
  'workspaces.connect',
  'workspaces.sample',
  'workspaces.disconnect',
  'customers.list',
  'customers.get',
  'pending.list',
  'pending.withdraw',
  'invoices.list',
  'search',
  'audit.list',
  'audit.verify',
]);

export type InvocationResult =
  | ({ kind: 'done' } & CommandOutcome)
  | { kind: 'failed'; failure: Failure; exitCode: number };

/** Does what a command line asked, in the process that owns the profile. Never throws. */
export async function runInvocation(
  { request, workspace, key }: Invocation,
  { services, hub, ...reporting }: InvocationParts,
  signal: AbortSignal,
  onProgress: (progress: Progress) => void,
): Promise<InvocationResult> {
  const unsubscribe = followProgress(hub, await workspaceNames(services), onProgress);
  try {
    const workspaceId = workspace === null ? null : await findWorkspaceId(services.handlers, workspace);
    if (key !== null && !needsNoKey.has(request.command)) await lendKey(services, workspaceId, key);
    const workspaceIds = workspaceId === null ? null : [workspaceId];
    const outcome = await runCommand(request, { ...services, workspaceIds, key, signal });
    return { kind: 'done', ...outcome };
  } catch (error) {
    return toFailure(error, request.command, reporting);
  } finally {
    unsubscribe();
  }
}

/** What a failure tells a script: its payload without the details that only screens translate. */
export function toFailure(error: unknown, where: string, reporting: ErrorReporting): InvocationResult {
  if (error instanceof UsageError) {
    return {
      kind: 'failed',
      failure: { code: 'invalid_input', message: error.message, reference: null },
      exitCode: exitCodes.usage,
    };
  }
  const { code, message, reference, fields } = toErrorPayload(error, where, reporting);
  return {
    kind: 'failed',
    failure: { code, message, reference, ...(fields ? { fields } : {}) },
    exitCode: exitCodeOf(code),
  };
}

/** Gives the key to the one workspace that it must be meant for: selected, and without a key of its own. */
async function lendKey(services: CommandServices, workspaceId: string | null, key: string): Promise<void> {
  const workspaces = await services.handlers['workspaces.list']({});
  const needing = workspaces.filter(
    ({ id, keyStorage }) =>
      (workspaceId === null || id === workspaceId) && (keyStorage === 'missing' || keyStorage === 'session'),
  );
  const [only] = needing;
  if (needing.length > 1) {
    throw new UsageError(
      'A key was given: say --workspace, so that it is clear which account it belongs to.',
    );
  }
  if (only !== undefined) services.holdSessionKey(only.id, key);
}

async function workspaceNames({ handlers }: CommandServices): Promise<Map<string, string>> {
  try {
    return new Map((await handlers['workspaces.list']({})).map(({ id, name }) => [id, name]));
  } catch (error) {
    if (error instanceof AppError) return new Map();
    throw error;
  }
}

function followProgress(
  hub: EventHub,
  names: ReadonlyMap<string, string>,
  onProgress: (progress: Progress) => void,
): () => void {
  return hub.subscribe((event, announcement) => {
    if (event === 'sync.progress') {
      const { workspaceId, done, expected, secondsLeft } = eventSchemas['sync.progress'].parse(announcement);
      onProgress({ label: names.get(workspaceId) ?? workspaceId, done, expected, secondsLeft });
    } else if (event === 'job.progress') {
      const { kind, done, expected, secondsLeft } = eventSchemas['job.progress'].parse(announcement);
      const label = { exportPlan: 'listing', export: 'documents', collect: 'invoices', remind: 'reminders' }[
        kind
      ];
      onProgress({ label, done, expected, secondsLeft });
    }
  });
}
