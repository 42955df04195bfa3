import type { CollectionRefusal } from '../../shared/domain/collecting.ts';
import { AppError, isAppError } from '../../shared/errors/appError.ts';
import type { InputOf } from '../../shared/ipc/contract.ts';
import type { CollectionRun, CollectionRunItem } from '../../shared/ipc/schemas/payments.ts';
import type { WorkspaceDatabase } from '../workspaceDatabase/workspaceDatabaseApi.ts';
import { parseCached } from './cachedObjects.ts';
import type { JobControl, Jobs } from './jobs.ts';
import { collectInvoice } from './paymentsSend.ts';
import type { CollectDeps } from './paymentsSend.ts';

export interface RunDeps extends CollectDeps {
  jobs: Pick<Jobs, 'start'>;
  workspaceDatabase: CollectDeps['workspaceDatabase'] &
    Pick<WorkspaceDatabase, 'saveRun' | 'saveRunItem' | 'finishRun' | 'listRuns'>;
}

export interface CollectionRuns {
  start(input: InputOf<'payments.collectMany'>): Promise<{ jobId: string; runId: string }>;
  list(limit: number): Promise<CollectionRun[]>;
}

type ItemOutcome = Pick<
  Parameters<RunDeps['workspaceDatabase']['saveRunItem']>[0],
  'state' | 'attemptId' | 'refusal' | 'error'
>;

/** What one invoice of a run came to: whether money is coming in, and whether going on makes sense. */
interface Tried {
  outcome: ItemOutcome;
  isCollected: boolean;
  isHopeless: boolean;
}

/** Collects several invoices one by one, as a job that can be watched and stopped; every step of it is kept. */
export function createCollectionRuns(deps: RunDeps): CollectionRuns {
  const { workspaceDatabase, jobs, newId, now, who } = deps;
  const jobOfRun = new Map<string, string>();
  return {
    async start({ items, onFailure }) {
      refuseTwice(items);
      const id = newId();
      const ordered = await oldestFirst(deps, items);
      await workspaceDatabase.saveRun({ id, createdAt: now(), who: who(), onFailure, items: ordered });
      const { jobId } = jobs.start('collect', async (control) => {
        await runCollection(deps, { id, items: ordered, onFailure }, control);
        return null;
      });
      jobOfRun.set(id, jobId);
      return { jobId, runId: id };
    },
    list: async (limit) =>
      (await workspaceDatabase.listRuns({ limit })).map((run) => ({
        ...run,
        jobId: jobOfRun.get(run.id) ?? null,
      })),
  };
}

function refuseTwice(items: readonly CollectionRunItem[]): void {
  const keys = new Set(items.map(({ workspaceId, invoiceId }) => `${workspaceId} ${invoiceId}`));
  if (keys.size < items.length)
    throw new AppError('invalid_input', 'An invoice is named twice. Nothing was collected.');
}

async function oldestFirst(
  { cache }: Pick<RunDeps, 'cache'>,
  items: readonly CollectionRunItem[],
): Promise<CollectionRunItem[]> {
  const dated = await Promise.all(
    items.map(async (item) => {
      const { workspaceId, invoiceId } = item;
      const cached = await cache.findObject({ workspaceId, kind: 'invoice', id: invoiceId });
      return { item, createdAt: cached ? parseCached('invoice', cached).created : Infinity };
    }),
  );
  return dated.toSorted((left, right) => left.createdAt - right.createdAt).map(({ item }) => item);
}

interface Run {
  id: string;
  items: readonly CollectionRunItem[];
  onFailure: CollectionRun['onFailure'];
}

async function runCollection(
  deps: RunDeps,
  { id, items, onFailure }: Run,
  { signal, onProgress }: JobControl,
): Promise<void> {
  const { workspaceDatabase, now } = deps;
  onProgress({ done: 0, expected: items.length });
  let state: CollectionRun['state'] = 'done';
  for (const [position, item] of items.entries()) {
    if (signal.aborted) state = 'cancelled';
    if (state !== 'done') {
      await workspaceDatabase.saveRunItem({ runId: id, position, ...skipped });
      continue;
    }
    const { outcome, isCollected, isHopeless } = await tryItem(deps, id, item);
    await workspaceDatabase.saveRunItem({ runId: id, position, ...outcome });
    onProgress({ done: position + 1, expected: items.length });
    if (isHopeless || (!isCollected && onFailure === 'stop')) state = 'stopped';
  }
  await workspaceDatabase.finishRun({ id, state, at: now() });
  if (state === 'cancelled')
    throw new AppError('cancelled', 'Stopped. What was collected so far stays collected.');
}

const skipped: ItemOutcome = { state: 'skipped', attemptId: null, refusal: null, error: null };

async function tryItem(deps: RunDeps, runId: string, item: CollectionRunItem): Promise<Tried> {
  const { workspaceId, invoiceId, amount, currency } = item;
  try {
    const { attempt, refusal } = await collectInvoice(deps, {
      workspaceId,
      invoiceId,
      amount,
      currency,
      runId,
      paymentMethodId: null,
    });
    return {
      outcome: { state: 'tried', attemptId: attempt.id, refusal, error: null },
      isCollected: attempt.state === 'paid' || attempt.state === 'processing',
      // Without an answer the next one would most likely get none either, and nobody could tell them apart.
      isHopeless: attempt.state === 'unknown',
    };
  } catch (error) {
    const refusal = refusalOf(error);
    const message = refusal === null && isAppError(error) ? error.message : null;
    return {
      outcome: {
        state: 'tried',
        attemptId: null,
        refusal,
        error: refusal === null ? (message ?? 'Something went wrong in Kantoor.') : null,
      },
      isCollected: false,
      isHopeless: refusal === null,
    };
  }
}

function refusalOf(error: unknown): CollectionRefusal | null {
  if (!isAppError(error) || error.code !== 'collection_refused') return null;
  return (error.details['reason'] as CollectionRefusal | undefined) ?? null;
}
