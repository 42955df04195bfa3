import type { CacheClient, CachedKind, PageSummary, RawPage, WrittenWithPage } from '../cache/cacheApi.ts';
import type { Priority, StripeGateway } from '../stripe/stripeGatewayApi.ts';
import type { StripeEvent } from './affectedObjects.ts';
import type { SyncProgress } from './syncProgress.ts';

/** What reading from one account into the cache needs. */
export interface Reader {
  workspaceId: string;
  cache: CacheClient;
  gateway: StripeGateway;
  priority: Priority;
  signal: AbortSignal;
  /** *Units*: Unix milliseconds. */
  now: () => number;
  /** Objects read so far. */
  fetched: number;
}

/** What every part of one run of a sync works with. */
export interface SyncRun extends Reader {
  progress: SyncProgress;
  /** IANA zone of the account, in which its days begin. */
  timeZone: string;
  /** Hears of every event once it is applied; after a kill of some again. */
  noteChanges: (events: readonly StripeEvent[]) => Promise<void>;
  /** Kinds that the key may not read. */
  skipped: Set<string>;
  /** Kinds that could not be read for another reason: the run is not complete. */
  failed: Map<string, unknown>;
  /** Whether the account's reads allow to go on with its history in the background. */
  mayReadHistory: () => Promise<boolean>;
  /** History was left for another day: the run is not complete. */
  isDeferred: boolean;
}

/** The time by the run's clock, as Stripe writes it. */
export function nowSeconds(reader: Pick<Reader, 'now'>): number {
  return Math.floor(reader.now() / 1000);
}

/** When something was asked for, and as the how manyth request. */
export type ReadMoment = Pick<RawPage, 'readAt' | 'readOrder'>;

/** To be taken just before a request is sent. */
export function beginRead(reader: Pick<Reader, 'now' | 'cache'>): ReadMoment {
  return { readAt: nowSeconds(reader), readOrder: reader.cache.nextReadOrder() };
}

/** Writes bytes that were asked for at that moment; the buffer is gone afterwards. */
export async function writeBytes(
  reader: Reader,
  kind: CachedKind,
  read: ReadMoment & { bytes: Uint8Array<ArrayBuffer> },
  also?: WrittenWithPage,
): Promise<PageSummary> {
  const page = { workspaceId: reader.workspaceId, kind, ...read };
  const summary = await reader.cache.writePage(also ? { page, with: also } : { page });
  reader.fetched += summary.count;
  return summary;
}
