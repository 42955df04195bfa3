import type { Handlers, InputOf, OutputOf } from '../../shared/ipc/contract.ts';
import { listEditChanges } from '../../shared/domain/pendingEdits.ts';
import {
  AppError,
  isAppError,
  type AppErrorCode,
  type AppErrorPayload,
} from '../../shared/errors/appError.ts';
import type { PendingEditRow } from '../../shared/ipc/schemas/pendingEdits.ts';
import type { CacheReads } from '../cache/cacheApi.ts';
import type { Turns } from '../stripe/inTurn.ts';
import type { PendingEdit } from '../workspaceDatabase/pendingEdit.ts';
import type { WorkspaceDatabase } from '../workspaceDatabase/workspaceDatabaseApi.ts';
import type { Connectivity } from './connectivity.ts';
import { readLiveSnapshot, type CustomerRef } from './customerSnapshot.ts';
import { settleAll, withOutcomes } from './editAudit.ts';
import { isUnreachable, isUnreachableCode, toProblem } from './editErrors.ts';
import { followVerification } from './followVerification.ts';
import { createRepeatedSending } from './repeatedSending.ts';
import { sendEdit, type EditSenderDeps } from './sendEdit.ts';

export type PendingEditHandlers = Pick<
  Handlers,
  'pendingEdits.list' | 'pendingEdits.send' | 'pendingEdits.withdraw'
>;

export interface PendingEditDeps extends EditSenderDeps {
  cache: Pick<CacheReads, 'listObjects'>;
  workspaceDatabase: WorkspaceDatabase;
  connectivity: Pick<Connectivity, 'isOffline' | 'onBack'>;
  /** What concerns one customer runs one after the other: nothing is sent while it is being edited or withdrawn. */
  inTurn: Turns;
  /** Reads the customer again from Stripe into the cache. */
  refreshCustomer: (workspaceId: string, customerId: string) => Promise<void>;
  /** Resolves after that long; never keeps the process alive. */
  pause: (ms: number) => Promise<void>;
  /** Says what went wrong; the unexpected goes to the log with an incident id. */
  toErrorPayload: (error: unknown) => AppErrorPayload;
}

export interface PendingEdits {
  handlers: PendingEditHandlers;
  /** Sends what waits now, whenever Stripe is back, and again while an attempt did not succeed. */
  begin(): void;
  /** An edit was kept: where nothing tells that Stripe is back, it is tried again before long. */
  noteKept(): void;
  /** A key was entered or may do more: what waits for that is tried again. */
  noteMoreRights(): void;
  /** Gives up everything that waits for an account that is being disconnected. */
  forget(workspaceId: string): Promise<void>;
  close(): Promise<void>;
}

/** A refusal that a new key or right may have ended: tried again by itself. */
const passingRefusals: ReadonlySet<AppErrorCode> = new Set([
  'key_invalid',
  'key_expired',
  'key_missing',
  'permission_missing',
]);

const everything = { workspaceId: null, customerId: null };

/** The queue in which everything about one customer waits for its turn. */
export function turnOf({ workspaceId, customerId }: CustomerRef): string {
  return `${workspaceId} ${customerId}`;
}

/** Makes the keeper of edits that Stripe does not have yet. */
export function createPendingEdits(deps: PendingEditDeps): PendingEdits {
  const { workspaceDatabase, connectivity, inTurn } = deps;
  const background = createRepeatedSending({
    ...deps,
    /** Whether something is left that goes by itself, and for which nothing tells that Stripe is back. */
    async send() {
      const { left } = await sendAll(deps, everything, { onlyByItself: true });
      return left.some(
        ({ state, workspaceId }) =>
          (state === 'waiting' || state === 'unknown') && !connectivity.isOffline(workspaceId),
      );
    },
  });
  return {
    handlers: {
      'pendingEdits.list': async (input) => (await workspaceDatabase.listPendingEdits(input)).flatMap(toRow),
      'pendingEdits.send': async (input) => {
        const { sent, left } = await sendAll(deps, input, { onlyByItself: false });
        return { sent, left: left.flatMap(toRow) };
      },
      'pendingEdits.withdraw': (input) => inTurn(turnOf(input), () => withdraw(deps, input)),
    },
    begin: background.begin,
    noteKept: background.sendLater,
    noteMoreRights: background.sendNow,
    async forget(workspaceId) {
      for (const edit of await workspaceDatabase.listPendingEdits({ workspaceIds: [workspaceId] }))
        await inTurn(turnOf(edit), () => withdraw(deps, edit));
    },
    close: background.close,
  };
}

interface Sent {
  /** Edits of which nothing is left. */
  sent: number;
  left: PendingEdit[];
}

async function sendAll(
  deps: PendingEditDeps,
  { workspaceId, customerId }: InputOf<'pendingEdits.send'>,
  { onlyByItself }: { onlyByItself: boolean },
): Promise<Sent> {
  const workspaceIds = workspaceId === null ? null : [workspaceId];
  const edits = await deps.workspaceDatabase.listPendingEdits({ workspaceIds });
  const result: Sent = { sent: 0, left: [] };
  const unreached = new Set<string>();
  for (const edit of edits) {
    if (customerId !== null && edit.customerId !== customerId) continue;
    if (unreached.has(edit.workspaceId) || (onlyByItself && !goesByItself(deps, edit))) {
      result.left.push(edit);
      continue;
    }
    const left = await deps.inTurn(turnOf(edit), () => settle(deps, edit));
    if (left === null) result.sent += 1;
    else result.left.push(left);
    // One that does not get through speaks for the others of its account.
    if (left?.problem && isUnreachableCode(left.problem.code)) unreached.add(edit.workspaceId);
  }
  return result;
}

function goesByItself({ connectivity }: PendingEditDeps, edit: PendingEdit): boolean {
  if (connectivity.isOffline(edit.workspaceId)) return false;
  if (edit.state === 'refused') return edit.problem !== null && passingRefusals.has(edit.problem.code);
  return edit.state !== 'customerDeleted';
}

/** Compares one edit with the live customer and sends what can be sent; gives what is left of it. */
async function settle(deps: PendingEditDeps, ref: CustomerRef): Promise<PendingEdit | null> {
  const { workspaceId, customerId } = ref;
  const edit = await deps.workspaceDatabase.findPendingEdit({ workspaceId, customerId });
  if (!edit) return null;
  const refresh = (): Promise<void> => deps.refreshCustomer(workspaceId, customerId).catch(() => undefined);
  try {
    const gateway = await deps.gateways.of(workspaceId);
    const live = await readLiveSnapshot(gateway, customerId);
    const { left, sent } = await sendEdit(deps, edit, live);
    await refresh();
    if (sent.some(({ kind }) => kind === 'addTaxId'))
      // Nobody waits for the tax office; a read that fails now is made good by the next catch-up.
      void followVerification(deps, ref).catch(() => undefined);
    return left;
  } catch (error) {
    const left = await noteFailedLook(deps, edit, error);
    if (left.state === 'customerDeleted') await refresh();
    return left;
  }
}

/** The customer could not be looked at, so nothing was sent. */
async function noteFailedLook(
  { workspaceDatabase, now, toErrorPayload }: PendingEditDeps,
  edit: PendingEdit,
  error: unknown,
): Promise<PendingEdit> {
  const problem = isAppError(error) ? toProblem(error) : toErrorPayload(error);
  const tried = { ...edit, problem, triedAt: now() };
  if (isUnreachable(error) || !isAppError(error)) {
    const state = edit.state === 'sending' || edit.state === 'refused' ? 'waiting' : edit.state;
    return workspaceDatabase.savePendingEdit({ edit: { ...tried, state }, append: [], settlements: [] });
  }
  const isGone = error.code === 'customer_deleted' || error.code === 'not_found';
  const settlements = isGone ? settleAll(edit.audit, 'refused', error.reference) : [];
  return workspaceDatabase.savePendingEdit({
    edit: {
      ...tried,
      state: isGone ? 'customerDeleted' : 'refused',
      audit: withOutcomes(edit.audit, settlements),
    },
    append: [],
    settlements,
  });
}

async function withdraw(
  { workspaceDatabase }: PendingEditDeps,
  { workspaceId, customerId }: CustomerRef,
): Promise<OutputOf<'pendingEdits.withdraw'>> {
  const edit = await workspaceDatabase.findPendingEdit({ workspaceId, customerId });
  if (!edit)
    throw new AppError(
      'not_found',
      'No change of this customer is waiting any more: it was sent or withdrawn meanwhile. Nothing was changed now.',
      { details: { customerId } },
    );
  // What Stripe refused stays told as refused, and what may have arrived as unknown.
  const open = edit.audit.filter(({ outcome }) => outcome !== 'unknown');
  const settlements = edit.state === 'customerDeleted' ? [] : settleAll(open, 'withdrawn');
  await workspaceDatabase.deletePendingEdit({ workspaceId, customerId, settlements });
  return { mayHaveArrived: edit.inFlight !== null };
}

/** The edit as screens and the command line show it; a save that is under way is none yet. */
export function toRow(edit: PendingEdit): PendingEditRow[] {
  const { state, inFlight, triedAt, problem, conflicts } = edit;
  if (state === 'sending') return [];
  const { base, baseTaxIds, values, addTaxIds, removeTaxIds } = edit.edit;
  return [
    {
      id: edit.id,
      workspaceId: edit.workspaceId,
      customerId: edit.customerId,
      customerName: edit.customerName,
      who: edit.who,
      createdAt: edit.createdAt,
      updatedAt: edit.updatedAt,
      state,
      changes: listEditChanges(edit.edit),
      conflicts,
      problem,
      triedAt,
      mayHaveArrived: inFlight !== null,
      edit: {
        base,
        baseTaxIds: [...baseTaxIds],
        values,
        addTaxIds: [...addTaxIds],
        removeTaxIds: [...removeTaxIds],
      },
    },
  ];
}
