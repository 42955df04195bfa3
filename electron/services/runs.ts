import { AppError, isAppError } from '../../shared/errors/appError.ts';
import type { UnixSeconds } from '../../shared/domain/dates.ts';
import type { CollectionRun } from '../../shared/ipc/schemas/payments.ts';
import type { RunItem, RunItemOutcome, RunKind } from '../workspaceDatabase/runRecords.ts';
import type { WorkspaceDatabase } from '../workspaceDatabase/workspaceDatabaseApi.ts';
import type { JobControl, Jobs } from './jobs.ts';

export interface RunnerDeps {
  workspaceDatabase: Pick<WorkspaceDatabase, 'saveRun' | 'saveRunItem' | 'finishRun'>;
  jobs: Pick<Jobs, 'start'>;
  who: () => string;
  now: () => UnixSeconds;
  newId: () => string;
}

/** What one invoice of a run came to: whether it is what was wanted, and whether going on makes sense. */
export interface Tried {
  outcome: RunItemOutcome;
  isDone: boolean;
  isHopeless: boolean;
}

/** Where in which run an item stands. */
export interface RunPlace {
  runId: string;
  position: number;
}

/** A kind of series. */
export interface RunPlan<Item> {
  kind: RunKind;
  tryItem: (item: Item, place: RunPlace) => Promise<Tried>;
  /** Said when somebody stops it: what was done stays done. */
  stopped: string;
}

export interface StartedRun {
  jobId: string;
  runId: string;
  /** For callers that wait. *Errors*: `cancelled`. */
  ended: Promise<unknown>;
}

export interface Runner<Item> {
  start(
    run: { items: readonly Item[]; onFailure: CollectionRun['onFailure'] },
    cancelledBy?: AbortSignal,
  ): Promise<StartedRun>;
  /** The job of a run that this process started. */
  findJob(runId: string): string | null;
}

const skipped: RunItemOutcome = { state: 'skipped', attemptId: null, refusal: null, error: null };

/** Does one thing with several invoices, one by one, as a job that can be watched and stopped; every step of it is kept. */
export function createRunner<Item extends RunItem>(deps: RunnerDeps, plan: RunPlan<Item>): Runner<Item> {
  const { workspaceDatabase, jobs, newId, now, who } = deps;
  const jobOfRun = new Map<string, string>();
  return {
    async start({ items, onFailure }, cancelledBy) {
      refuseTwice(items);
      const id = newId();
      const { kind } = plan;
      await workspaceDatabase.saveRun({
        id,
        kind,
        createdAt: now(),
        who: who(),
        onFailure,
        items: [...items],
      });
      const run = async (control: JobControl): Promise<null> => {
        await tryAll(deps, plan, { id, items, onFailure }, control);
        return null;
      };
      const { jobId, result } = jobs.start(kind, run, cancelledBy);
      jobOfRun.set(id, jobId);
      return { jobId, runId: id, ended: result };
    },
    findJob: (runId) => jobOfRun.get(runId) ?? null,
  };
}

/** The error of a run that names an invoice twice: it would be collected or sent twice. */
function refuseTwice(items: readonly RunItem[]): void {
  const keys = new Set(items.map(({ workspaceId, invoiceId }) => `${workspaceId} ${invoiceId}`));
  if (keys.size < items.length)
    throw new AppError('invalid_input', 'An invoice is named twice. Nothing was done.');
}

interface Run<Item> {
  id: string;
  items: readonly Item[];
  onFailure: CollectionRun['onFailure'];
}

async function tryAll<Item extends RunItem>(
  { workspaceDatabase, now }: RunnerDeps,
  { tryItem, stopped }: RunPlan<Item>,
  { id, items, onFailure }: Run<Item>,
  { signal, onProgress }: JobControl,
): Promise<void> {
  onProgress({ done: 0, expected: items.length });
  let state: CollectionRun['state'] = 'done';
  for (const [position, item] of items.entries()) {
    const place = { runId: id, position };
    if (signal.aborted) state = 'cancelled';
    if (state !== 'done') {
      await workspaceDatabase.saveRunItem({ ...place, ...skipped });
      continue;
    }
    const { outcome, isDone, isHopeless } = await tryItem(item, place);
    await workspaceDatabase.saveRunItem({ ...place, ...outcome });
    onProgress({ done: position + 1, expected: items.length });
    if (isHopeless || (!isDone && onFailure === 'stop')) state = 'stopped';
  }
  await workspaceDatabase.finishRun({ id, state, at: now() });
  if (state === 'cancelled') throw new AppError('cancelled', stopped);
}

/** What a list of results says of an error that is no outcome. */
export function messageOf(error: unknown): string {
  return isAppError(error) ? error.message : 'Something went wrong in Kantoor.';
}
