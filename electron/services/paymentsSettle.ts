import {
  expectClearing,
  findTraceOf,
  isLongAgo,
  judgeDebit,
  notCollected,
} from '../../shared/domain/collecting.ts';
import type { AttemptVerdict } from '../../shared/domain/collecting.ts';
import { toDecimalString } from '../../shared/domain/money.ts';
import { AppError, isAppError } from '../../shared/errors/appError.ts';
import type { AuditEntry } from '../../shared/ipc/schemas/audit.ts';
import type { PaymentAttempt } from '../../shared/ipc/schemas/payments.ts';
import type { CacheReads } from '../cache/cacheApi.ts';
import type { AttemptRecord } from '../workspaceDatabase/paymentRecords.ts';
import type { WorkspaceDatabase } from '../workspaceDatabase/workspaceDatabaseApi.ts';
import { parseCached } from './cachedObjects.ts';
import { readLiveInvoice } from './paymentsLive.ts';
import type { InvoiceRef, LiveReadDeps } from './paymentsLive.ts';

export interface SettleDeps extends LiveReadDeps {
  cache: Pick<CacheReads, 'findObject'>;
  workspaceDatabase: Pick<WorkspaceDatabase, 'listAttempts' | 'findAttempt' | 'settleAttempt'>;
  /** Reads again what the page of an invoice, or of a customer, shows. */
  refreshInvoice: (workspaceId: string, invoiceId: string) => Promise<void>;
  refreshCustomer: (workspaceId: string, customerId: string) => Promise<void>;
}

const outcomes: Record<AttemptVerdict['state'], AuditEntry['outcome']> = {
  sending: 'pending',
  unknown: 'unknown',
  paid: 'done',
  processing: 'done',
  declined: 'refused',
  authentication_required: 'refused',
  refused: 'refused',
  failed: 'refused',
  notCollected: 'refused',
};

/** What the audit log says of an attempt besides its outcome. */
export function toAuditAfter(
  attempt: Pick<AttemptRecord, 'invoiceId' | 'invoiceNumber' | 'amount' | 'currency' | 'methodLabel'>,
  verdict: AttemptVerdict | null,
): AuditEntry['after'] {
  const reason = verdict && (verdict.declineCode ?? verdict.code);
  return {
    invoice: attempt.invoiceNumber ?? attempt.invoiceId,
    amount: `${toDecimalString(attempt)} ${attempt.currency.toUpperCase()}`,
    paymentMethod: attempt.methodLabel,
    ...(verdict ? { collection: verdict.state } : {}),
    ...(reason ? { reason } : {}),
  };
}

/** Writes what became of an attempt, to the attempt and to the audit log in one. */
export async function settleWith(
  { workspaceDatabase, now }: Pick<SettleDeps, 'workspaceDatabase' | 'now'>,
  attempt: AttemptRecord,
  verdict: AttemptVerdict,
  requestId: string | null,
): Promise<AttemptRecord> {
  await workspaceDatabase.settleAttempt({
    id: attempt.id,
    verdict,
    at: now(),
    outcome: outcomes[verdict.state],
    requestId,
    after: toAuditAfter(attempt, verdict),
  });
  return demandAttempt({ workspaceDatabase }, attempt.id);
}

/** An attempt by its id. *Errors*: `not_found`. */
export async function demandAttempt(
  { workspaceDatabase }: { workspaceDatabase: Pick<WorkspaceDatabase, 'findAttempt'> },
  id: string,
): Promise<AttemptRecord> {
  const attempt = await workspaceDatabase.findAttempt({ id });
  if (!attempt)
    throw new AppError('not_found', 'This attempt to collect is not known on this computer.', {
      details: { attemptId: id },
    });
  return attempt;
}

/**
 * Looks at Stripe what became of an attempt whose answer never came, or of a debit in progress. Nothing is sent again:
 * a payment happens only while a person is there to see it.
 */
export async function settleByReading(deps: SettleDeps, attempt: AttemptRecord): Promise<AttemptRecord> {
  if (attempt.state !== 'unknown' && attempt.state !== 'processing') return attempt;
  const gateway = await deps.gateways.of(attempt.workspaceId);
  const invoice = await readLiveInvoice(gateway, attempt.invoiceId);
  const found = attempt.state === 'processing' ? judgeDebit(invoice) : findTraceOf(invoice, attempt.baseline);
  const isGivenUp = attempt.state === 'unknown' && isLongAgo(attempt.startedAt, deps.now());
  const verdict = found ?? (isGivenUp ? notCollected : null);
  if (!verdict) return attempt;
  const settled = await settleWith(deps, attempt, verdict, null);
  await refreshShown(deps, attempt);
  return settled;
}

/** Reads again what screens show of an invoice and its customer; what fails now is made good by the next catch-up. */
export async function refreshShown(
  { refreshInvoice, refreshCustomer }: Pick<SettleDeps, 'refreshInvoice' | 'refreshCustomer'>,
  { workspaceId, invoiceId, customerId }: InvoiceRef & { customerId: string | null },
): Promise<void> {
  await Promise.allSettled([
    refreshInvoice(workspaceId, invoiceId),
    ...(customerId === null ? [] : [refreshCustomer(workspaceId, customerId)]),
  ]);
}

/** Settles what is still open about an invoice before anything else is done with it. */
export async function settleOpenAttempts(deps: SettleDeps, ref: InvoiceRef): Promise<void> {
  const { rows } = await deps.workspaceDatabase.listAttempts({
    workspaceIds: [ref.workspaceId],
    invoiceId: ref.invoiceId,
    customerId: null,
    unsettled: true,
    offset: 0,
    limit: 100,
  });
  for (const attempt of rows) await settleByReading(deps, attempt);
}

/** An attempt as screens show it. */
export function toPaymentAttempt(record: AttemptRecord): PaymentAttempt {
  const { baseline: _baseline, ...attempt } = record;
  const isUnderWay = attempt.state === 'processing';
  return {
    ...attempt,
    clearing: isUnderWay ? expectClearing(attempt.methodType, attempt.startedAt) : null,
  };
}

export interface AttemptFollower {
  /** Looks after what is unsettled in an account; looks that overlap become one. */
  follow(workspaceId: string): void;
  /** Waits for the look that is under way: before the databases close. */
  idle(): Promise<void>;
}

const mostFollowed = 500;

/**
 * Follows attempts without an answer and debits in progress: at start, when Stripe can be reached again, and whenever a
 * catch-up read their invoice again.
 */
export function createAttemptFollower(
  deps: SettleDeps & { onError: (error: unknown) => void },
): AttemptFollower {
  const running = new Map<string, Promise<void>>();
  const askedAgain = new Set<string>();
  /** The read of the invoice at which a debit was last looked at: without a newer one there is nothing new. */
  const lookedAt = new Map<string, number>();

  async function isWorthALook(attempt: AttemptRecord): Promise<boolean> {
    if (attempt.state === 'unknown') return true;
    const { workspaceId, invoiceId } = attempt;
    const cached = await deps.cache.findObject({ workspaceId, kind: 'invoice', id: invoiceId });
    if (!cached || lookedAt.get(attempt.id) === cached.readAt) return false;
    lookedAt.set(attempt.id, cached.readAt);
    return parseCached('invoice', cached).status !== 'open' || cached.readAt > (attempt.settledAt ?? 0);
  }

  async function look(workspaceId: string): Promise<void> {
    const filter = { invoiceId: null, customerId: null, unsettled: true, offset: 0, limit: mostFollowed };
    const { rows } = await deps.workspaceDatabase.listAttempts({ ...filter, workspaceIds: [workspaceId] });
    for (const attempt of rows) if (await isWorthALook(attempt)) await settleByReading(deps, attempt);
  }

  async function lookUntilQuiet(workspaceId: string): Promise<void> {
    do {
      askedAgain.delete(workspaceId);
      try {
        await look(workspaceId);
      } catch (error) {
        // Offline, a revoked key: the next occasion comes by itself.
        if (!isAppError(error)) deps.onError(error);
      }
    } while (askedAgain.has(workspaceId));
    running.delete(workspaceId);
  }

  return {
    follow(workspaceId) {
      if (running.has(workspaceId)) askedAgain.add(workspaceId);
      else running.set(workspaceId, lookUntilQuiet(workspaceId));
    },
    async idle() {
      askedAgain.clear();
      await Promise.all(running.values());
    },
  };
}
