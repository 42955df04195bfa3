import type { UnixSeconds } from '../../shared/domain/dates.ts';
import type { CollectionRun, CollectionRunItem } from '../../shared/ipc/schemas/payments.ts';
import type { ReminderRun } from '../../shared/ipc/schemas/reminders.ts';

/** What is done with several invoices, one by one: collecting them, or sending reminders of them. */
export type RunKind = 'collect' | 'remind';

/** One invoice of a series as the person saw and confirmed it. */
export type RunItem = CollectionRunItem;

type CollectionRecord = Omit<CollectionRun, 'jobId'>;
type ReminderRecord = Omit<ReminderRun, 'jobId'>;

/** What was done with one invoice of a series; of a collection the attempt says what became of it. */
export interface RunItemOutcome {
  state: 'skipped' | 'tried' | ReminderRun['items'][number]['state'];
  attemptId: string | null;
  refusal: string | null;
  error: string | null;
}

/** Series of actions, kept step by step: a kill leaves behind what was done and what was not. */
export interface RunRecords {
  saveRun(
    input: Pick<CollectionRecord, 'id' | 'createdAt' | 'who' | 'onFailure'> & {
      kind: RunKind;
      items: RunItem[];
    },
  ): Promise<void>;
  saveRunItem(input: RunItemOutcome & { runId: string; position: number }): Promise<void>;
  finishRun(input: { id: string; state: CollectionRun['state']; at: UnixSeconds }): Promise<void>;
  /** Newest first, each with what became of its invoices. */
  listCollectionRuns(input: { limit: number }): Promise<CollectionRecord[]>;
  listReminderRuns(input: { limit: number }): Promise<ReminderRecord[]>;
}
