import {
  isSameStep,
  isStepVisible,
  labelOfStep,
  planUpdateSteps,
  withoutStep,
  type UpdateStep,
} from '../../shared/domain/customerSteps.ts';
import type { UnixSeconds } from '../../shared/domain/dates.ts';
import {
  checkComparison,
  compareEdit,
  keepConflicts,
  type CustomerState,
} from '../../shared/domain/pendingEdits.ts';
import { isAppError } from '../../shared/errors/appError.ts';
import type { AuditEntry } from '../../shared/ipc/schemas/audit.ts';
import type { StripeGateway, StripeGateways } from '../stripe/stripeGatewayApi.ts';
import type { PendingEdit } from '../workspaceDatabase/pendingEdit.ts';
import type { WorkspaceDatabase } from '../workspaceDatabase/workspaceDatabaseApi.ts';
import { readLiveSnapshot } from './customerSnapshot.ts';
import {
  alignAudit,
  contentOfStep,
  contentsOfEdit,
  findEntry,
  settleAll,
  withOutcomes,
} from './editAudit.ts';
import { hasFailedAnswer, judgeWrite, toProblem } from './editErrors.ts';
import { sendUpdateStep } from './sendUpdateStep.ts';
import { toInvalidInput } from './toInvalidInput.ts';

export interface EditSenderDeps {
  gateways: StripeGateways;
  workspaceDatabase: Pick<WorkspaceDatabase, 'savePendingEdit' | 'deletePendingEdit'>;
  now: () => UnixSeconds;
  newId: () => string;
}

/** How far an attempt came. */
export interface SendResult {
  /** What is left of the edit; null when all of it is at Stripe. */
  left: PendingEdit | null;
  sent: UpdateStep[];
  failed: { step: UpdateStep; error: unknown } | null;
  notTried: UpdateStep[];
}

/**
 * STRIPE: a key gives the stored answer for at least 24 hours (stripe.md §1.7). After that the same key would be a new
 * request; the comparison with the live customer then decides alone.
 */
const keyLifetimeSeconds = 23 * 3600;

/**
 * Sends what of an edit can be sent, given the customer as it is this moment. Every request is kept, with its
 * idempotency key, before it leaves; what waits for a decision stays.
 */
export async function sendEdit(
  deps: EditSenderDeps,
  held: PendingEdit,
  live: CustomerState,
): Promise<SendResult> {
  const known = await absorbArrived(deps, held, live);
  const comparison = compareEdit(known.edit, live);
  const { conflicts } = comparison;
  const waiting = keepConflicts(known.edit, conflicts);
  const problems = checkComparison(comparison, live);
  if (problems.length > 0) {
    const problem = toProblem(toInvalidInput(problems));
    const left = await save(deps, { ...known, conflicts, problem, state: 'refused', inFlight: null });
    return { left, sent: [], failed: null, notTried: [] };
  }
  const steps = planUpdateSteps(live.taxIds, comparison);
  const contents = [...steps.map(contentOfStep), ...contentsOfEdit(waiting)];
  const goneAs = contents.length === 0 ? 'alreadySo' : 'replaced';
  let edit = await saveAligned(deps, { ...known, conflicts }, contents, goneAs);
  const gateway = await deps.gateways.of(edit.workspaceId);
  for (const [index, step] of steps.entries()) {
    const answer = await sendOne(deps, gateway, edit, step);
    edit = answer.edit;
    if (answer.error !== null) {
      const failed = { step, error: answer.error };
      return { left: edit, sent: steps.slice(0, index), failed, notTried: steps.slice(index + 1) };
    }
  }
  const left = await finish(deps, { ...edit, edit: waiting, problem: null });
  return { left, sent: steps, failed: null, notTried: [] };
}

/** A request without an answer whose effect is there has arrived: it is neither sent again nor in conflict with itself. */
async function absorbArrived(
  deps: EditSenderDeps,
  held: PendingEdit,
  live: CustomerState,
): Promise<PendingEdit> {
  const { inFlight } = held;
  if (!inFlight || !isStepVisible(inFlight.step, live)) return held;
  return noteDone(deps, held, inFlight.step, held.problem?.reference ?? null);
}

async function finish(deps: EditSenderDeps, edit: PendingEdit): Promise<PendingEdit | null> {
  if (edit.conflicts.length > 0) {
    const waiting = contentsOfEdit(edit.edit);
    const entries = waiting.flatMap((content) => findEntry(edit, content) ?? []);
    return save(deps, { ...edit, state: 'conflict', inFlight: null }, settleAll(entries, 'conflict'));
  }
  const { workspaceId, customerId } = edit;
  await deps.workspaceDatabase.deletePendingEdit({ workspaceId, customerId, settlements: [] });
  return null;
}

interface Answer {
  edit: PendingEdit;
  error: unknown;
}

async function sendOne(
  deps: EditSenderDeps,
  gateway: StripeGateway,
  edit: PendingEdit,
  step: UpdateStep,
): Promise<Answer> {
  const inFlight = keyOf(deps, edit, step);
  const { actionId } = inFlight;
  const sending = await save(deps, { ...edit, inFlight });
  try {
    const { requestId } = await sendUpdateStep(gateway, edit.customerId, step, { actionId });
    return { edit: await noteDone(deps, sending, step, requestId), error: null };
  } catch (error) {
    return noteFailure(deps, gateway, sending, step, error);
  }
}

/** The same request keeps the key that it was first sent with; Stripe then answers what it answered, and does nothing twice. */
function keyOf(
  { now, newId }: EditSenderDeps,
  { inFlight }: PendingEdit,
  step: UpdateStep,
): NonNullable<PendingEdit['inFlight']> {
  const isRepetition = inFlight !== null && isSameStep(inFlight.step, step);
  if (isRepetition && now() < inFlight.keyUntil) return inFlight;
  return { actionId: newId(), step, keyUntil: now() + keyLifetimeSeconds };
}

function noteDone(
  deps: EditSenderDeps,
  edit: PendingEdit,
  step: UpdateStep,
  requestId: string | null,
): Promise<PendingEdit> {
  const entry = findEntry(edit, contentOfStep(step));
  const rest = {
    ...edit,
    edit: withoutStep(edit.edit, step),
    inFlight: null,
    audit: edit.audit.filter((other) => other !== entry),
  };
  return save(deps, rest, entry ? [{ id: entry.id, outcome: 'done', requestId }] : []);
}

async function noteFailure(
  deps: EditSenderDeps,
  gateway: StripeGateway,
  edit: PendingEdit,
  step: UpdateStep,
  error: unknown,
): Promise<Answer> {
  const requestId = isAppError(error) ? error.reference : null;
  const tried: PendingEdit = { ...edit, problem: toProblem(error), triedAt: deps.now() };
  const settle = async (left: PendingEdit, outcome: AuditEntry['outcome']): Promise<Answer> => {
    const entry = findEntry(left, contentOfStep(step));
    return { edit: await save(deps, left, entry ? [{ id: entry.id, outcome, requestId }] : []), error };
  };
  const isGone = step.kind === 'removeTaxId' && isAppError(error) && error.code === 'not_found';
  if (isGone) return { edit: await noteDone(deps, edit, step, requestId), error: null };
  const verdict = judgeWrite(error);
  if (verdict === 'notNow')
    return { edit: await save(deps, { ...tried, state: 'waiting', inFlight: null }), error };
  if (verdict === 'refused') return settle({ ...tried, state: 'refused', inFlight: null }, 'refused');
  const live = await readLiveSnapshot(gateway, edit.customerId).catch(() => null);
  if (live && isStepVisible(step, live))
    return { edit: await noteDone(deps, edit, step, requestId), error: null };
  // A stored failure would come back under its key for a day: the next attempt compares, and uses a new one.
  const { inFlight } = tried;
  const left: PendingEdit = { ...tried, state: 'unknown' };
  if (inFlight && hasFailedAnswer(error)) left.inFlight = { ...inFlight, keyUntil: deps.now() };
  return settle(left, 'unknown');
}

function save(
  { workspaceDatabase }: EditSenderDeps,
  edit: PendingEdit,
  settlements: Parameters<WorkspaceDatabase['savePendingEdit']>[0]['settlements'] = [],
): Promise<PendingEdit> {
  const audit = withOutcomes(edit.audit, settlements);
  return workspaceDatabase.savePendingEdit({ edit: { ...edit, audit }, append: [], settlements });
}

/** Keeps an edit with audit entries for exactly these contents. */
export function saveAligned(
  { workspaceDatabase }: Pick<EditSenderDeps, 'workspaceDatabase'>,
  edit: PendingEdit,
  contents: Parameters<typeof alignAudit>[1],
  goneAs: AuditEntry['outcome'],
): Promise<PendingEdit> {
  const { audit, append, settlements } = alignAudit(edit, contents, goneAs);
  return workspaceDatabase.savePendingEdit({ edit: { ...edit, audit }, append, settlements });
}

/** What the steps of an attempt are called, for sentences. */
export function labelsOf(steps: readonly UpdateStep[]): string[] {
  return steps.map(labelOfStep);
}
