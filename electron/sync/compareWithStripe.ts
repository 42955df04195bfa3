import type { CacheClient, CachedKind, CacheReads, Fingerprint } from '../cache/cacheApi.ts';
import { comparableFields } from '../cache/comparable.ts';
import type { StripeGateway } from '../stripe/stripeGatewayApi.ts';
import type { ReadKind } from './affectedObjects.ts';
import { toListBytes } from './completeLines.ts';
import { walkLive, type WalkedPage } from './liveWalk.ts';
import { isForbidden } from '../../shared/errors/unlessForbidden.ts';
import { listsByKind } from './syncLists.ts';

/** So many findings are named of each sort; `more` counts the others. */
const mostNamed = 100;

export interface ObjectRef {
  kind: CachedKind;
  id: string;
}

/** What sets the cache of one workspace apart from Stripe. */
export interface Comparison {
  compared: number;
  missing: ObjectRef[];
  /** Objects whose named fields, or columns made of them, say something else. */
  different: (ObjectRef & { fields: string[] })[];
  extra: ObjectRef[];
  /** Findings that are not named. */
  more: number;
  /** Kinds that the key may not read: nothing is said about them. */
  skipped: string[];
  equal: boolean;
}

export interface CompareDeps {
  workspaceId: string;
  cache: CacheReads;
  gateway: StripeGateway;
  /** An empty cache: what would be made today of what Stripe says. */
  scratch: CacheClient;
  signal: AbortSignal;
}

type Fingerprints = Map<string, Fingerprint>;

/** Kinds that are compared; tax ids come with their customers. */
const walkedKinds: readonly ReadKind[] = [
  'customer',
  'subscription',
  'invoice',
  'creditNote',
  'invoicePayment',
];

async function fingerprintsOf(
  cache: CacheReads,
  workspaceId: string,
  kind: CachedKind,
): Promise<Fingerprints> {
  const all: Fingerprints = new Map();
  for (let after: number | null = null, isDone = false; !isDone;) {
    const { fingerprints, next } = await cache.scanFingerprints({ workspaceId, kind, after });
    for (const fingerprint of fingerprints) all.set(fingerprint.id, fingerprint);
    after = next;
    isDone = next === null;
  }
  return all;
}

/** Makes of a page in the scratch cache what the sync would make of it. */
async function writeScratch(
  { scratch, workspaceId }: CompareDeps,
  { kind, objects }: WalkedPage,
): Promise<void> {
  const moment = { readAt: Math.floor(Date.now() / 1000), readOrder: scratch.nextReadOrder() };
  await scratch.writePage({ page: { workspaceId, kind, bytes: toListBytes(objects), ...moment } });
}

/** Reads a kind from Stripe into hashes and the scratch cache; false where the key may not. */
async function readLive(deps: CompareDeps, kind: ReadKind, live: Map<CachedKind, Map<string, string>>) {
  try {
    for await (const page of walkLive(deps, kind)) {
      for (const { kind: found, id, json } of page.hashes) live.get(found)?.set(id, json);
      await writeScratch(deps, page);
    }
    return true;
  } catch (error) {
    if (isForbidden(error)) return false;
    throw error;
  }
}

/** Names of the fields in which the cached object differs from the live one; without any it is a column. */
async function differingFields(deps: CompareDeps, { kind, id }: ObjectRef): Promise<string[]> {
  const { workspaceId, cache, scratch } = deps;
  const [cached, live] = await Promise.all(
    [cache, scratch].map(async (one) => {
      const object = await one.findObject({ workspaceId, kind, id });
      return object === null ? {} : comparableFields(kind, JSON.parse(object.json) as object);
    }),
  );
  const names = new Set([...Object.keys(cached ?? {}), ...Object.keys(live ?? {})]);
  const fields = [...names].filter((name) => cached?.[name] !== live?.[name]);
  return fields.length > 0 ? fields : ['(columns)'];
}

interface Findings {
  missing: ObjectRef[];
  different: ObjectRef[];
  extra: ObjectRef[];
}

/** Cached objects that no list tells of: the tax ids of deleted customers, and payments that are settled. */
async function isBeyondLists({ cache, workspaceId }: CompareDeps, { kind, id }: ObjectRef): Promise<boolean> {
  if (kind !== 'taxId' && kind !== 'invoicePayment') return false;
  const object = await cache.findObject({ workspaceId, kind, id });
  const { customer, status } = JSON.parse(object?.json ?? '{}') as { customer?: string; status?: string };
  if (kind === 'invoicePayment') return status !== 'open';
  const owner = await cache.findObject({ workspaceId, kind: 'customer', id: customer ?? '' });
  return owner === null || (JSON.parse(owner.json) as { deleted?: boolean }).deleted === true;
}

async function compareKind(
  deps: CompareDeps,
  kind: CachedKind,
  live: ReadonlyMap<string, string>,
  found: Findings,
): Promise<void> {
  const { workspaceId, cache, scratch } = deps;
  const [cached, made] = await Promise.all([
    fingerprintsOf(cache, workspaceId, kind),
    fingerprintsOf(scratch, workspaceId, kind),
  ]);
  for (const [id, json] of live) {
    const stored = cached.get(id);
    if (!stored) found.missing.push({ kind, id });
    else if (stored.json !== json || stored.columns !== made.get(id)?.columns)
      found.different.push({ kind, id });
  }
  for (const id of cached.keys())
    if (!live.has(id) && !(await isBeyondLists(deps, { kind, id }))) found.extra.push({ kind, id });
}

/**
 * Compares everything that a workspace's cache holds with Stripe, object for object and column for column, and changes
 * nothing. What is changed at Stripe meanwhile is told as different: sync and compare again.
 */
export async function compareWithStripe(deps: CompareDeps): Promise<Comparison> {
  const live = new Map<CachedKind, Map<string, string>>(
    [...walkedKinds, 'taxId' as const].map((kind) => [kind, new Map()]),
  );
  const skipped: string[] = [];
  for (const kind of walkedKinds)
    if (!(await readLive(deps, kind, live))) {
      skipped.push(listsByKind[kind].step);
      live.delete(kind);
      if (kind === 'customer') live.delete('taxId');
    }
  const found: Findings = { missing: [], different: [], extra: [] };
  let compared = 0;
  for (const [kind, objects] of live) {
    compared += objects.size;
    await compareKind(deps, kind, objects, found);
  }
  const findings = found.missing.length + found.different.length + found.extra.length;
  const named = (refs: ObjectRef[]): ObjectRef[] => refs.slice(0, mostNamed);
  const comparison = {
    compared,
    missing: named(found.missing),
    different: await Promise.all(
      named(found.different).map(async (ref) => ({ ...ref, fields: await differingFields(deps, ref) })),
    ),
    extra: named(found.extra),
    skipped,
    equal: findings === 0,
  };
  const told = comparison.missing.length + comparison.different.length + comparison.extra.length;
  return { ...comparison, more: findings - told };
}
