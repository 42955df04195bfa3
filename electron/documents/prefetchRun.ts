import type { PolicyScope } from '../../shared/domain/documents.ts';
import type { StripeGateways } from '../stripe/stripeGatewayApi.ts';
import { concernsOneDocument } from './documentTroubles.ts';
import type { Documents } from './documents.ts';
import { listWishes } from './documentWishes.ts';
import type { DocumentWishesDeps, WantedKind } from './documentWishes.ts';
import { readFreshLinks } from './freshLinks.ts';
import type { FreshLink } from './freshLinks.ts';
import { runLimited } from './runLimited.ts';

/** What keeps documents from being fetched ahead; each ends by itself or by what a person does. */
export type PrefetchObstacle = 'offline' | 'export' | 'diskFull' | 'quotaFull' | 'stopped';

export interface PrefetchRunDeps extends DocumentWishesDeps {
  gateways: StripeGateways;
  documents: Pick<Documents, 'ensure'>;
  findObstacle(workspaceId: string): Promise<PrefetchObstacle | null>;
}

export interface PrefetchRunInput {
  workspaceId: string;
  scope: PolicyScope | null;
  signal: AbortSignal;
  /** Documents of these reads could not be had; they are tried again when their object was read again. */
  givenUp: Set<string>;
  onProgress: (progress: { done: number; wanted: number }) => void;
}

export interface PrefetchResult {
  wanted: number;
  done: number;
  failed: number;
  obstacle: PrefetchObstacle | null;
}

/** STRIPE: the limits of the PDF host are not documented (stripe.md §2.8); fewer at a time than an export. */
const downloadsInParallel = 3;

/** Fetches what a workspace wants but does not have, until it is all here or something is in the way. */
export async function fetchWishes(deps: PrefetchRunDeps, input: PrefetchRunInput): Promise<PrefetchResult> {
  const { workspaceId, signal, givenUp, onProgress } = input;
  const wishes = await listWishes(deps, input);
  const kinds: WantedKind[] = ['invoice', 'creditNote'];
  const open = kinds.map((kind) => ({
    kind,
    wanted: wishes[kind].filter(({ id, read }) => !givenUp.has(nameRead(kind, id, read))),
  }));
  const result: PrefetchResult = {
    wanted: open.reduce((sum, { wanted }) => sum + wanted.length, 0),
    done: 0,
    failed: 0,
    obstacle: null,
  };
  const isBlocked = async (): Promise<boolean> => {
    result.obstacle ??= signal.aborted ? 'stopped' : await deps.findObstacle(workspaceId);
    return result.obstacle !== null;
  };
  onProgress(result);
  for (const { kind, wanted } of open) {
    if (wanted.length === 0 || (await isBlocked())) continue;
    const gateway = await deps.gateways.of(workspaceId);
    for await (const links of readFreshLinks({ gateway, kind, signal }, wanted)) {
      await fetchAll(deps, input, { kind, links, result, isBlocked });
      if (await isBlocked()) break;
    }
  }
  return result;
}

function nameRead(kind: WantedKind, id: string, read: string): string {
  return [kind, id, read].join(' ');
}

interface Batch {
  kind: WantedKind;
  links: readonly FreshLink[];
  result: PrefetchResult;
  isBlocked: () => Promise<boolean>;
}

async function fetchAll(
  { documents, workspaceDatabase }: PrefetchRunDeps,
  { workspaceId, signal, givenUp, onProgress }: PrefetchRunInput,
  { kind, links, result, isBlocked }: Batch,
): Promise<void> {
  const objects: { objectId: string; read: string }[] = [];
  const fetchOne = async ({ wanted: { id, read }, live }: FreshLink): Promise<void> => {
    if (await isBlocked()) return;
    try {
      await documents.ensure({ workspaceId, kind, objectId: id }, { priority: 'background', signal, live });
      objects.push({ objectId: id, read });
      result.done += 1;
    } catch (error) {
      if (!concernsOneDocument(error)) throw error;
      givenUp.add(nameRead(kind, id, read));
      result.failed += 1;
    }
    onProgress(result);
  };
  try {
    await runLimited(links, downloadsInParallel, fetchOne);
  } finally {
    if (objects.length > 0) await workspaceDatabase.noteCompared({ workspaceId, kind, objects });
  }
}
