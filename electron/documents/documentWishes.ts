import type { DocumentRef, PolicyScope } from '../../shared/domain/documents.ts';
import type { CacheReads, DocumentSource } from '../cache/cacheApi.ts';
import type { KeptThing, WorkspaceDatabase } from '../workspaceDatabase/workspaceDatabaseApi.ts';
import type { DocumentFacts } from './documentFacts.ts';

export type WantedKind = 'invoice' | 'creditNote';
const wantedKinds: readonly WantedKind[] = ['invoice', 'creditNote'];

/** A document that is missing or older than its object. */
export type WantedDocument = DocumentSource;

export type Wishes = Record<WantedKind, WantedDocument[]>;

export interface DocumentWishesDeps {
  cache: Pick<CacheReads, 'scanDocumentSources' | 'findDocumentSources'>;
  workspaceDatabase: Pick<WorkspaceDatabase, 'listDocumentStates' | 'noteCompared' | 'listKept'>;
  findFacts(ref: DocumentRef): Promise<DocumentFacts | null>;
}

interface WishInput {
  workspaceId: string;
  /** Null where only kept documents are wanted. */
  scope: PolicyScope | null;
  signal: AbortSignal;
}

/**
 * Which documents of a workspace are wanted but missing or out of date, open invoices first, then newest first. Costs no
 * request: it compares the cache with the document index.
 */
export async function listWishes(deps: DocumentWishesDeps, input: WishInput): Promise<Wishes> {
  const kept = await deps.workspaceDatabase.listKept({ workspaceId: input.workspaceId });
  const wishes: Wishes = { invoice: [], creditNote: [] };
  for (const kind of wantedKinds) {
    const found = new Map<string, WantedDocument>();
    for await (const sources of readSources(deps, input, kind, kept)) {
      for (const source of await pickOutdated(deps, input.workspaceId, kind, sources))
        found.set(source.id, source);
      if (input.signal.aborted) break;
    }
    wishes[kind] = [...found.values()].toSorted(byUse);
  }
  return wishes;
}

function byUse(left: DocumentSource, right: DocumentSource): number {
  return Number(right.isOpen) - Number(left.isOpen) || right.created - left.created;
}

async function* readSources(
  { cache }: DocumentWishesDeps,
  { workspaceId, scope }: WishInput,
  kind: WantedKind,
  kept: readonly KeptThing[],
): AsyncGenerator<DocumentSource[]> {
  const ids = kept.flatMap(({ scope: keptScope, id }) => (keptScope === 'invoice' ? [id] : []));
  if (kind === 'invoice') yield await cache.findDocumentSources({ workspaceId, kind, ids });
  for (const { scope: keptScope, id } of kept)
    if (keptScope === 'customer')
      yield await cache.findDocumentSources({ workspaceId, kind, customerId: id });
  if (scope === null) return;
  let after: string | null = null;
  do {
    const page: Awaited<ReturnType<CacheReads['scanDocumentSources']>> = await cache.scanDocumentSources({
      workspaceId,
      kind,
      scope,
      after,
    });
    yield page.sources;
    after = page.next;
  } while (after !== null);
}

/** Those of which nothing, or another version, is stored. The same read is compared once. */
async function pickOutdated(
  { workspaceDatabase, findFacts }: DocumentWishesDeps,
  workspaceId: string,
  kind: WantedKind,
  sources: readonly DocumentSource[],
): Promise<DocumentSource[]> {
  const objectIds = sources.map(({ id }) => id);
  const states = await workspaceDatabase.listDocumentStates({ workspaceId, kind, objectIds });
  const stored = new Map(states.map((state) => [state.objectId, state]));
  const outdated: DocumentSource[] = [];
  const same: { objectId: string; read: string }[] = [];
  for (const source of sources) {
    const state = stored.get(source.id);
    if (state?.comparedRead === source.read) continue;
    const facts = state ? await findFacts({ workspaceId, kind, objectId: source.id }) : null;
    if (state && facts?.version === state.version) same.push({ objectId: source.id, read: source.read });
    else outdated.push(source);
  }
  if (same.length > 0) await workspaceDatabase.noteCompared({ workspaceId, kind, objects: same });
  return outdated;
}
