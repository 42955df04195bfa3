import type { FieldConflict } from '../../shared/domain/customerChanges.ts';
import type { UpdateStep } from '../../shared/domain/customerSteps.ts';
import type { UnixSeconds } from '../../shared/domain/dates.ts';
import type { CustomerEdit, PendingEditState } from '../../shared/domain/pendingEdits.ts';
import type { AppErrorPayload } from '../../shared/errors/appError.ts';
import type { AuditEntry } from '../../shared/ipc/schemas/audit.ts';

/** What an entry of the audit log says that stands for a part of a pending edit. */
export type EditAuditContent = Pick<AuditEntry, 'action' | 'before' | 'after'>;

export interface EditAuditEntry extends EditAuditContent {
  id: number;
  outcome: AuditEntry['outcome'];
}

/** A change of a customer from the moment in which somebody saved it until Stripe has it; one per customer. */
export interface PendingEdit {
  /** New with every edit that a person makes: who edits on top of an older one is noticed. */
  id: string;
  workspaceId: string;
  customerId: string;
  customerName: string | null;
  /** Who edited last. */
  who: string;
  createdAt: UnixSeconds;
  updatedAt: UnixSeconds;
  state: PendingEditState;
  edit: CustomerEdit;
  /** As found at the last comparison with Stripe. */
  conflicts: FieldConflict[];
  /** Why the last attempt did not succeed. */
  problem: Pick<AppErrorPayload, 'code' | 'message' | 'reference' | 'details'> | null;
  triedAt: UnixSeconds | null;
  /** The request that left and whose answer is not known; its action id gives the idempotency key. */
  inFlight: { actionId: string; step: UpdateStep; keyUntil: UnixSeconds } | null;
  audit: EditAuditEntry[];
}

/** A link that settles an entry of the edit. */
export interface EditSettlement {
  id: number;
  outcome: AuditEntry['outcome'];
  requestId: string | null;
}
