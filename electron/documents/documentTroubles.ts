import { isAppError } from '../../shared/errors/appError.ts';
import type { AppErrorCode } from '../../shared/errors/appError.ts';

const ofOneDocument: ReadonlySet<AppErrorCode> = new Set([
  'document_none',
  'document_link_expired',
  'document_invalid',
  'not_found',
  'stripe_refused',
  'path_exists',
]);

const passing: ReadonlySet<AppErrorCode> = new Set([
  'rate_limited',
  'timeout',
  'stripe_unavailable',
  'offline',
]);

/** Whether a trouble concerns one document, so that the others can go on. */
export function concernsOneDocument(error: unknown): boolean {
  return isAppError(error) && ofOneDocument.has(error.code);
}

/** Whether a trouble passes by itself, so that asking again makes sense. */
export function isPassing(error: unknown): boolean {
  return isAppError(error) && passing.has(error.code);
}
