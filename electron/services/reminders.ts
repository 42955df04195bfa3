import { isSentRecently } from '../../shared/domain/invoiceActions.ts';
import {
  findReminderRefusal,
  toReminderRefusal,
  type ReminderRefusal,
  type ReminderState,
} from '../../shared/domain/reminders.ts';
import { isAppError } from '../../shared/errors/appError.ts';
import type { AppErrorCode } from '../../shared/errors/appError.ts';
import type { Handlers, InputOf } from '../../shared/ipc/contract.ts';
import type { PlannedReminder, ReminderItem, ReminderRun } from '../../shared/ipc/schemas/reminders.ts';
import type { CacheReads } from '../cache/cacheApi.ts';
import type { WorkspaceDatabase } from '../workspaceDatabase/workspaceDatabaseApi.ts';
import { parseCached } from './cachedObjects.ts';
import { idOf } from './idOf.ts';
import { actOnInvoice, type InvoiceActionDeps } from './invoiceActions.ts';
import type { InvoiceRef } from './paymentsLive.ts';
import { isUnclear } from './recordedWrite.ts';
import { refuseOffline } from './refuseOffline.ts';
import {
  createRunner,
  messageOf,
  type RunnerDeps,
  type RunPlace,
  type StartedRun,
  type Tried,
} from './runs.ts';
import { isDebitUnderWay } from './toInvoiceDetail.ts';

export interface ReminderDeps extends InvoiceActionDeps {
  cache: InvoiceActionDeps['cache'] & Pick<CacheReads, 'listObjects'>;
  jobs: RunnerDeps['jobs'];
  workspaceDatabase: InvoiceActionDeps['workspaceDatabase'] &
    RunnerDeps['workspaceDatabase'] &
    Pick<WorkspaceDatabase, 'listReminderRuns'>;
}

export interface Reminders {
  handlers: Pick<Handlers, 'reminders.plan' | 'reminders.send' | 'reminders.listRuns'>;
  /** For the command line, which waits for the end. *Errors*: `offline`, `invalid_input`. */
  start(items: readonly ReminderItem[], cancelledBy?: AbortSignal): Promise<StartedRun>;
  findRun(runId: string): Promise<ReminderRun | null>;
}

/** Runs that are looked through for one of them. */
const recentRuns = 20;

/** Use cases around asking customers again: Stripe e-mails several invoices, one by one. */
export function createReminders(deps: ReminderDeps): Reminders {
  const runner = createRunner<ReminderItem>(deps, {
    kind: 'remind',
    tryItem: (item, place) => tryItem(deps, item, place),
    stopped: 'Stopped. What was sent so far stays sent.',
  });
  const list = async (limit: number): Promise<ReminderRun[]> =>
    (await deps.workspaceDatabase.listReminderRuns({ limit })).map((run) => ({
      ...run,
      jobId: runner.findJob(run.id),
    }));

  async function start(items: readonly ReminderItem[], cancelledBy?: AbortSignal): Promise<StartedRun> {
    for (const { workspaceId } of items) refuseOffline(deps.connectivity, workspaceId);
    return runner.start({ items, onFailure: 'goOn' }, cancelledBy);
  }

  return {
    handlers: {
      'reminders.plan': ({ invoices }) => planReminders(deps, invoices),
      'reminders.send': async ({ items }) => {
        const { jobId, runId } = await start(items);
        return { jobId, runId };
      },
      'reminders.listRuns': ({ limit }) => list(limit),
    },
    start,
    findRun: async (runId) => (await list(recentRuns)).find(({ id }) => id === runId) ?? null,
  };
}

async function planReminders(
  deps: ReminderDeps,
  invoices: InputOf<'reminders.plan'>['invoices'],
): Promise<PlannedReminder[]> {
  const sent = await deps.workspaceDatabase.listInvoicesSent([...invoices]);
  const planned = await Promise.all(invoices.map((ref) => planReminder(deps, ref)));
  return planned.flatMap((reminder) => {
    if (reminder === null) return [];
    const { workspaceId, invoiceId } = reminder;
    const last = sent.find((each) => each.workspaceId === workspaceId && each.invoiceId === invoiceId);
    const lastSentAt = last?.at ?? null;
    return [{ ...reminder, lastSentAt, isRecent: isSentRecently(lastSentAt, deps.now()) }];
  });
}

/** What would become of one invoice, as it is known here; null where it is not known. */
async function planReminder(
  { cache }: ReminderDeps,
  { workspaceId, invoiceId }: InvoiceRef,
): Promise<Omit<PlannedReminder, 'lastSentAt' | 'isRecent'> | null> {
  const [cached, payments] = await Promise.all([
    cache.findObject({ workspaceId, kind: 'invoice', id: invoiceId }),
    cache.listObjects({ workspaceId, kind: 'invoicePayment', invoiceId }),
  ]);
  if (!cached) return null;
  const invoice = parseCached('invoice', cached);
  const customerId = invoice.customer === null ? null : idOf(invoice.customer);
  const customer =
    customerId === null ? null : await cache.findObject({ workspaceId, kind: 'customer', id: customerId });
  const facts = {
    customerDeleted: customer !== null && parseCached('customer', customer).deleted === true,
    debitInProgress: payments.some((payment) => isDebitUnderWay(parseCached('invoicePayment', payment))),
  };
  return {
    workspaceId,
    invoiceId,
    invoiceNumber: invoice.number,
    customerName: invoice.customer_name,
    email: invoice.customer_email,
    amount: invoice.amount_remaining,
    total: invoice.total,
    currency: invoice.currency,
    refusal: findReminderRefusal(invoice, facts),
  };
}

/** Errors that are about the one invoice: the next one may well go. */
const ofOneInvoice: ReadonlySet<AppErrorCode> = new Set(['not_found', 'stripe_refused', 'customer_deleted']);

async function tryItem(deps: ReminderDeps, item: ReminderItem, place: RunPlace): Promise<Tried> {
  let isLeaving = false;
  const noteSending = async (): Promise<void> => {
    isLeaving = true;
    // Before it leaves: after a kill the list must not say that it was never tried.
    await deps.workspaceDatabase.saveRunItem({ ...place, ...ended('sending') });
  };
  try {
    const refusal = await sendReminder(deps, item, noteSending);
    return refusal === null ? { outcome: ended('sent'), isDone: true, isHopeless: false } : refused(refusal);
  } catch (error) {
    const refusal = refusalOf(error);
    if (refusal !== null) return refused(refusal);
    const state = isLeaving && isUnclear(error) ? 'unknown' : 'failed';
    return {
      outcome: { ...ended(state), error: messageOf(error) },
      isDone: false,
      isHopeless: !isAppError(error) || !ofOneInvoice.has(error.code),
    };
  }
}

/** Nothing was sent, and the others may go on. */
function refused(refusal: ReminderRefusal): Tried {
  return { outcome: ended('refused', refusal), isDone: false, isHopeless: false };
}

function ended(state: ReminderState, refusal: ReminderRefusal | null = null): Tried['outcome'] {
  return { state, attemptId: null, refusal, error: null };
}

/** Sends one as it was confirmed, or says why not. */
async function sendReminder(
  deps: ReminderDeps,
  { workspaceId, invoiceId, amount, total, evenIfRecent }: ReminderItem,
  noteSending: () => Promise<void>,
): Promise<ReminderRefusal | null> {
  const ref = { workspaceId, invoiceId };
  const [sent] = await deps.workspaceDatabase.listInvoicesSent([ref]);
  if (!evenIfRecent && isSentRecently(sent?.at ?? null, deps.now())) return 'sentMeanwhile';
  await actOnInvoice(
    deps,
    {
      ...ref,
      action: 'send',
      confirmed: {
        total,
        amountRemaining: amount,
        // What the dialog told; a consequence that it did not tell refuses, e.g. that a draft gets its number.
        consequences: [
          'emailSent',
          'emailNotSentInTestMode',
          ...(evenIfRecent ? (['sentRecently'] as const) : []),
        ],
      },
    },
    noteSending,
  );
  return null;
}

function refusalOf(error: unknown): ReminderRefusal | null {
  if (!isAppError(error) || error.code !== 'action_refused') return null;
  return toReminderRefusal(String(error.details['reason']));
}
