import type { UnixSeconds } from '../../shared/domain/dates.ts';
import type { CustomerEdit } from '../../shared/domain/pendingEdits.ts';
import type { PendingEdit } from '../workspaceDatabase/pendingEdit.ts';
import type { WorkspaceDatabase } from '../workspaceDatabase/workspaceDatabaseApi.ts';
import { contentOfStep, contentsOfEdit } from './editAudit.ts';
import { saveAligned } from './sendEdit.ts';

export interface EditKeeperDeps {
  workspaceDatabase: Pick<WorkspaceDatabase, 'savePendingEdit' | 'deletePendingEdit'>;
  /** OS account and display name of the person. */
  who: () => string;
  now: () => UnixSeconds;
  newId: () => string;
}

export interface EditToKeep {
  former: PendingEdit | null;
  workspaceId: string;
  customerId: string;
  customerName: string | null;
  edit: CustomerEdit;
  state: 'sending' | 'waiting';
}

/** Keeps what somebody wants of a customer, in the place of what they wanted before; the audit log says so. */
export function keepEdit(
  { workspaceDatabase, who, now, newId }: EditKeeperDeps,
  { former, workspaceId, customerId, customerName, edit, state }: EditToKeep,
): Promise<PendingEdit> {
  const at = now();
  const inFlight = former?.inFlight ?? null;
  const kept: PendingEdit = {
    id: newId(),
    workspaceId,
    customerId,
    customerName,
    who: who(),
    createdAt: former?.createdAt ?? at,
    updatedAt: at,
    // A request without an answer stays one, whatever is wanted now.
    state: inFlight && state === 'waiting' ? 'unknown' : state,
    edit,
    conflicts: [],
    problem: null,
    triedAt: former?.triedAt ?? null,
    inFlight,
    audit: former?.audit ?? [],
  };
  const contents = [...contentsOfEdit(edit), ...(inFlight ? [contentOfStep(inFlight.step)] : [])];
  return saveAligned({ workspaceDatabase }, kept, dedupe(contents), 'replaced');
}

function dedupe<Content>(contents: readonly Content[]): Content[] {
  const texts = contents.map((content) => JSON.stringify(content));
  return contents.filter((_, index) => texts.indexOf(texts[index] ?? '') === index);
}
