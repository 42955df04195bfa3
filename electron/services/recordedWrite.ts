import type { UnixSeconds } from '../../shared/domain/dates.ts';
import { isAppError } from '../../shared/errors/appError.ts';
import type { AppErrorCode } from '../../shared/errors/appError.ts';
import type { Written, WriteOptions } from '../stripe/stripeGatewayApi.ts';
import type { NewAuditEntry, WorkspaceDatabase } from '../workspaceDatabase/workspaceDatabaseApi.ts';

/** What every recorded write to Stripe needs. */
export interface RecordedWriteDeps {
  workspaceDatabase: Pick<WorkspaceDatabase, 'beginAction' | 'settleAction'>;
  /** OS account and display name of the person. */
  who: () => string;
  now: () => UnixSeconds;
  newId: () => string;
  /** Resolves after that long; never keeps the process alive. */
  pause: (ms: number) => Promise<void>;
}

/** A write to Stripe with what the audit log says about it. */
export interface RecordedWrite<Answer> {
  /** What kind of write it is: how one that a kill cut off is told from others at the next start. */
  kind: string;
  audit: Pick<NewAuditEntry, 'workspaceId' | 'action' | 'target' | 'targetName' | 'before' | 'after'> & {
    workspaceId: string;
    /** The customer, or the invoice of none. */
    target: string;
  };
  /** Sends it; the same action id gives the same idempotency key, so that it may be sent again. */
  send: (options: WriteOptions) => Promise<Written<Answer>>;
  /** When no answer came: reads whether Stripe did it all the same; null when nothing shows it. */
  findEffect: () => Promise<Answer | null>;
}

/** Errors after which Stripe may or may not have done it. */
const unclear: ReadonlySet<AppErrorCode> = new Set([
  'offline',
  'timeout',
  'stripe_unavailable',
  'cancelled',
  'internal',
]);

const kindPrefix = 'write:';
/** Kind of an action whose outcome is not known (see `settleAction`). */
const unansweredKind = 'unanswered';

/** Whether an error leaves open what happened at Stripe. */
export function isUnclear(error: unknown): boolean {
  return !isAppError(error) || unclear.has(error.code);
}

/** Pauses before a write without an answer is sent again under the same key. */
const repeatAfterMs = [1000, 3000];

/** Sends a write, and again under its own key while no answer comes: Stripe does it once and gives the same answer. */
export async function sendUntilAnswered<Answer>(
  { pause }: Pick<RecordedWriteDeps, 'pause'>,
  send: () => Promise<Answer>,
): Promise<Answer> {
  for (const pauseMs of repeatAfterMs) {
    try {
      return await send();
    } catch (error) {
      if (!isUnclear(error)) throw error;
      await pause(pauseMs);
    }
  }
  return send();
}

/**
 * The one way in which a change leaves for Stripe: recorded as pending together with its idempotency key, sent, settled
 * by the answer, or by a fresh read when there is none.
 * *Errors*: whatever Stripe refused with; after an error of the kind `isUnclear` the log says `unknown`.
 */
export async function recordWrite<Answer>(
  deps: RecordedWriteDeps,
  write: RecordedWrite<Answer>,
): Promise<Answer> {
  const { workspaceDatabase, now, newId } = deps;
  const id = newId();
  const { workspaceId, target: customerId } = write.audit;
  await workspaceDatabase.beginAction({
    action: { id, workspaceId, kind: kindPrefix + write.kind, createdAt: now() },
    audit: pendingEntry(deps, write.audit),
  });
  try {
    const { value, requestId } = await sendUntilAnswered(deps, () =>
      write.send({ actionId: id, customerId }),
    );
    await workspaceDatabase.settleAction({ id, outcome: 'done', requestId });
    return value;
  } catch (error) {
    const reference = isAppError(error) ? error.reference : null;
    const effect = isUnclear(error) ? await write.findEffect().catch(() => null) : null;
    const outcome = effect !== null ? 'done' : isUnclear(error) ? 'unknown' : 'refused';
    await workspaceDatabase.settleAction({ id, outcome, requestId: reference });
    if (effect !== null) return effect;
    throw error;
  }
}

/** At start: writes that were sent before a kill and never answered are told as unknown. */
export async function settleInterruptedWrites(
  workspaceDatabase: Pick<WorkspaceDatabase, 'listActions' | 'settleAction'>,
): Promise<void> {
  for (const { id, kind } of await workspaceDatabase.listActions())
    if (kind.startsWith(kindPrefix))
      await workspaceDatabase.settleAction({ id, outcome: 'unknown', requestId: null });
}

/** A write of ours as an event of Stripe's names it: proof that it arrived. */
export interface ProvenWrite {
  actionId: string;
  requestId: string | null;
}

/** Tells the log of writes that an event proves to be done, where their answer never came. */
export async function settleProvenWrites(
  workspaceDatabase: Pick<WorkspaceDatabase, 'listActions' | 'settleAction'>,
  proven: readonly ProvenWrite[],
): Promise<void> {
  if (proven.length === 0) return;
  const actions = await workspaceDatabase.listActions();
  const open = new Set(actions.filter(({ kind }) => kind === unansweredKind).map(({ id }) => id));
  for (const { actionId: id, requestId } of proven)
    if (open.delete(id)) await workspaceDatabase.settleAction({ id, outcome: 'done', requestId });
}

/** The audit entry of a write that is about to be sent. */
export function pendingEntry(
  { who, now }: Pick<RecordedWriteDeps, 'who' | 'now'>,
  audit: RecordedWrite<unknown>['audit'],
): NewAuditEntry {
  return { at: now(), who: who(), ...audit, outcome: 'pending', requestId: null };
}
