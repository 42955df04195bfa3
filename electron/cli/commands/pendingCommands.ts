import { AppError } from '../../../shared/errors/appError.ts';
import type { PendingEditRow } from '../../../shared/ipc/schemas/pendingEdits.ts';
import type { CommandContext } from '../commandContext.ts';
import type { CommandOutcome, RequestOf } from '../commandRequest.ts';
import { exitCodes, type ExitCode } from '../exitCodes.ts';
import { UsageError } from '../usageError.ts';

/** A change that Stripe does not have yet, as scripts see it. */
export function toPendingItem(edit: PendingEditRow) {
  const { workspaceId, customerId, customerName, state, who, updatedAt, changes, conflicts, problem } = edit;
  return {
    workspaceId,
    customerId,
    customerName,
    state,
    who,
    updatedAt,
    changes,
    conflicts,
    problem: problem && { code: problem.code, message: problem.message, reference: problem.reference },
    mayHaveArrived: edit.mayHaveArrived,
  };
}
export type PendingItem = ReturnType<typeof toPendingItem>;

export async function listPending(
  _request: RequestOf<'pending.list'>,
  { handlers, workspaceIds }: CommandContext,
): Promise<CommandOutcome> {
  const edits = await handlers['pendingEdits.list']({ workspaceIds });
  return { value: { items: edits.map(toPendingItem) }, exitCode: exitCodes.done };
}

export async function sendPending(
  { customer }: RequestOf<'pending.send'>,
  context: CommandContext,
): Promise<CommandOutcome> {
  const { handlers, workspaceIds } = context;
  const workspaceId =
    customer === null ? (workspaceIds?.[0] ?? null) : await findWorkspaceOfEdit(context, customer);
  const { sent, left } = await handlers['pendingEdits.send']({ workspaceId, customerId: customer });
  const value = { sent, left: left.map(toPendingItem) };
  return { value, exitCode: exitCodeOfSending(sent, left) };
}

function exitCodeOfSending(sent: number, left: readonly PendingEditRow[]): ExitCode {
  if (left.length === 0) return exitCodes.done;
  if (sent > 0) return exitCodes.partlyDone;
  const isOffline = left.every(({ state }) => state === 'waiting' || state === 'unknown');
  return isOffline ? exitCodes.offline : exitCodes.failed;
}

export async function withdrawPending(
  { customer }: RequestOf<'pending.withdraw'>,
  context: CommandContext,
): Promise<CommandOutcome> {
  const workspaceId = await findWorkspaceOfEdit(context, customer);
  const { mayHaveArrived } = await context.handlers['pendingEdits.withdraw']({
    workspaceId,
    customerId: customer,
  });
  return { value: { customerId: customer, workspaceId, mayHaveArrived }, exitCode: exitCodes.done };
}

/** The workspace in which something waits for a customer; the cache may not know the customer any more. */
async function findWorkspaceOfEdit(
  { handlers, workspaceIds }: CommandContext,
  customer: string,
): Promise<string> {
  const edits = await handlers['pendingEdits.list']({ workspaceIds });
  const [first, second] = edits.filter(({ customerId }) => customerId === customer);
  if (!first) throw new AppError('not_found', `No change of ${customer} is waiting. Nothing was changed.`);
  if (second) {
    throw new UsageError(
      `Changes of ${customer} wait in several workspaces: ${first.workspaceId}, ${second.workspaceId}. Say --workspace.`,
    );
  }
  return first.workspaceId;
}
