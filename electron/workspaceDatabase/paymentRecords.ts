import type { AttemptBaseline, AttemptVerdict } from '../../shared/domain/collecting.ts';
import type { UnixSeconds } from '../../shared/domain/dates.ts';
import type { AuditEntry } from '../../shared/ipc/schemas/audit.ts';
import type { AttemptFilter, PaymentAttempt } from '../../shared/ipc/schemas/payments.ts';
import type { NewAuditEntry } from './workspaceDatabaseApi.ts';

/** An attempt to collect an invoice as it is kept; its id is part of the idempotency key. */
export interface AttemptRecord extends Omit<PaymentAttempt, 'clearing'> {
  baseline: AttemptBaseline;
}
export type NewAttempt = Omit<
  AttemptRecord,
  'state' | 'settledAt' | 'code' | 'declineCode' | 'adviceCode' | 'requestId'
>;

/** A write that was recorded and whose answer is not known yet. */
export interface RecordedAction {
  id: string;
  workspaceId: string;
  kind: string;
  createdAt: UnixSeconds;
}

interface Settlement {
  id: string;
  outcome: AuditEntry['outcome'];
  requestId: string | null;
  /** Replaces what the entry says was to be changed, where the answer says more. */
  after?: AuditEntry['after'];
}

/** Writes to Stripe that are recorded before they leave, and what is kept about payments. */
export interface PaymentRecords {
  /**
   * Before sending, in one transaction: the audit entry as `pending`, the action whose id is the idempotency key, and
   * for a payment its attempt. *Errors*: `collection_refused` while another attempt for the invoice has no answer.
   */
  beginAction(input: { action: RecordedAction; audit: NewAuditEntry; attempt?: NewAttempt }): Promise<void>;
  /** After the answer, in one transaction: the audit entry gets its outcome and the action is forgotten, unless it is unknown. */
  settleAction(input: Settlement): Promise<void>;
  /** The same for a payment; an attempt of unknown outcome keeps its action. Also for what becomes known later. */
  settleAttempt(input: Settlement & { verdict: AttemptVerdict; at: UnixSeconds }): Promise<void>;
  listAttempts(input: AttemptFilter): Promise<{ rows: AttemptRecord[]; total: number }>;
  findAttempt(input: { id: string }): Promise<AttemptRecord | null>;
}
