import type { Handlers, InputOf, OutputOf } from '../../shared/ipc/contract.ts';
import { listUpdateWarnings, type FieldProblem } from '../../shared/domain/customerChanges.ts';
import type { UpdateWarning } from '../../shared/domain/customerChanges.ts';
import { isStepVisible, withoutStep } from '../../shared/domain/customerSteps.ts';
import {
  checkComparison,
  compareEdit,
  conflictsOfRequest,
  dropUnchanged,
  isEmptyEdit,
  listChanges,
  listEditChanges,
  mergeEdits,
  rebaseEdit,
  toEdit,
  type CustomerEdit,
  type EditComparison,
} from '../../shared/domain/pendingEdits.ts';
import { AppError, isAppError } from '../../shared/errors/appError.ts';
import type { CacheReads } from '../cache/cacheApi.ts';
import type { Turns } from '../stripe/inTurn.ts';
import type { PendingEdit } from '../workspaceDatabase/pendingEdit.ts';
import type { WorkspaceDatabase } from '../workspaceDatabase/workspaceDatabaseApi.ts';
import type { WorkspaceRegistry } from '../workspaces/workspaceRegistryApi.ts';
import { listScopes } from './cachedObjects.ts';
import type { Connectivity } from './connectivity.ts';
import { readCachedSnapshot, readLiveSnapshot, type CustomerSnapshot } from './customerSnapshot.ts';
import { settleAll } from './editAudit.ts';
import { isUnreachable, judgeWrite, outcomeUnknown } from './editErrors.ts';
import { followVerification } from './followVerification.ts';
import { keepEdit } from './keepEdit.ts';
import { turnOf } from './pendingEdits.ts';
import { labelsOf, sendEdit, type EditSenderDeps, type SendResult } from './sendEdit.ts';
import { toInvalidInput } from './toInvalidInput.ts';

type UpdateInput = InputOf<'customers.update'>;
type Updated = OutputOf<'customers.update'>;

export interface CustomerUpdateDeps extends EditSenderDeps {
  cache: Pick<CacheReads, 'findObject' | 'listObjects' | 'listInvoices'>;
  registry: Pick<WorkspaceRegistry, 'list'>;
  workspaceDatabase: Pick<WorkspaceDatabase, 'savePendingEdit' | 'deletePendingEdit' | 'findPendingEdit'>;
  connectivity: Pick<Connectivity, 'isOffline'>;
  inTurn: Turns;
  refreshCustomer: (workspaceId: string, customerId: string) => Promise<void>;
  /** Resolves after that long; never keeps the process alive. */
  pause: (ms: number) => Promise<void>;
  /** OS account and display name of the person. */
  who: () => string;
  /** An edit waits from now on. */
  onKept: () => void;
}

/** What somebody wants, compared with the best that is known of the customer. */
interface Plan {
  former: PendingEdit | null;
  cached: CustomerSnapshot | null;
  /** Null when Stripe cannot be reached. */
  live: CustomerSnapshot | null;
  edit: CustomerEdit;
  comparison: EditComparison;
}

/** Editing a customer's billing information: what a change would do, and doing it. */
export function createCustomerUpdates(
  deps: CustomerUpdateDeps,
): Pick<Handlers, 'customers.previewUpdate' | 'customers.update'> {
  return {
    'customers.previewUpdate': (input) => previewUpdate(deps, input),
    'customers.update': (input) => deps.inTurn(turnOf(input), () => updateCustomer(deps, input)),
  };
}

async function previewUpdate(
  deps: CustomerUpdateDeps,
  input: UpdateInput,
): Promise<OutputOf<'customers.previewUpdate'>> {
  const { comparison, live } = await planUpdate(deps, input);
  return {
    changed: listChanges(comparison),
    affects: await countAffected(deps, input),
    conflicts: comparison.conflicts,
    warnings: warningsOf(comparison),
    live: live !== null,
  };
}

async function updateCustomer(deps: CustomerUpdateDeps, input: UpdateInput): Promise<Updated> {
  const plan = await planUpdate(deps, input);
  const affects = await countAffected(deps, input);
  await refuseConflicts(deps, input, plan);
  if (plan.live === null) return { ...(await keepForLater(deps, input, plan)), affects };
  refuseUnknownTaxIds(input, plan);
  const { comparison, former } = plan;
  const done: Updated = {
    id: input.customerId,
    state: 'saved',
    changed: listChanges(comparison),
    warnings: warningsOf(comparison),
    affects,
  };
  if (done.changed.length > 0) await save(deps, input, { ...plan, live: plan.live });
  else if (former && comparison.conflicts.length === 0) await giveUp(deps, former, 'alreadySo');
  return done;
}

async function refuseConflicts(
  deps: CustomerUpdateDeps,
  input: UpdateInput,
  { comparison, live }: Plan,
): Promise<void> {
  const fields = conflictsOfRequest(comparison.conflicts, input);
  if (fields.length === 0) return;
  if (live) await refresh(deps, input);
  throw new AppError(
    'conflict',
    'Somebody else changed this customer meanwhile, so nothing was saved. Compare the values and decide which ones are right.',
    { fields },
  );
}

/** Sends it now. It is kept before, so that a kill between sending and the answer loses nothing and repeats nothing. */
async function save(
  deps: CustomerUpdateDeps,
  input: UpdateInput,
  { former, live, edit, comparison }: Plan & { live: CustomerSnapshot },
): Promise<void> {
  const { workspaceId, customerId } = input;
  const held = await keepEdit(deps, {
    former,
    workspaceId,
    customerId,
    customerName: live.name,
    edit: rebaseEdit(edit, comparison, live),
    state: 'sending',
  });
  const result = await sendEdit(deps, held, live);
  if (result.sent.length > 0 || result.failed) await refresh(deps, input);
  if (result.failed) await tellFailure(deps, former, result);
  // Nobody waits for the tax office; a read that fails now is made good by the next catch-up.
  if (comparison.addTaxIds.length > 0) void followVerification(deps, input).catch(() => undefined);
}

/** The change is made or refused by now; a failed re-read is made good by the next catch-up. */
function refresh(deps: CustomerUpdateDeps, { workspaceId, customerId }: UpdateInput): Promise<void> {
  return deps.refreshCustomer(workspaceId, customerId).catch(() => undefined);
}

/** What was not saved stays with the person who is looking at it; only what may have arrived, or waited before, is kept. */
async function tellFailure(
  deps: CustomerUpdateDeps,
  former: PendingEdit | null,
  { left, sent, failed, notTried }: SendResult,
): Promise<void> {
  if (!failed) return;
  const verdict = judgeWrite(failed.error);
  if (verdict === 'undecided') {
    deps.onKept();
    throw outcomeUnknown(failed.error, labelsOf([failed.step]).join());
  }
  // What was not tried any more is with the person, who sees it all in the form.
  const untried = left?.audit.filter(({ outcome }) => outcome === 'pending') ?? [];
  if (left && !former) await giveUp(deps, { ...left, audit: untried }, 'withdrawn');
  throw tellHowFar(failed.error, { sent, failed, notTried });
}

async function giveUp(
  { workspaceDatabase }: CustomerUpdateDeps,
  { workspaceId, customerId, audit }: PendingEdit,
  outcome: Parameters<typeof settleAll>[1],
): Promise<void> {
  const settlements = settleAll(audit, outcome);
  await workspaceDatabase.deletePendingEdit({ workspaceId, customerId, settlements });
}

/** Stripe cannot be reached: the change waits, compared with what is known here. */
async function keepForLater(
  deps: CustomerUpdateDeps,
  input: UpdateInput,
  { former, cached, edit: wanted, comparison }: Plan,
): Promise<Omit<Updated, 'affects'>> {
  const { workspaceId, customerId } = input;
  if (!cached) throw unknownCustomer(input);
  const edit = dropUnchanged({ ...wanted, base: { ...cached.values, ...wanted.base } });
  const kept = { id: customerId, changed: listEditChanges(edit), warnings: warningsOf(comparison) };
  if (isEmptyEdit(edit)) {
    if (former) await giveUp(deps, former, 'withdrawn');
    return { ...kept, state: 'saved' };
  }
  const customerName = cached.name;
  await keepEdit(deps, { former, workspaceId, customerId, customerName, edit, state: 'waiting' });
  deps.onKept();
  return { ...kept, state: 'pending' };
}

async function planUpdate(deps: CustomerUpdateDeps, input: UpdateInput): Promise<Plan> {
  const { workspaceId, customerId } = input;
  const former = await deps.workspaceDatabase.findPendingEdit({ workspaceId, customerId });
  const cached = await readCachedSnapshot(deps.cache, input);
  // Mistakes are told without asking Stripe.
  if (cached) compareChecked(wantedEdit(input, former, { cached, live: null }), cached);
  const live = await readLiveIfReachable(deps, input);
  const present = live ?? cached;
  if (!present) throw unknownCustomer(input);
  const edit = wantedEdit(input, former, { cached, live });
  return { former, cached, live, edit, comparison: compareChecked(edit, present) };
}

/** What is wanted altogether: on top of what waits already, or in its place when the person edited that. */
function wantedEdit(
  input: UpdateInput,
  former: PendingEdit | null,
  { cached, live }: Pick<Plan, 'cached' | 'live'>,
): CustomerEdit {
  const seen = live ?? cached;
  if (!seen) throw unknownCustomer(input);
  const known = [...seen.taxIds, ...(cached?.taxIds ?? []), ...(former?.edit.removeTaxIds ?? [])];
  const taxIds = known.filter((taxId, index) => known.findIndex(({ id }) => id === taxId.id) === index);
  const baseTaxIds = input.baseTaxIds ?? (cached ?? seen).taxIds;
  const next = toEdit({ ...input, baseTaxIds }, { values: seen.values, taxIds });
  if (!former) return next;
  const wanted =
    input.replaces === former.id
      ? { ...next, baseTaxIds: input.baseTaxIds ?? former.edit.baseTaxIds }
      : mergeEdits(former.edit, next);
  // A request of ours that arrived without an answer is no change by somebody else.
  const step = former.inFlight?.step;
  return step && live && isStepVisible(step, live) ? withoutStep(wanted, step) : wanted;
}

function compareChecked(edit: CustomerEdit, customer: CustomerSnapshot): EditComparison {
  const comparison = compareEdit(edit, customer);
  const problems: FieldProblem[] = checkComparison(comparison, customer);
  if (problems.length > 0) throw toInvalidInput(problems);
  return comparison;
}

function warningsOf(comparison: EditComparison): UpdateWarning[] {
  return listUpdateWarnings(comparison, {
    remove: comparison.removeTaxIds,
    remaining: comparison.remainingTaxIds,
  });
}

/** The customer as it is now, or null when Stripe cannot be reached; one that is gone is marked so in the cache. */
async function readLiveIfReachable(
  deps: CustomerUpdateDeps,
  input: UpdateInput,
): Promise<CustomerSnapshot | null> {
  const { workspaceId, customerId } = input;
  if (deps.connectivity.isOffline(workspaceId)) return null;
  try {
    return await readLiveSnapshot(await deps.gateways.of(workspaceId), customerId);
  } catch (error) {
    if (isUnreachable(error)) return null;
    if (isAppError(error) && error.code === 'customer_deleted') await refresh(deps, input);
    throw error;
  }
}

async function countAffected(
  { cache, registry, now }: CustomerUpdateDeps,
  { workspaceId, customerId }: UpdateInput,
): Promise<Updated['affects']> {
  const count = async (view: 'draft' | 'all'): Promise<number> => {
    const page = await cache.listInvoices({
      filter: {
        workspaceIds: [workspaceId],
        view,
        status: null,
        customerId,
        query: '',
        from: null,
        to: null,
      },
      sort: { field: 'createdAt', direction: 'desc' },
      offset: 0,
      limit: 1,
      workspaces: listScopes(registry),
      now: now(),
    });
    return page.total;
  };
  const [drafts, all] = await Promise.all([count('draft'), count('all')]);
  return { drafts, futureInvoices: true, unchangedIssued: all - drafts };
}

/** A tax ID that somebody else removed meanwhile is gone as wanted; one that never was there is a mistake. */
function refuseUnknownTaxIds({ changes }: UpdateInput, { live, cached, former }: Plan): void {
  const known = [...(live?.taxIds ?? []), ...(cached?.taxIds ?? []), ...(former?.edit.removeTaxIds ?? [])];
  const unknown = changes.removeTaxIds.filter((wanted) => !known.some(({ id }) => id === wanted));
  if (unknown.length > 0)
    throw new AppError(
      'not_found',
      `This customer has no tax ID ${unknown.join(', ')}. Nothing was changed.`,
      { details: { taxIds: unknown } },
    );
}

function tellHowFar(error: unknown, { sent, failed, notTried }: Omit<SendResult, 'left'>): unknown {
  if (!isAppError(error) || !failed) return error;
  const saved = labelsOf(sent);
  const label = labelsOf([failed.step]).join();
  const rest = labelsOf(notTried);
  const told = [
    error.message,
    `Not saved: ${label}.`,
    saved.length > 0 ? `Already saved: ${saved.join('; ')}.` : 'Nothing was changed.',
    ...(rest.length > 0 ? [`Not tried any more: ${rest.join('; ')}.`] : []),
  ].join(' ');
  return new AppError(error.code, told, {
    reference: error.reference,
    details: { ...error.details, saved, failed: label, notTried: rest },
    cause: error,
  });
}

function unknownCustomer({ customerId }: UpdateInput): AppError {
  return new AppError('not_found', 'This customer is not known in this account. Nothing was changed.', {
    details: { customerId },
  });
}
