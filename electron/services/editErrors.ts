import { AppError, isAppError, type AppErrorCode } from '../../shared/errors/appError.ts';
import type { PendingEdit } from '../workspaceDatabase/pendingEdit.ts';

/** Stripe was not reached, or said that it did nothing for now: the edit waits and is sent later. */
const unreachable: ReadonlySet<AppErrorCode> = new Set([
  'offline',
  'timeout',
  'stripe_unavailable',
  'rate_limited',
  'proxy_authentication',
  'certificate_untrusted',
]);

/** Errors of a request that left after which Stripe may or may not have done it. */
const undecided: ReadonlySet<AppErrorCode> = new Set([
  'offline',
  'timeout',
  'stripe_unavailable',
  'internal',
]);

/** Whether a request failed because Stripe cannot be reached now; asked of reads, which change nothing. */
export function isUnreachable(error: unknown): error is AppError {
  return isAppError(error) && isUnreachableCode(error.code);
}

/** Whether a failure says that Stripe cannot be reached now. */
export function isUnreachableCode(code: AppErrorCode): boolean {
  return unreachable.has(code);
}

/** How a write ended that did not succeed. */
export function judgeWrite(error: unknown): 'undecided' | 'notNow' | 'refused' {
  if (!isAppError(error) || undecided.has(error.code)) return 'undecided';
  return unreachable.has(error.code) ? 'notNow' : 'refused';
}

/** Whether Stripe answered that it failed: it keeps that answer under the request's key (stripe.md §1.7). */
export function hasFailedAnswer(error: unknown): boolean {
  return isAppError(error) && error.code === 'stripe_unavailable' && error.details['status'] !== undefined;
}

/** The failure as it is kept with an edit. */
export function toProblem(error: unknown): NonNullable<PendingEdit['problem']> {
  if (!isAppError(error)) return { code: 'internal', message: String(error), reference: null, details: {} };
  const { code, message, reference, details } = error;
  return { code, message, reference, details };
}

/** What is told when an answer is missing: the edit is kept and settled by looking again. */
export function outcomeUnknown(error: unknown, failed: string): AppError {
  const reference = isAppError(error) ? error.reference : null;
  return new AppError(
    'outcome_unknown',
    `Whether Stripe saved ${failed} is not known yet: no answer came. The change is kept; Kantoor looks again when Stripe can be reached and sends only what is not there. Do not enter it again.`,
    { reference, details: { failed }, cause: error },
  );
}
