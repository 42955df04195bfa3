import { AppError } from '../../shared/errors/appError.ts';
import { featuresOffOf, permissionSpecs } from '../../shared/domain/permissions.ts';
import type { UnixSeconds } from '../../shared/domain/dates.ts';
import type { Handlers, InputOf, OutputOf } from '../../shared/ipc/contract.ts';
import type { AuditAction, AuditEntry } from '../../shared/ipc/schemas/audit.ts';
import type { Workspace } from '../../shared/ipc/schemas/workspaces.ts';
import type { CacheClient } from '../cache/cacheApi.ts';
import type { PublishEvent } from '../ipc/publishEvent.ts';
import type { Sync } from '../sync/createSync.ts';
import type { WorkspaceDatabase } from '../workspaceDatabase/workspaceDatabaseApi.ts';
import type { WorkspaceGateways } from '../workspaces/createStripeGateways.ts';
import { checkKeyForm, inspectKey, toKeyInspection, type InspectKeyDeps } from '../workspaces/inspectKey.ts';
import type { Keyring } from '../workspaces/keyring.ts';
import {
  freeColor,
  freeName,
  refuseTakenName,
  refuseUnknownTimeZone,
  timeZoneFor,
} from '../workspaces/newWorkspace.ts';
import { anchorToday, type SampleOffices } from '../workspaces/sampleOffices.ts';
import type {
  SampleOfficeRecord,
  WorkspaceRecord,
  WorkspaceRegistry,
} from '../workspaces/workspaceRegistryApi.ts';

export type WorkspaceServices = Pick<
  Handlers,
  | 'workspaces.list'
  | 'workspaces.inspectKey'
  | 'workspaces.connect'
  | 'workspaces.createSample'
  | 'workspaces.update'
  | 'workspaces.replaceKey'
  | 'workspaces.testPermissions'
  | 'workspaces.disconnect'
>;

export interface WorkspaceServiceDeps extends InspectKeyDeps {
  registry: WorkspaceRegistry;
  keyring: Keyring;
  gateways: WorkspaceGateways;
  sampleOffices: SampleOffices;
  sync: Pick<Sync, 'getStatus' | 'forget' | 'readMissing'>;
  cache: Pick<CacheClient, 'counts' | 'dropWorkspace'>;
  workspaceDatabase: Pick<WorkspaceDatabase, 'appendAudit'>;
  /** Erases the stored documents of a workspace. */
  deleteDocuments: (workspaceId: string) => Promise<void>;
  /** Gives up the changes of its customers that Stripe does not have yet. */
  forgetEdits: (workspaceId: string) => Promise<void>;
  /** A key was entered, or may do more than before: what it was refused is tried again. */
  onMoreRights: (workspaceId: string) => void;
  publishEvent: PublishEvent;
  /** Called with each workspace that is new; the window begins to sync it, the command line waits to be told. */
  onConnected: (workspaceId: string) => void;
  who: string;
  newId: () => string;
  now: () => UnixSeconds;
}

const defaultSeed = 1;

/** Use cases around connected accounts and sample offices. */
export function createWorkspaceServices(deps: WorkspaceServiceDeps): WorkspaceServices {
  const { registry, keyring } = deps;
  return {
    'workspaces.list': () => Promise.all(registry.list().map((record) => toWorkspace(deps, record))),
    'workspaces.inspectKey': async ({ key }) => toKeyInspection(deps, await inspectKey(deps, key)),
    'workspaces.connect': (input) => connect(deps, input),
    'workspaces.createSample': (input) => createSample(deps, input),
    'workspaces.update': (input) => update(deps, input),
    'workspaces.replaceKey': (input) => replaceKey(deps, input),
    'workspaces.testPermissions': ({ id }) => testPermissions(deps, id),
    'workspaces.disconnect': async ({ id, deleteDocuments }) => {
      const record = registry.get(id);
      await deps.sync.forget(id);
      deps.gateways.forget(id);
      keyring.forget(id);
      registry.remove(id);
      await deps.forgetEdits(id);
      if (deleteDocuments) await deps.deleteDocuments(id);
      await deps.cache.dropWorkspace({ workspaceId: id });
      await removeEmptyOffice(deps, record);
      await audit(deps, record, 'workspace.disconnected', { before: { name: record.name }, after: {} });
      announce(deps, id);
      return { id };
    },
  };
}

async function toWorkspace(deps: WorkspaceServiceDeps, record: WorkspaceRecord): Promise<Workspace> {
  const { id, name, color, livemode, accountId, country, defaultCurrency, timeZone, keyType, permissions } =
    record;
  const [counts, status] = await Promise.all([
    deps.cache.counts({ workspaceId: id }),
    deps.sync.getStatus(id),
  ]);
  const keyStorage = deps.keyring.storageOf(record);
  const isRefused = status.lastError?.code === 'key_invalid' || status.lastError?.code === 'key_expired';
  return {
    id,
    name,
    color,
    livemode,
    accountId,
    country,
    defaultCurrency,
    timeZone,
    keyType,
    permissions,
    sample: record.sample !== null,
    keyStorage,
    keyState: keyStorage === 'missing' ? 'missing' : isRefused ? 'refused' : 'ok',
    featuresOff: featuresOffOf(permissions),
    customers: counts.customers,
    invoices: counts.invoices,
    asOf: status.asOf,
    offlineSince: status.offlineSince,
  };
}

function announce({ publishEvent }: WorkspaceServiceDeps, workspaceId: string): void {
  publishEvent('workspace.changed', { workspaceId });
  publishEvent('cache.changed', { workspaceId, resources: ['workspaces'] });
}

async function audit(
  deps: WorkspaceServiceDeps,
  record: WorkspaceRecord,
  action: AuditAction,
  change: Pick<AuditEntry, 'before' | 'after'>,
): Promise<void> {
  await deps.workspaceDatabase.appendAudit({
    at: deps.now(),
    who: deps.who,
    workspaceId: record.id,
    action,
    target: record.accountId,
    targetName: record.name,
    ...change,
    outcome: 'done',
    requestId: null,
  });
  deps.publishEvent('cache.changed', { workspaceId: record.id, resources: ['audit'] });
}

/** Seals the key, or holds it until quit; the record that comes back is not saved yet. */
async function keepKey(
  deps: WorkspaceServiceDeps,
  record: WorkspaceRecord,
  { key, sessionOnly }: { key: string; sessionOnly: boolean },
): Promise<WorkspaceRecord> {
  return { ...record, sealedKey: sessionOnly ? null : await deps.vault.seal(key) };
}

async function connect(deps: WorkspaceServiceDeps, input: InputOf<'workspaces.connect'>): Promise<Workspace> {
  const { registry, keyring } = deps;
  refuseTakenName(input.name, registry.list());
  const { account, livemode, keyType, permissions, alreadyConnected } = await inspectKey(deps, input.key);
  if (alreadyConnected)
    throw new AppError(
      'account_already_connected',
      `This account is connected already, as ${alreadyConnected.name}.`,
      {
        details: { name: alreadyConnected.name, workspaceId: alreadyConnected.id },
      },
    );
  const record = await keepKey(
    deps,
    {
      id: deps.newId(),
      name: input.name,
      color: input.color ?? freeColor(registry.list()),
      livemode,
      accountId: account.id ?? '',
      country: account.country,
      defaultCurrency: account.defaultCurrency,
      timeZone: timeZoneFor(input.timeZone, account.timeZone),
      apiBase: deps.apiBaseOfNew,
      keyType,
      sealedKey: null,
      permissions,
      sample: null,
    },
    input,
  );
  registry.save(record);
  if (input.sessionOnly) keyring.holdForSession(record.id, input.key);
  await audit(deps, record, 'workspace.connected', {
    before: {},
    after: { name: record.name, livemode: String(livemode), timeZone: record.timeZone },
  });
  announce(deps, record.id);
  deps.onConnected(record.id);
  return toWorkspace(deps, record);
}

async function connectSampleAccount(
  deps: WorkspaceServiceDeps,
  office: SampleOfficeRecord,
  accountIndex: number,
): Promise<WorkspaceRecord> {
  const { registry } = deps;
  const emulator = await deps.sampleOffices.running(office.id);
  const emulated = emulator.accounts[accountIndex];
  if (!emulated) throw new AppError('internal', 'The sample office has fewer accounts than asked for.');
  const { livemode } = checkKeyForm(emulated.sampleKey);
  const gateway = deps.gateways.ofKey({ key: emulated.sampleKey, livemode, apiBase: emulator.url });
  const account = await gateway.getAccount();
  const record: WorkspaceRecord = {
    id: deps.newId(),
    name: freeName(emulated.name, registry.list()),
    color: freeColor(registry.list()),
    livemode,
    accountId: emulated.id,
    country: emulated.country,
    defaultCurrency: account.defaultCurrency,
    timeZone: timeZoneFor(null, account.timeZone),
    apiBase: null,
    keyType: 'sample',
    sealedKey: null,
    permissions: permissionSpecs.map(({ slug }) => ({ permission: slug, granted: true })),
    sample: { officeId: office.id, accountIndex },
  };
  registry.save(record);
  await audit(deps, record, 'workspace.connected', {
    before: {},
    after: { name: record.name, sample: 'true' },
  });
  return record;
}

async function retryRefused({ sync, onMoreRights }: WorkspaceServiceDeps, id: string): Promise<void> {
  onMoreRights(id);
  await sync.readMissing(id);
}

/** Rights of a restricted key can be changed in the Dashboard at any time. */
async function testPermissions(deps: WorkspaceServiceDeps, id: string): Promise<Workspace> {
  const { registry } = deps;
  if (registry.get(id).keyType === 'restricted') {
    const permissions = await (await deps.gateways.of(id)).testPermissions();
    const before = featuresOffOf(registry.get(id).permissions);
    registry.save({ ...registry.get(id), permissions });
    announce(deps, id);
    const isMore = before.some((feature) => !featuresOffOf(permissions).includes(feature));
    if (isMore) await retryRefused(deps, id);
  }
  return toWorkspace(deps, registry.get(id));
}

/** Opens the sample office of that description; asking for the same one twice gives the same workspaces. */
async function createSample(
  deps: WorkspaceServiceDeps,
  input: InputOf<'workspaces.createSample'>,
): Promise<OutputOf<'workspaces.createSample'>> {
  const office = deps.sampleOffices.create({
    size: input.size,
    accounts: input.accounts,
    seed: input.seed ?? defaultSeed,
    anchor: input.anchor ?? anchorToday(deps.now() * 1000),
  });
  const records = deps.registry.list().filter(({ sample }) => sample?.officeId === office.id);
  for (let index = 0; index < office.accounts; index += 1) {
    if (records.some(({ sample }) => sample?.accountIndex === index)) continue;
    const record = await connectSampleAccount(deps, office, index);
    records.push(record);
    announce(deps, record.id);
    deps.onConnected(record.id);
  }
  const { id, size, seed, anchor } = office;
  const workspaces = records.map((record) => ({ id: record.id, name: record.name }));
  return { id, name: `Sample office ${size}`, size, seed, anchor, workspaces };
}

async function removeEmptyOffice(deps: WorkspaceServiceDeps, { sample }: WorkspaceRecord): Promise<void> {
  if (sample === null) return;
  const isUsed = deps.registry.list().some((record) => record.sample?.officeId === sample.officeId);
  if (!isUsed) await deps.sampleOffices.remove(sample.officeId);
}

async function update(deps: WorkspaceServiceDeps, input: InputOf<'workspaces.update'>): Promise<Workspace> {
  const { registry } = deps;
  const before = registry.get(input.id);
  refuseTakenName(
    input.name,
    registry.list().filter(({ id }) => id !== input.id),
  );
  refuseUnknownTimeZone(input.timeZone);
  const after = { ...before, name: input.name, color: input.color, timeZone: input.timeZone };
  registry.save(after);
  const changed = (['name', 'color', 'timeZone'] as const).filter((field) => before[field] !== after[field]);
  if (changed.length > 0)
    await audit(deps, after, 'workspace.changed', {
      before: Object.fromEntries(changed.map((field) => [field, before[field]])),
      after: Object.fromEntries(changed.map((field) => [field, after[field]])),
    });
  announce(deps, input.id);
  return toWorkspace(deps, after);
}

async function replaceKey(
  deps: WorkspaceServiceDeps,
  input: InputOf<'workspaces.replaceKey'>,
): Promise<Workspace> {
  const { registry, keyring } = deps;
  const record = registry.get(input.id);
  if (record.sample !== null)
    throw new AppError('invalid_input', 'An account of the sample office needs no key.');
  const inspected = await inspectKey({ ...deps, apiBaseOfNew: record.apiBase }, input.key);
  const isOtherAccount =
    inspected.account.id !== null && record.accountId !== '' && inspected.account.id !== record.accountId;
  if (isOtherAccount || inspected.livemode !== record.livemode)
    throw new AppError(
      'invalid_input',
      `This key belongs to another account or mode than ${record.name}. Nothing was replaced; connect it as an account of its own.`,
      { details: { field: 'key' } },
    );
  const { permissions, keyType } = inspected;
  const replaced = await keepKey(deps, { ...record, permissions, keyType }, input);
  registry.save(replaced);
  keyring.forget(input.id);
  if (input.sessionOnly) keyring.holdForSession(input.id, input.key);
  await audit(deps, replaced, 'workspace.keyReplaced', {
    before: { keyType: record.keyType },
    after: { keyType },
  });
  announce(deps, input.id);
  await retryRefused(deps, input.id);
  return toWorkspace(deps, replaced);
}
