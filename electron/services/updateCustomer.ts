import type { Handlers, InputOf, OutputOf } from '../../shared/ipc/contract.ts';
import {
  checkUpdate,
  compareCustomer,
  compareTaxIds,
  listUpdateWarnings,
  normalizeValues,
  toCustomerValues,
} from '../../shared/domain/customerChanges.ts';
import type { Comparison, TaxIdFacts } from '../../shared/domain/customerChanges.ts';
import type { CustomerValues } from '../../shared/domain/customers.ts';
import { AppError, isAppError } from '../../shared/errors/appError.ts';
import type { AppErrorCode } from '../../shared/errors/appError.ts';
import type { ChangedField } from '../../shared/ipc/schemas/customers.ts';
import type { CacheReads } from '../cache/cacheApi.ts';
import type { WorkspaceRegistry } from '../workspaces/workspaceRegistryApi.ts';
import { listScopes, parseCached } from './cachedObjects.ts';
import { planUpdateSteps } from './customerUpdateSteps.ts';
import { followVerification } from './followVerification.ts';
import { customerDeleted, readLiveCustomer } from './liveCustomer.ts';
import { sendUpdateSteps } from './sendUpdateSteps.ts';
import type { UpdateSenderDeps } from './sendUpdateSteps.ts';
import { toEditableCustomer } from './toCustomerDetail.ts';
import type { StripeCustomer } from './toCustomerDetail.ts';
import { toInvalidInput } from './toInvalidInput.ts';

type UpdateInput = InputOf<'customers.update'>;
type Affects = OutputOf<'customers.update'>['affects'];

export interface CustomerUpdateDeps extends UpdateSenderDeps {
  cache: CacheReads;
  registry: Pick<WorkspaceRegistry, 'list'>;
  refreshCustomer: (workspaceId: string, customerId: string) => Promise<void>;
  /** Resolves after that long; never keeps the process alive. */
  pause: (ms: number) => Promise<void>;
}

/** A customer as it is compared: its editable values and tax IDs. */
interface Snapshot {
  name: string | null;
  values: CustomerValues;
  taxIds: TaxIdFacts[];
}

interface Plan {
  comparison: Comparison;
  taxIds: ReturnType<typeof compareTaxIds>;
  changed: ChangedField[];
}

/** Without these, a comparison with what is cached is the best that can be had; anything else is told. */
const unreachable: ReadonlySet<AppErrorCode> = new Set([
  'offline',
  'timeout',
  'stripe_unavailable',
  'rate_limited',
  'key_missing',
]);

/** Editing a customer's billing information: what a change would do, and doing it. */
export function createCustomerUpdates(
  deps: CustomerUpdateDeps,
): Pick<Handlers, 'customers.previewUpdate' | 'customers.update'> {
  return {
    'customers.previewUpdate': (input) => previewUpdate(deps, input),
    'customers.update': (input) => updateCustomer(deps, input),
  };
}

async function previewUpdate(
  deps: CustomerUpdateDeps,
  input: UpdateInput,
): Promise<OutputOf<'customers.previewUpdate'>> {
  const cached = await readCached(deps, input);
  const live = await readLive(deps, input).catch((error: unknown) => {
    if (cached && isAppError(error) && unreachable.has(error.code)) return null;
    throw error;
  });
  const snapshot = live ?? cached;
  if (!snapshot) throw unknownCustomer(input);
  const { comparison, taxIds, changed } = planUpdate(snapshot, input);
  return {
    changed,
    affects: await countAffected(deps, input),
    conflicts: comparison.conflicts,
    warnings: listUpdateWarnings(comparison, taxIds),
    live: live !== null,
  };
}

async function updateCustomer(
  deps: CustomerUpdateDeps,
  input: UpdateInput,
): Promise<OutputOf<'customers.update'>> {
  const { workspaceId, customerId } = input;
  const cached = await readCached(deps, input);
  if (cached) planUpdate(cached, input);
  const snapshot = await readLiveForUpdate(deps, input);
  refuseUnknownTaxIds(input, [...snapshot.taxIds, ...(cached?.taxIds ?? [])]);
  const { comparison, taxIds, changed } = planUpdate(snapshot, input);
  if (comparison.conflicts.length > 0)
    throw new AppError(
      'conflict',
      'Somebody else changed this customer meanwhile, so nothing was saved. Compare the values and decide which ones are right.',
      { fields: comparison.conflicts },
    );
  const steps = planUpdateSteps(customerId, snapshot.taxIds, comparison, taxIds);
  const affects = await countAffected(deps, input);
  try {
    await sendUpdateSteps(deps, { workspaceId, customerId, customerName: snapshot.name, steps });
  } finally {
    /* The change is made or refused by now; a failed re-read is made good by the next catch-up. */
    if (steps.length > 0) await deps.refreshCustomer(workspaceId, customerId).catch(() => undefined);
  }
  // Nobody waits for the tax office; a read that fails now is made good by the next catch-up.
  if (taxIds.add.length > 0) void followVerification(deps, input).catch(() => undefined);
  return { id: customerId, state: 'saved', changed, affects };
}

function planUpdate(snapshot: Snapshot, { base, changes }: UpdateInput): Plan {
  const problems = checkUpdate(snapshot.values, snapshot.taxIds, changes);
  if (problems.length > 0) throw toInvalidInput(problems);
  const mine = normalizeValues(changes.values, snapshot.values);
  const comparison = compareCustomer(base, snapshot.values, mine);
  const taxIds = compareTaxIds(snapshot.taxIds, changes);
  const changed = [
    ...comparison.changed,
    ...taxIds.add.map(({ type, value }) => ({ field: 'taxId', before: null, after: `${type} ${value}` })),
    ...taxIds.remove.map(({ type, value }) => ({ field: 'taxId', before: `${type} ${value}`, after: null })),
  ];
  return { comparison, taxIds, changed };
}

async function readCached(
  { cache }: CustomerUpdateDeps,
  { workspaceId, customerId }: UpdateInput,
): Promise<Snapshot | null> {
  const cached = await cache.findObject({ workspaceId, kind: 'customer', id: customerId });
  if (!cached) return null;
  const customer = parseCached('customer', cached);
  if (customer.deleted) throw customerDeleted();
  const taxIds = await cache.listObjects({ workspaceId, kind: 'taxId', customerId });
  return toSnapshot(
    customer,
    taxIds.map((object) => parseCached('taxId', object)),
  );
}

async function readLive(
  { gateways }: CustomerUpdateDeps,
  { workspaceId, customerId }: UpdateInput,
): Promise<Snapshot> {
  const customer = await readLiveCustomer(await gateways.of(workspaceId), customerId);
  return toSnapshot(customer, customer.tax_ids?.data ?? []);
}

function toSnapshot(customer: StripeCustomer, taxIds: readonly TaxIdFacts[]): Snapshot {
  return {
    name: customer.name ?? null,
    values: toCustomerValues(toEditableCustomer(customer)),
    taxIds: taxIds.map(({ id, type, value }) => ({ id, type, value })),
  };
}

async function countAffected(
  { cache, registry, now }: CustomerUpdateDeps,
  { workspaceId, customerId }: UpdateInput,
): Promise<Affects> {
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

/** The customer as it is now; one that is gone is marked so in the cache, so that every screen tells. */
async function readLiveForUpdate(deps: CustomerUpdateDeps, input: UpdateInput): Promise<Snapshot> {
  try {
    return await readLive(deps, input);
  } catch (error) {
    if (isAppError(error) && error.code === 'customer_deleted')
      await deps.refreshCustomer(input.workspaceId, input.customerId).catch(() => undefined);
    return sayNothingWasChanged(error);
  }
}

/** A tax ID that somebody else removed meanwhile is gone as wanted; one that never was there is a mistake. */
function refuseUnknownTaxIds({ changes }: UpdateInput, known: readonly TaxIdFacts[]): void {
  const unknown = changes.removeTaxIds.filter((wanted) => !known.some(({ id }) => id === wanted));
  if (unknown.length > 0)
    throw new AppError(
      'not_found',
      `This customer has no tax ID ${unknown.join(', ')}. Nothing was changed.`,
      { details: { taxIds: unknown } },
    );
}

function sayNothingWasChanged(error: unknown): never {
  if (isAppError(error) && unreachable.has(error.code))
    throw new AppError(
      error.code,
      `${error.message} Nothing was changed; save again when Stripe can be reached.`,
      { reference: error.reference, details: error.details, cause: error },
    );
  throw error;
}

function unknownCustomer({ customerId }: UpdateInput): AppError {
  return new AppError('not_found', 'This customer is not known in this account. Nothing was changed.', {
    details: { customerId },
  });
}
