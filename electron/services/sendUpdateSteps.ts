import type { UnixSeconds } from '../../shared/domain/dates.ts';
import { AppError, isAppError } from '../../shared/errors/appError.ts';
import type { AppErrorCode } from '../../shared/errors/appError.ts';
import type { AuditEntry } from '../../shared/ipc/schemas/audit.ts';
import type { StripeGateway, StripeGateways } from '../stripe/stripeGatewayApi.ts';
import type { WorkspaceDatabase } from '../workspaceDatabase/workspaceDatabaseApi.ts';
import type { UpdateStep } from './customerUpdateSteps.ts';
import { readLiveCustomer } from './liveCustomer.ts';

export interface UpdateSenderDeps {
  gateways: StripeGateways;
  workspaceDatabase: Pick<WorkspaceDatabase, 'appendAudit' | 'settleAudit' | 'saveAction' | 'deleteAction'>;
  /** OS account and display name of the person. */
  who: () => string;
  now: () => UnixSeconds;
  newId: () => string;
}

interface Update {
  workspaceId: string;
  customerId: string;
  customerName: string | null;
  steps: readonly UpdateStep[];
}

/** Kind under which an unfinished step is kept, so that a kill between sending and the answer is told afterwards. */
const actionKind = 'customerUpdate';

/** Errors after which Stripe may or may not have done it. */
const outcomeUnknown: ReadonlySet<AppErrorCode> = new Set([
  'offline',
  'timeout',
  'stripe_unavailable',
  'internal',
]);

/** Sends the requests of an update one after the other, each recorded before it leaves and settled by its answer. */
export async function sendUpdateSteps(deps: UpdateSenderDeps, update: Update): Promise<void> {
  const gateway = await deps.gateways.of(update.workspaceId);
  for (const [index, step] of update.steps.entries()) {
    try {
      await sendStep(deps, gateway, update, step);
    } catch (error) {
      throw tellHowFar(error, update.steps, index);
    }
  }
}

async function sendStep(
  deps: UpdateSenderDeps,
  gateway: StripeGateway,
  { workspaceId, customerId, customerName }: Update,
  step: UpdateStep,
): Promise<void> {
  const { workspaceDatabase, who, now, newId } = deps;
  const auditId = await workspaceDatabase.appendAudit({
    at: now(),
    who: who(),
    workspaceId,
    action: step.action,
    target: customerId,
    targetName: customerName,
    before: step.before,
    after: step.after,
    outcome: 'pending',
    requestId: null,
  });
  const actionId = newId();
  const payload = JSON.stringify({ auditId });
  await workspaceDatabase.saveAction({
    id: actionId,
    workspaceId,
    kind: actionKind,
    payload,
    createdAt: now(),
  });
  const settle = async (outcome: AuditEntry['outcome'], requestId: string | null): Promise<void> => {
    await workspaceDatabase.settleAudit({ id: auditId, outcome, requestId });
    await workspaceDatabase.deleteAction({ id: actionId });
  };
  try {
    const { requestId } = await step.send(gateway, { actionId });
    await settle('done', requestId);
  } catch (error) {
    if (!isAppError(error) || outcomeUnknown.has(error.code)) {
      const arrived = await hasArrived(gateway, customerId, step);
      await settle(arrived ? 'done' : 'unknown', isAppError(error) ? error.reference : null);
      if (arrived) return;
    } else {
      await settle('refused', error.reference);
    }
    throw error;
  }
}

/** No answer came: a fresh read may show that Stripe did it all the same. */
async function hasArrived(gateway: StripeGateway, customerId: string, step: UpdateStep): Promise<boolean> {
  try {
    return step.isVisible(await readLiveCustomer(gateway, customerId));
  } catch {
    return false;
  }
}

function tellHowFar(error: unknown, steps: readonly UpdateStep[], failedAt: number): unknown {
  if (!isAppError(error)) return error;
  const labels = steps.map(({ label }) => label);
  const done = labels.slice(0, failedAt);
  const failed = labels[failedAt] ?? '';
  const notTried = labels.slice(failedAt + 1);
  const isUnknown = outcomeUnknown.has(error.code);
  const told = [
    error.message,
    isUnknown
      ? `Whether Stripe saved ${failed} is not known; look again when Stripe can be reached.`
      : `Not saved: ${failed}.`,
    ...(done.length > 0 ? [`Already saved: ${done.join('; ')}.`] : isUnknown ? [] : ['Nothing was changed.']),
    ...(notTried.length > 0 ? [`Not tried any more: ${notTried.join('; ')}.`] : []),
  ].join(' ');
  return new AppError(error.code, told, {
    reference: error.reference,
    details: { ...error.details, saved: done, failed, notTried },
    cause: error,
  });
}

/** At start: steps that were sent before a kill and never answered are settled as unknown, in the audit log. */
export async function settleInterruptedUpdates(
  workspaceDatabase: Pick<WorkspaceDatabase, 'listActions' | 'settleAudit' | 'deleteAction'>,
): Promise<void> {
  for (const { id, kind, payload } of await workspaceDatabase.listActions()) {
    if (kind !== actionKind) continue;
    const { auditId } = JSON.parse(payload) as { auditId: number };
    await workspaceDatabase.settleAudit({ id: auditId, outcome: 'unknown', requestId: null });
    await workspaceDatabase.deleteAction({ id });
  }
}
