import { AppError } from '../../shared/errors/appError.ts';
import { rateLimitReasons, type RateLimiter, type RateLimitReason } from './rateLimiter.ts';
import type { RequestRecord } from './requestRecord.ts';
import type { RightsMemory } from './rightsMemory.ts';
import { refusalOf } from './toAppError.ts';

export interface RawAnswer {
  status: number;
  headers: Headers;
  bytes: Uint8Array<ArrayBuffer>;
}

/** Why asking again may help, which also decides how long to wait and how often to try. */
export type BusyCause =
  /** Too many per second: the limiter holds the next request back by itself. */
  | 'rate'
  /** Too many at the same time. */
  | 'concurrency'
  /** Somebody else is changing the same object at this moment. */
  | 'lock'
  /** This one object was changed too often; all others are free. */
  | 'resource'
  /** A right seems to be missing; once is no proof. */
  | 'forbidden'
  /** Stripe itself, or something before it, has trouble. */
  | 'trouble';

export type Verdict =
  | { kind: 'final'; answer: RawAnswer }
  | { kind: 'failed'; error: AppError; tooBig: boolean }
  | { kind: 'busy'; answer: RawAnswer; cause: BusyCause };

export interface JudgeDeps {
  limiter: Pick<RateLimiter, 'slowDown' | 'succeeded'>;
  rights: RightsMemory;
  record: RequestRecord;
}

/** Whether an answer is final, or what may be hoped for from asking again. */
export function judgeAnswer(
  { limiter, rights, record }: JudgeDeps,
  { endpoint, url }: { endpoint: string; url: string },
  answer: RawAnswer,
): Verdict {
  const { status, headers, bytes } = answer;
  if (status >= 200 && status < 300) {
    limiter.succeeded(endpoint);
    rights.noteGranted(endpoint, url);
    if (isWholeObject(bytes, headers)) return { kind: 'final', answer };
    const requestId = headers.get('request-id');
    record.noteTrouble({ endpoint, status, code: 'cut_off', requestId });
    return { kind: 'failed', error: cutOff(requestId), tooBig: true };
  }
  const refusal = refusalOf(status, headers, bytes);
  const code =
    refusal.rateLimitReason ?? refusal.code ?? (status === 403 ? 'permission_missing' : `http_${status}`);
  record.noteTrouble({ endpoint, status, code, requestId: refusal.requestId });
  if (status === 403) {
    const isBelieved = rights.isRefused(endpoint, url);
    return isBelieved ? { kind: 'final', answer } : { kind: 'busy', answer, cause: 'forbidden' };
  }
  const shouldRetry = headers.get('stripe-should-retry');
  if (shouldRetry === 'false') return { kind: 'final', answer };
  if (status === 429)
    return {
      kind: 'busy',
      answer,
      cause: slowDown(limiter, endpoint, refusal.rateLimitReason, refusal.code),
    };
  const isTrouble = status === 409 || status >= 500 || shouldRetry === 'true';
  return isTrouble ? { kind: 'busy', answer, cause: 'trouble' } : { kind: 'final', answer };
}

/** STRIPE: a locked object comes as 429 without a reason and says nothing about the account. */
function slowDown(
  limiter: Pick<RateLimiter, 'slowDown'>,
  endpoint: string,
  reason: string | null,
  code: string | null,
): BusyCause {
  if (reason === 'resource-specific') return 'resource';
  if (reason === null && code === 'lock_timeout') return 'lock';
  const known: RateLimitReason = rateLimitReasons.find((other) => other === reason) ?? 'endpoint-rate';
  limiter.slowDown(endpoint, known);
  return known.endsWith('rate') ? 'rate' : 'concurrency';
}

/** Stripe answered, but only the beginning of it arrived: unlike no answer at all that says nothing against the network. */
export function cutOff(requestId: string | null): AppError {
  return new AppError('stripe_unavailable', 'The answer of Stripe was cut off on the way.', {
    reference: requestId,
    details: { cutOff: true },
  });
}

const openBrace = 0x7b;
const closeBrace = 0x7d;
const lastWhiteSpace = 0x20;

/** Whether a body is whole, without parsing it: it is one JSON object from the first to the last character. */
function isWholeObject(bytes: Uint8Array, headers: Headers): boolean {
  const announced = headers.get('content-length');
  const plain = (headers.get('content-encoding') ?? 'identity') === 'identity';
  if (announced !== null && plain && Number(announced) !== bytes.length) return false;
  let end = bytes.length - 1;
  while (end > 0 && (bytes[end] ?? 0) <= lastWhiteSpace) end -= 1;
  return bytes[0] === openBrace && bytes[end] === closeBrace;
}
