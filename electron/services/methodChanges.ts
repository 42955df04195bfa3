import {
  canCollectWith,
  applyStep,
  findDefaultRefusal,
  findRemovalRefusal,
  listReplacements,
  planDefault,
  planRemoval,
} from '../../shared/domain/methodChanges.ts';
import type { DefaultRefusal, MethodStep, RemovalRefusal } from '../../shared/domain/methodChanges.ts';
import { monthOf, type Month } from '../../shared/domain/paymentMethods.ts';
import { AppError, isAppError } from '../../shared/errors/appError.ts';
import type { InputOf, OutputOf } from '../../shared/ipc/contract.ts';
import type { StripeGateway, StripeGateways } from '../stripe/stripeGatewayApi.ts';
import type { Connectivity } from './connectivity.ts';
import type { Turns } from '../stripe/inTurn.ts';
import type { MethodChange, MethodRecords } from './methodRecords.ts';
import { labelOfMethodId, readHeldMethods, readLiveMethods, toShadowDetail } from './methodsLive.ts';
import type { LiveMethods } from './methodsLive.ts';
import { sendMethodStep } from './methodSteps.ts';
import { isUnclear, type RecordedWriteDeps } from './recordedWrite.ts';
import { refuseOffline } from './refuseOffline.ts';

export interface MethodChangeDeps extends RecordedWriteDeps {
  gateways: StripeGateways;
  connectivity: Pick<Connectivity, 'offlineSince'>;
  records: MethodRecords;
  /** Reads again what the customer's page shows. */
  refreshCustomer: (workspaceId: string, customerId: string) => Promise<void>;
  /** Changes to one customer's methods happen one after the other. */
  inTurn: Turns;
  /** Ids of the changes that go on at this moment; what is kept and not among them stopped half-way. */
  running: Set<string>;
}

interface CustomerRef {
  workspaceId: string;
  customerId: string;
}

type Removed = OutputOf<'paymentMethods.remove'>;

/** Why a method is not removed, as errors and the command line say it. */
export const removalSentences: Record<RemovalRefusal, string> = {
  notFound: 'The customer does not have this payment method any more.',
  debitInProgress: 'A direct debit with this payment method is on its way; wait until the bank has answered.',
  onlyUsableMethod:
    'There is no other payment method with which invoices can be collected; have one registered first.',
  replacementUnusable: 'The payment method that was to take its place cannot be used.',
  replacementCurrency:
    'None of the other payment methods can be debited in the currency of what uses this one; have a card registered first.',
  managedSubscription:
    'A subscription with Managed Payments uses it, and Stripe lets nobody change that from outside.',
  scheduledPhase: 'A phase of a subscription schedule names it; change the schedule in Stripe first.',
};

const defaultSentences: Record<DefaultRefusal, string> = {
  notFound: 'The customer does not have this payment method any more.',
  unusable: 'Invoices cannot be collected with this payment method.',
  currency: 'This payment method cannot be debited in the currency in which the customer is billed.',
  alreadyDefault: 'This payment method is the default already.',
};

function refused(
  reason: RemovalRefusal | DefaultRefusal,
  sentence: string,
  { sent }: MethodChange,
): AppError {
  const rest =
    sent.length === 0 ? 'Nothing was changed.' : 'What was changed before stays as it is; nothing else was.';
  return new AppError('method_refused', `${sentence} ${rest}`, {
    details: { reason, isHalfway: sent.length > 0 },
  });
}

/** Somebody else may undo each step as it is made; so many are no coincidence any more. */
const mostSteps = 200;

/** Removes a method after everything that names it was moved to another one; all that decides is read live. */
export function removeMethod(
  deps: MethodChangeDeps,
  input: InputOf<'paymentMethods.remove'>,
): Promise<Removed> {
  return inTurnOf(deps, input, async (gateway) => {
    const live = await readLiveMethods(gateway, input.customerId, deps.now());
    const replacement = input.replacementId ?? suggestReplacement(live, input.methodId, monthOf(deps.now()));
    const begun = toChange(deps, live, input, { kind: 'remove', replacementId: replacement });
    return keeping(deps, begun, (kept) => runRemoval(deps, gateway, kept, live));
  });
}

function suggestReplacement(live: LiveMethods, methodId: string, now: Month): string | null {
  return listReplacements(live, methodId, now)[0]?.id ?? null;
}

async function runRemoval(
  deps: MethodChangeDeps,
  gateway: StripeGateway,
  kept: KeptChange,
  first: LiveMethods,
): Promise<Removed> {
  const { methodId, replacementId, workspaceId, customerId } = kept.now();
  let live = first;
  let isWhole = true;
  for (let count = 0; count < mostSteps; count += 1) {
    const now = monthOf(deps.now());
    const refusal = findRemovalRefusal(live, { methodId, replacementId, now });
    if (refusal === 'notFound') return { state: 'alreadyGone' };
    if (refusal !== null) throw refused(refusal, removalSentences[refusal], kept.now());
    const [step] = planRemoval(live, methodId, replacementId ?? '');
    if (step?.kind === 'detach' && !isWhole) {
      // The customer may have acted in the portal meanwhile: what cannot be undone is decided by a whole read.
      live = await readLiveMethods(gateway, customerId, deps.now());
      isWhole = true;
      continue;
    }
    if (!step) break;
    if (step.kind !== 'detach') await kept.begin();
    await sendMethodStep(deps, { gateway, workspaceId, live }, step);
    if (step.kind === 'detach')
      return { state: (await isOneLeft(deps, gateway, customerId)) ? 'removed' : 'removedLast' };
    await kept.note(step);
    live = { ...live, ...applyStep(live, step), methods: await readHeldMethods(gateway, customerId) };
    isWhole = false;
  }
  throw new AppError(
    'conflict',
    'Somebody else keeps pointing subscriptions or invoices at this payment method, so it was not removed. Agree with them, and go on then.',
  );
}

/**
 * Whether invoices can still be collected from a customer.
 * STRIPE: it detaches without a condition, so two people can remove a method each in the same moment; it is told at least.
 */
async function isOneLeft(
  { now }: MethodChangeDeps,
  gateway: StripeGateway,
  customerId: string,
): Promise<boolean> {
  const held = await readHeldMethods(gateway, customerId).catch(() => null);
  return held === null || held.some((method) => canCollectWith(method, monthOf(now())));
}

/** Makes a method the customer's default, and deals with what names another one as the person chose. */
export function setDefaultMethod(
  deps: MethodChangeDeps,
  input: InputOf<'paymentMethods.setDefault'>,
): Promise<OutputOf<'paymentMethods.setDefault'>> {
  const { methodId, shadows } = input;
  return inTurnOf(deps, input, async (gateway) => {
    const live = await readLiveMethods(gateway, input.customerId, deps.now());
    const begun = toChange(deps, live, input, { kind: 'setDefault', shadows });
    const refusal = findDefaultRefusal(live, { methodId, now: monthOf(deps.now()) });
    if (refusal !== null) throw refused(refusal, defaultSentences[refusal], begun);
    const after = await keeping(deps, begun, (kept) => runDefault(deps, gateway, kept, live));
    const others = after.shadows.filter(({ paymentMethodId }) => paymentMethodId !== methodId);
    return { shadows: others.map((shadow) => toShadowDetail(shadow, after)) };
  });
}

async function runDefault(
  deps: MethodChangeDeps,
  gateway: StripeGateway,
  kept: KeptChange,
  first: LiveMethods,
): Promise<LiveMethods> {
  const { methodId, shadows, workspaceId, customerId } = kept.now();
  const steps = planDefault(first, methodId, shadows);
  let live = first;
  for (const [index, step] of steps.entries()) {
    if (index > 0) live = { ...live, methods: await readHeldMethods(gateway, customerId) };
    const refusal = findDefaultRefusal(live, { methodId, now: monthOf(deps.now()) });
    if (refusal !== null && refusal !== 'alreadyDefault')
      throw refused(refusal, defaultSentences[refusal], kept.now());
    if (steps.length > 1) await kept.begin();
    await sendMethodStep(deps, { gateway, workspaceId, live }, step);
    live = { ...live, ...applyStep(live, step) };
    await kept.note(step);
  }
  return live;
}

/** Goes on with a change that stopped half-way: planned anew from a live read, so that nothing is done twice. */
export async function resumeChange(deps: MethodChangeDeps, changeId: string): Promise<void> {
  const stopped = await demandChange(deps, changeId);
  await inTurnOf(deps, stopped, async (gateway) => {
    const live = await readLiveMethods(gateway, stopped.customerId, deps.now());
    await keeping(deps, stopped, async (kept) => {
      if (stopped.kind === 'setDefault') await runDefault(deps, gateway, kept, live);
      else await runRemoval(deps, gateway, kept, live);
    });
  });
}

/** Leaves a change as it is. *Errors*: `not_found` where it is at its end already. */
export async function leaveChange(deps: MethodChangeDeps, changeId: string): Promise<void> {
  const { id } = await demandChange(deps, changeId);
  await deps.records.forget(id);
}

async function demandChange({ records, running }: MethodChangeDeps, changeId: string): Promise<MethodChange> {
  const found = (await records.listChanges()).find(({ id }) => id === changeId);
  if (found && !running.has(found.id)) return found;
  throw new AppError('not_found', 'This change is under way, finished, or was given up already.', {
    details: { changeId },
  });
}

/** A change while it runs: kept from before its first step, together with what was sent. */
interface KeptChange {
  now(): MethodChange;
  begin(): Promise<void>;
  note(step: MethodStep): Promise<void>;
}

/** Keeps a change until its end. What fails before anything can have been sent leaves nothing half-way. */
async function keeping<Value>(
  { records, running }: MethodChangeDeps,
  begun: MethodChange,
  run: (kept: KeptChange) => Promise<Value>,
): Promise<Value> {
  let change = begun;
  let isKept = false;
  const save = async (next: MethodChange): Promise<void> => {
    change = next;
    isKept = true;
    await records.saveChange(next);
  };
  running.add(begun.id);
  try {
    const value = await run({
      now: () => change,
      begin: () => (isKept ? Promise.resolve() : save(change)),
      note: async (step) => {
        if (isKept && step.kind !== 'detach') await save({ ...change, sent: [...change.sent, toSent(step)] });
      },
    });
    await forgetAll(records, begun);
    return value;
  } catch (error) {
    if (change.sent.length === 0 && !isUnclear(error)) await records.forget(begun.id);
    throw error;
  } finally {
    running.delete(begun.id);
  }
}

function toSent(step: Exclude<MethodStep, { kind: 'detach' }>): MethodChange['sent'][number] {
  return { kind: step.kind, label: step.kind === 'setDefault' ? '' : step.shadow.label };
}

/** What was half-way before is settled by what was decided and done now. */
async function forgetAll(records: MethodRecords, { workspaceId, customerId }: CustomerRef): Promise<void> {
  for (const change of await records.listChanges())
    if (change.workspaceId === workspaceId && change.customerId === customerId)
      await records.forget(change.id);
}

function toChange(
  { newId, who, now }: MethodChangeDeps,
  live: LiveMethods,
  { workspaceId, customerId, methodId }: CustomerRef & { methodId: string },
  wanted: Pick<MethodChange, 'kind'> & Partial<MethodChange>,
): MethodChange {
  const { replacementId = null } = wanted;
  return {
    id: newId(),
    workspaceId,
    customerId,
    customerName: live.customer.name ?? null,
    methodId,
    methodLabel: labelOfMethodId(methodId, live) ?? methodId,
    replacementId,
    replacementLabel: replacementId === null ? null : labelOfMethodId(replacementId, live),
    shadows: 'repoint',
    who: who(),
    begunAt: now(),
    sent: [],
    ...wanted,
  };
}

/** Online, one change at a time per customer, and what is shown is read again afterwards. */
function inTurnOf<Value>(
  deps: MethodChangeDeps,
  { workspaceId, customerId }: CustomerRef,
  run: (gateway: StripeGateway) => Promise<Value>,
): Promise<Value> {
  refuseOffline(deps.connectivity, workspaceId);
  return deps.inTurn(`${workspaceId} ${customerId}`, async () => {
    try {
      return await run(await deps.gateways.of(workspaceId));
    } catch (error) {
      // Nothing can go on where there is no customer any more.
      if (isAppError(error) && error.code === 'customer_deleted')
        await forgetAll(deps.records, { workspaceId, customerId });
      throw error;
    } finally {
      // The change is made or refused by now; a re-read that fails is made good by the next catch-up.
      await deps.refreshCustomer(workspaceId, customerId).catch(() => undefined);
    }
  });
}
