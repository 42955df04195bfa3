import { AppError } from '../../../shared/errors/appError.ts';
import type { Workspace } from '../../../shared/ipc/schemas/workspaces.ts';
import type { CommandContext, SyncRow } from '../commandContext.ts';
import type { CommandOutcome, RequestOf } from '../commandRequest.ts';
import { exitCodeOf, exitCodes } from '../exitCodes.ts';
import { findWorkspaceId } from '../selectWorkspace.ts';
import { UsageError } from '../usageError.ts';

export async function listWorkspaces(
  _request: RequestOf<'workspaces.list'>,
  { handlers }: CommandContext,
): Promise<CommandOutcome> {
  const workspaces = await handlers['workspaces.list']({});
  return { value: workspaces.map(toRow), exitCode: exitCodes.done };
}

function toRow({ id, name, livemode, sample, customers, invoices, asOf }: Workspace) {
  return { id, name, livemode, sample, customers, invoices, asOf };
}

export async function connectWorkspace(
  { name, color, timeZone, sessionOnly }: RequestOf<'workspaces.connect'>,
  { handlers, key }: CommandContext,
): Promise<CommandOutcome> {
  if (key === null) throw new UsageError('Pipe the key in and say --key-stdin.');
  const workspace = await handlers['workspaces.connect']({ key, name, color, timeZone, sessionOnly });
  const nothingReadable = workspace.permissions.every(({ granted }) => granted === false);
  return {
    value: {
      id: workspace.id,
      name: workspace.name,
      livemode: workspace.livemode,
      permissions: workspace.permissions,
    },
    exitCode: workspace.permissions.length > 0 && nothingReadable ? exitCodes.keyRefused : exitCodes.done,
  };
}

export async function createSampleOffice(
  { size, accounts, seed, anchor }: RequestOf<'workspaces.sample'>,
  { handlers }: CommandContext,
): Promise<CommandOutcome> {
  const office = await handlers['workspaces.createSample']({ size, accounts, seed, anchor });
  return { value: office, exitCode: exitCodes.done };
}

export async function disconnectWorkspace(
  { id, deleteDocuments }: RequestOf<'workspaces.disconnect'>,
  { handlers }: CommandContext,
): Promise<CommandOutcome> {
  const found = await findWorkspaceId(handlers, id);
  return {
    value: await handlers['workspaces.disconnect']({ id: found, deleteDocuments }),
    exitCode: exitCodes.done,
  };
}

/** Syncs the selected workspaces side by side. One that fails does not stop the others. */
export async function syncWorkspaces(
  { full, rate }: RequestOf<'sync'>,
  context: CommandContext,
): Promise<CommandOutcome> {
  const ids =
    context.workspaceIds ?? (await context.handlers['workspaces.list']({})).map((workspace) => workspace.id);
  const settled = await Promise.allSettled(
    ids.map((workspaceId) => context.runSync({ workspaceId, full, rate, signal: context.signal })),
  );
  const rows: SyncRow[] = [];
  const failures: unknown[] = [];
  for (const result of settled) {
    if (result.status === 'fulfilled') rows.push(result.value);
    else failures.push(result.reason);
  }
  if (rows.length === 0 && failures.length > 0) throw failures[0];
  if (failures.length === 0) {
    const allComplete = rows.every(({ complete }) => complete);
    return { value: { workspaces: rows }, exitCode: allComplete ? exitCodes.done : exitCodes.partlyDone };
  }
  const cancelled = failures.some(
    (reason) => reason instanceof AppError && exitCodeOf(reason.code) === exitCodes.cancelled,
  );
  return {
    value: { workspaces: rows, failed: failures.map(toFailure) },
    exitCode: cancelled ? exitCodes.cancelled : exitCodes.partlyDone,
  };
}

function toFailure(reason: unknown): { code: string; message: string; reference: string | null } {
  if (!(reason instanceof AppError)) throw reason;
  return { code: reason.code, message: reason.message, reference: reason.reference };
}
