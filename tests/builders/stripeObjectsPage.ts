import type { CachedKind, RawPage } from '../../electron/cache/cacheApi.ts';
import { someMoment } from './stripeObjects.ts';

/** A Stripe list as it comes over the wire. */
export function listBytes(objects: readonly object[], hasMore = false): Uint8Array<ArrayBuffer> {
  return new TextEncoder().encode(
    JSON.stringify({ object: 'list', data: objects, has_more: hasMore, url: '/v1/list' }, null, 2),
  );
}

/** A page as the sync hands it to the cache; read one minute after everything in it was created, pages read later after it. */
export function aPage(
  kind: CachedKind,
  objects: readonly object[],
  changes: Partial<Omit<RawPage, 'bytes'>> & { hasMore?: boolean } = {},
): RawPage {
  const { hasMore = false, workspaceId = 'ws_nl', readAt = someMoment + 60 } = changes;
  const { readOrder = readAt } = changes;
  return { workspaceId, kind, readAt, readOrder, bytes: listBytes(objects, hasMore) };
}
