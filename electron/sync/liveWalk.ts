import { hashOf, comparableFields } from '../cache/comparable.ts';
import type { CachedKind } from '../cache/cacheApi.ts';
import type { ListPath, PageRequest, StripeGateway } from '../stripe/stripeGatewayApi.ts';
import type { ReadKind } from './affectedObjects.ts';
import { isForbidden } from '../../shared/errors/unlessForbidden.ts';
import { listsByKind, type StripeList } from './syncLists.ts';

type Query = PageRequest['params'];

/** An object as Stripe gives it, with all that was asked for along with it. */
export type LiveObject = { id: string } & Record<string, unknown>;

interface LivePage {
  data: LiveObject[];
  has_more: boolean;
}

/** One page of a plain walk, and what it holds in hashes by id. */
export interface WalkedPage {
  kind: ReadKind;
  objects: LiveObject[];
  hashes: { kind: CachedKind; id: string; json: string }[];
}

export interface LiveWalkDeps {
  gateway: StripeGateway;
  signal: AbortSignal;
}

async function readPage({ gateway, signal }: LiveWalkDeps, path: ListPath, params: Query): Promise<LivePage> {
  const bytes = await gateway.readPage({ path, params, priority: 'background', signal });
  return JSON.parse(new TextDecoder().decode(bytes)) as LivePage;
}

/** STRIPE: only the first ten lines come with an invoice. */
async function completeLines(deps: LiveWalkDeps, invoice: LiveObject): Promise<void> {
  const lines = invoice['lines'] as LivePage;
  for (let hasMore = lines.has_more; hasMore; hasMore = lines.has_more) {
    const after = lines.data.at(-1)?.id;
    const page = await readPage(deps, `invoices/${invoice.id}/lines`, {
      limit: 100,
      ...(after === undefined ? {} : { starting_after: after }),
    });
    lines.data.push(...page.data);
    lines.has_more = page.has_more;
  }
}

function hashesOf(kind: CachedKind, objects: readonly LiveObject[]): WalkedPage['hashes'] {
  return objects.map((object) => ({ kind, id: object.id, json: hashOf(comparableFields(kind, object)) }));
}

/** The first page of a list with as much as the key may read along with it. */
async function firstPage(deps: LiveWalkDeps, list: StripeList): Promise<{ page: LivePage; asked: Query }> {
  const [expand = [], ...simpler] = list.expansions;
  const asked = { limit: 100, ...list.params, ...(expand.length > 0 ? { expand } : {}) };
  try {
    return { page: await readPage(deps, list.path, asked), asked };
  } catch (error) {
    if (simpler.length === 0 || !isForbidden(error)) throw error;
    return firstPage(deps, { ...list, expansions: simpler });
  }
}

/**
 * Walks a whole list from its newest to its oldest object, page by page: no windows, no cursor kept, nothing in common
 * with how the sync reads, so that it can prove it. *Errors*: `permission_missing` where the key may not read the list.
 */
export async function* walkLive(deps: LiveWalkDeps, kind: ReadKind): AsyncGenerator<WalkedPage> {
  const list = listsByKind[kind];
  const { page: first, asked } = await firstPage(deps, list);
  let page = first;
  for (;;) {
    if (kind === 'invoice') for (const invoice of page.data) await completeLines(deps, invoice);
    const taxIds = page.data.flatMap((object) => (object['tax_ids'] as LivePage | undefined)?.data ?? []);
    yield { kind, objects: page.data, hashes: [...hashesOf(kind, page.data), ...hashesOf('taxId', taxIds)] };
    const after = page.data.at(-1)?.id;
    if (!page.has_more || after === undefined) return;
    page = await readPage(deps, list.path, { ...asked, starting_after: after });
  }
}
