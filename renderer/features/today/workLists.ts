import { explainDecline } from '../../../shared/domain/declines.ts';
import type { Money } from '../../../shared/domain/money.ts';
import type { WorklistSection } from '../../../shared/domain/worklist.ts';
import type { InvoiceRow } from '../../../shared/ipc/schemas/invoices.ts';
import type { PaymentAttempt } from '../../../shared/ipc/schemas/payments.ts';
import type { PendingEditRow } from '../../../shared/ipc/schemas/pendingEdits.ts';
import type {
  DebitUnderWay,
  ExpiringCard,
  SuspendedCustomer,
  Today,
} from '../../../shared/ipc/schemas/today.ts';

/** What a row says in small print; the words are the screen's. */
export type WorkDetail =
  | { kind: 'daysLate'; days: number }
  | { kind: 'declined'; days: number; code: string | null }
  | { kind: 'restoring'; number: string | null }
  | { kind: 'clearing'; clearing: DebitUnderWay['clearing']; method: string | null }
  | { kind: 'card'; card: ExpiringCard }
  | { kind: 'vat'; values: string[] }
  | { kind: 'edit'; state: PendingEditRow['state']; fields: number }
  | { kind: 'unknown'; since: number };

/** The one thing to do about a row. */
export type WorkAction =
  | { kind: 'collect'; invoice: InvoiceRow }
  | { kind: 'askForMethod' }
  | { kind: 'settle'; attemptId: string }
  | { kind: 'open' };

/** Where a row leads. */
export type WorkTarget = { kind: 'invoice'; id: string } | { kind: 'customer'; id: string; isEdit: boolean };

/** One thing that waits for a person. */
export interface WorkRow {
  id: string;
  workspaceId: string;
  target: WorkTarget;
  customerId: string | null;
  name: string | null;
  /** Of the invoice, where the row is about one. */
  number: string | null;
  amounts: Money[];
  detail: WorkDetail;
  action: WorkAction;
}

export interface WorkList {
  total: number;
  rows: WorkRow[];
}

/** Declines after which the same method will not do. */
const needsOtherMethod = new Set(['askOtherMethod', 'newMandate', 'updateCard']);

/** The lists of the screen, each row in the same form. */
export function toWorkLists(today: Today): Record<WorklistSection, WorkList> {
  return {
    unknownOutcomes: listOf(today.unknownOutcomes, ofUnknownOutcome),
    failedCollections: listOf(today.failedCollections, ({ invoice, daysLate, declineCode }) => ({
      ...ofInvoice(invoice),
      detail: { kind: 'declined', days: daysLate, code: declineCode },
      action: needsOtherMethod.has(explainDecline(declineCode).advice)
        ? { kind: 'askForMethod' }
        : { kind: 'collect', invoice },
    })),
    suspended: listOf(today.suspended, ofSuspended),
    overdue: listOf(today.overdue, ({ invoice, daysLate }) => ({
      ...ofInvoice(invoice),
      detail: { kind: 'daysLate', days: daysLate },
      action: { kind: 'collect', invoice },
    })),
    debits: listOf(today.debits, ({ invoice, methodLabel, clearing }) => ({
      ...ofInvoice(invoice),
      detail: { kind: 'clearing', clearing, method: methodLabel },
      action: { kind: 'open' },
    })),
    expiringCards: listOf(today.expiringCards, (card) => ({
      ...ofCustomer(card),
      detail: { kind: 'card', card },
      action: { kind: 'askForMethod' },
    })),
    unverifiedVatIds: listOf(today.unverifiedVatIds, (customer) => ({
      ...ofCustomer(customer, true),
      amounts: [],
      detail: { kind: 'vat', values: customer.values },
      action: { kind: 'open' },
    })),
    pendingEdits: listOf(today.pendingEdits, (edit) => ({
      ...ofCustomer({ ...edit, amountRemaining: [] }),
      detail: { kind: 'edit', state: edit.state, fields: edit.changes.length },
      action: { kind: 'open' },
    })),
  };
}

function listOf<Row>(
  { total, rows }: { total: number; rows: Row[] },
  toRow: (row: Row) => WorkRow,
): WorkList {
  return { total, rows: rows.map(toRow) };
}

type Subject = Omit<WorkRow, 'detail' | 'action'>;

function ofInvoice({
  id,
  workspaceId,
  customerId,
  customerName,
  number,
  amountRemaining,
  currency,
}: InvoiceRow): Subject {
  return {
    id,
    workspaceId,
    target: { kind: 'invoice', id },
    customerId,
    name: customerName,
    number: number ?? id,
    amounts: [{ amount: amountRemaining, currency }],
  };
}

function ofCustomer(
  customer: {
    workspaceId: string;
    customerId: string;
    customerName: string | null;
    amountRemaining: Money[];
  },
  isEdit = false,
): Subject {
  const { workspaceId, customerId, customerName, amountRemaining } = customer;
  return {
    id: customerId,
    workspaceId,
    target: { kind: 'customer', id: customerId, isEdit },
    customerId,
    name: customerName,
    number: null,
    amounts: amountRemaining,
  };
}

function ofSuspended(customer: SuspendedCustomer): WorkRow {
  const { restoring } = customer;
  return {
    ...ofCustomer(customer),
    detail: { kind: 'restoring', number: restoring ? (restoring.number ?? restoring.id) : null },
    action: restoring?.status === 'open' ? { kind: 'collect', invoice: restoring } : { kind: 'open' },
  };
}

function ofUnknownOutcome(attempt: PaymentAttempt): WorkRow {
  const { id, workspaceId, invoiceId, invoiceNumber, customerId, customerName, amount, currency } = attempt;
  return {
    id,
    workspaceId,
    target: { kind: 'invoice', id: invoiceId },
    customerId,
    name: customerName,
    number: invoiceNumber ?? invoiceId,
    amounts: [{ amount, currency }],
    detail: { kind: 'unknown', since: attempt.startedAt },
    action: { kind: 'settle', attemptId: id },
  };
}
