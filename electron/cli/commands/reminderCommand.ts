import type { PlannedReminder, ReminderRun } from '../../../shared/ipc/schemas/reminders.ts';
import type { CommandContext } from '../commandContext.ts';
import type { CommandOutcome, RequestOf } from '../commandRequest.ts';
import { exitCodes } from '../exitCodes.ts';
import { findWorkspaceOf } from '../selectWorkspace.ts';
import { UsageError } from '../usageError.ts';

/** What became of one invoice; `sentRecently`: left out, because it was sent within three days. */
export interface RemindedInvoice {
  id: string;
  workspaceId: string;
  number: string | null;
  outcome: 'sent' | 'refused' | 'failed' | 'unknown' | 'skipped';
  /** Code of a refusal, or the sentence of an error. */
  reason: string | null;
}

/** What `invoices send` gives for several. */
export interface RemindedInvoices {
  state: ReminderRun['state'];
  sent: number;
  items: RemindedInvoice[];
}

export async function sendReminders(
  { ids, again, yes }: RequestOf<'invoices.remind'>,
  context: CommandContext,
): Promise<CommandOutcome> {
  const plan = await readPlan(context, ids);
  const reasonOf = ({ refusal, isRecent }: PlannedReminder): string | null =>
    refusal ?? (isRecent && !again ? 'sentRecently' : null);
  const sendable = plan.filter((planned) => reasonOf(planned) === null);
  if (!yes) throw new UsageError(await describePlan(context, plan, reasonOf));
  const run = sendable.length === 0 ? null : await runToEnd(context, sendable);
  const items = plan.map((planned) => toReminded(planned, reasonOf(planned), run));
  const sent = items.filter(({ outcome }) => outcome === 'sent').length;
  const value: RemindedInvoices = { state: run?.state ?? 'done', sent, items };
  return { value, exitCode: exitCodeOf(value) };
}

async function readPlan(context: CommandContext, ids: readonly string[]): Promise<PlannedReminder[]> {
  const invoices = [];
  for (const id of new Set(ids))
    invoices.push({ workspaceId: await findWorkspaceOf(context, 'invoice', id), invoiceId: id });
  return context.handlers['reminders.plan']({ invoices });
}

/** Waits for the last of them; a run that was stopped has its results like any other. */
async function runToEnd(
  { reminders, signal }: CommandContext,
  sendable: readonly PlannedReminder[],
): Promise<ReminderRun | null> {
  const items = sendable.map(
    ({ workspaceId, invoiceId, invoiceNumber, customerName, amount, total, currency, isRecent }) => ({
      workspaceId,
      invoiceId,
      invoiceNumber,
      customerName,
      amount,
      total,
      currency,
      evenIfRecent: isRecent,
    }),
  );
  const { runId, ended } = await reminders.start(items, signal);
  await ended.catch((error: unknown) => {
    if (!signal.aborted) throw error;
  });
  return reminders.findRun(runId);
}

function toReminded(
  { invoiceId, workspaceId, invoiceNumber }: PlannedReminder,
  reason: string | null,
  run: ReminderRun | null,
): RemindedInvoice {
  const named = { id: invoiceId, workspaceId, number: invoiceNumber };
  if (reason !== null) return { ...named, outcome: 'refused', reason };
  const item = run?.items.find((each) => each.invoiceId === invoiceId && each.workspaceId === workspaceId);
  if (!item || item.state === 'waiting' || item.state === 'sending')
    return { ...named, outcome: 'skipped', reason: null };
  return { ...named, outcome: item.state, reason: item.refusal ?? item.error };
}

function exitCodeOf({ state, sent, items }: RemindedInvoices): number {
  if (state === 'cancelled') return exitCodes.cancelled;
  if (sent === items.length) return exitCodes.done;
  return sent === 0 ? exitCodes.failed : exitCodes.partlyDone;
}

/** The confirmation in words: how many, in which accounts, which ones are left out. */
async function describePlan(
  { handlers }: CommandContext,
  plan: readonly PlannedReminder[],
  reasonOf: (planned: PlannedReminder) => string | null,
): Promise<string> {
  const workspaces = await handlers['workspaces.list']({});
  const sendable = plan.filter((planned) => reasonOf(planned) === null);
  const accounts = [...Map.groupBy(sendable, ({ workspaceId }) => workspaceId)].map(([id, { length }]) => {
    const workspace = workspaces.find((each) => each.id === id);
    return `${length} in ${workspace?.name ?? id} (${workspace?.livemode ? 'LIVE' : 'TEST'})`;
  });
  const leftOut = plan.flatMap((planned) => {
    const reason = reasonOf(planned);
    return reason === null ? [] : [`${planned.invoiceNumber ?? planned.invoiceId} (${reason})`];
  });
  return [
    sendable.length === 0 ? 'None of these would be sent.' : `Stripe would e-mail ${accounts.join(', ')}.`,
    ...(leftOut.length === 0 ? [] : [`Not sent: ${leftOut.join(', ')}.`]),
    'Nothing was done yet: add --yes to do it.',
  ].join(' ');
}
