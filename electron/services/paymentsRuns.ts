import type { CollectionRefusal } from '../../shared/domain/collecting.ts';
import { isAppError } from '../../shared/errors/appError.ts';
import type { InputOf } from '../../shared/ipc/contract.ts';
import type { CollectionRun, CollectionRunItem } from '../../shared/ipc/schemas/payments.ts';
import type { WorkspaceDatabase } from '../workspaceDatabase/workspaceDatabaseApi.ts';
import { parseCached } from './cachedObjects.ts';
import { collectInvoice } from './paymentsSend.ts';
import type { CollectDeps } from './paymentsSend.ts';
import { createRunner, messageOf, type RunnerDeps, type Tried } from './runs.ts';

export interface RunDeps extends CollectDeps {
  jobs: RunnerDeps['jobs'];
  workspaceDatabase: CollectDeps['workspaceDatabase'] &
    RunnerDeps['workspaceDatabase'] &
    Pick<WorkspaceDatabase, 'listCollectionRuns'>;
}

export interface CollectionRuns {
  start(input: InputOf<'payments.collectMany'>): Promise<{ jobId: string; runId: string }>;
  list(limit: number): Promise<CollectionRun[]>;
}

/** Collects several invoices, oldest first. */
export function createCollectionRuns(deps: RunDeps): CollectionRuns {
  const runner = createRunner<CollectionRunItem>(deps, {
    kind: 'collect',
    tryItem: (item, { runId }) => tryItem(deps, runId, item),
    stopped: 'Stopped. What was collected so far stays collected.',
  });
  return {
    async start({ items, onFailure }) {
      const { jobId, runId } = await runner.start({ items: await oldestFirst(deps, items), onFailure });
      return { jobId, runId };
    },
    list: async (limit) =>
      (await deps.workspaceDatabase.listCollectionRuns({ limit })).map((run) => ({
        ...run,
        jobId: runner.findJob(run.id),
      })),
  };
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
      isDone: attempt.state === 'paid' || attempt.state === 'processing',
      // Without an answer the next one would most likely get none either, and nobody could tell them apart.
      isHopeless: attempt.state === 'unknown',
    };
  } catch (error) {
    const refusal = refusalOf(error);
    return {
      outcome: {
        state: 'tried',
        attemptId: null,
        refusal,
        error: refusal === null ? messageOf(error) : null,
      },
      isDone: false,
      isHopeless: refusal === null,
    };
  }
}

function refusalOf(error: unknown): CollectionRefusal | null {
  if (!isAppError(error) || error.code !== 'collection_refused') return null;
  return (error.details['reason'] as CollectionRefusal | undefined) ?? null;
}
