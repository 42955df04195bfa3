import type { Handlers, InputOf, OutputOf } from '../../shared/ipc/contract.ts';
import type { UnixSeconds } from '../../shared/domain/dates.ts';
import type { CacheReads } from '../cache/cacheApi.ts';
import type { DocumentPrefetch } from '../documents/documentPrefetch.ts';
import { policyOf } from '../documents/documentPrefetch.ts';
import type { PublishEvent } from '../ipc/publishEvent.ts';
import type { WorkspaceDatabase } from '../workspaceDatabase/workspaceDatabaseApi.ts';
import type { WorkspaceRecord, WorkspaceRegistry } from '../workspaces/workspaceRegistryApi.ts';
import { parseCached } from './cachedObjects.ts';
import { idOf } from './idOf.ts';

export type DocumentPolicyServices = Pick<
  Handlers,
  | 'documents.getUsage'
  | 'documents.getStatus'
  | 'documents.setPolicy'
  | 'documents.fetchNow'
  | 'documents.isKept'
  | 'documents.keep'
>;

export interface DocumentPolicyDeps {
  cache: Pick<CacheReads, 'findObject' | 'findDocumentSources'>;
  workspaceDatabase: Pick<
    WorkspaceDatabase,
    'documentUsage' | 'listEvictions' | 'listKept' | 'setKept' | 'listStoredDocuments'
  >;
  registry: Pick<WorkspaceRegistry, 'list' | 'get' | 'save'>;
  prefetch: DocumentPrefetch;
  quotaBytes: () => number;
  publishEvent: PublishEvent;
  now: () => UnixSeconds;
}

type Keepable = InputOf<'documents.isKept'>;

/** Use cases around which documents are on this computer: policies, what people keep, the room they take. */
export function createDocumentPolicyServices(deps: DocumentPolicyDeps): DocumentPolicyServices {
  const { workspaceDatabase, registry, prefetch, publishEvent, now } = deps;
  return {
    'documents.getUsage': () => workspaceDatabase.documentUsage(),
    'documents.getStatus': () => getStatus(deps),
    'documents.setPolicy': async ({ workspaceId, policy }) => {
      registry.save({ ...registry.get(workspaceId), documentPolicy: policy });
      prefetch.notePolicy(workspaceId);
      publishEvent('cache.changed', { workspaceId, resources: ['documents'] });
      return {};
    },
    'documents.fetchNow': async () => {
      for (const { id } of registry.list()) prefetch.noteChange(id);
      prefetch.wake();
      return {};
    },
    'documents.isKept': (input) => findKept(deps, input),
    'documents.keep': async ({ keep, ...what }) => {
      registry.get(what.workspaceId);
      await workspaceDatabase.setKept({ ...what, at: keep ? now() : null });
      prefetch.notePolicy(what.workspaceId);
      return {};
    },
  };
}

async function getStatus({
  workspaceDatabase,
  registry,
  prefetch,
  quotaBytes,
}: DocumentPolicyDeps): Promise<OutputOf<'documents.getStatus'>> {
  const usage = await workspaceDatabase.documentUsage();
  const connected = registry.list();
  const left = usage.filter(({ workspaceId }) => connected.every(({ id }) => id !== workspaceId));
  const known: Pick<WorkspaceRecord, 'id' | 'documentPolicy'>[] = [
    ...connected,
    ...left.map(({ workspaceId }) => ({ id: workspaceId })),
  ];
  const accounts = known.map(async (workspace) => {
    const { id: workspaceId } = workspace;
    const { documents, bytes } = usage.find((used) => used.workspaceId === workspaceId) ?? {
      documents: 0,
      bytes: 0,
    };
    const kept = (await workspaceDatabase.listKept({ workspaceId })).length;
    const status = prefetch.getStatus(workspaceId);
    return { workspaceId, policy: policyOf(workspace), documents, bytes, kept, prefetch: status };
  });
  return {
    usedBytes: usage.reduce((sum, { bytes }) => sum + bytes, 0),
    quotaBytes: quotaBytes(),
    accounts: await Promise.all(accounts),
    evictions: await workspaceDatabase.listEvictions(),
  };
}

async function findKept(deps: DocumentPolicyDeps, what: Keepable): Promise<OutputOf<'documents.isKept'>> {
  const { workspaceId, scope, id } = what;
  const kept = await deps.workspaceDatabase.listKept({ workspaceId });
  const isKept = (keptScope: Keepable['scope'], keptId: string): boolean =>
    kept.some((thing) => thing.scope === keptScope && thing.id === keptId);
  const customerId = scope === 'invoice' ? await findCustomerOf(deps, what) : null;
  return {
    kept: isKept(scope, id),
    byCustomer: customerId !== null && isKept('customer', customerId),
    ...(await countStored(deps, what)),
  };
}

async function findCustomerOf(
  { cache }: DocumentPolicyDeps,
  { workspaceId, id }: Keepable,
): Promise<string | null> {
  const cached = await cache.findObject({ workspaceId, kind: 'invoice', id });
  const customer = cached && parseCached('invoice', cached).customer;
  return customer === null ? null : idOf(customer);
}

async function countStored(
  { cache, workspaceDatabase }: DocumentPolicyDeps,
  { workspaceId, scope, id }: Keepable,
): Promise<{ documents: number; stored: number }> {
  const which = scope === 'customer' ? { customerId: id } : { ids: [id] };
  const kinds = scope === 'customer' ? (['invoice', 'creditNote'] as const) : (['invoice'] as const);
  const counts = kinds.map(async (kind) => {
    const sources = await cache.findDocumentSources({ workspaceId, kind, ...which });
    const objectIds = sources.map((source) => source.id);
    const stored = await workspaceDatabase.listStoredDocuments({ workspaceId, kind, objectIds });
    return { documents: objectIds.length, stored: stored.length };
  });
  return (await Promise.all(counts)).reduce((sum, each) => ({
    documents: sum.documents + each.documents,
    stored: sum.stored + each.stored,
  }));
}
