import { setTimeout as sleep } from 'node:timers/promises';
import { AppError } from '../../shared/errors/appError.ts';
import { backOffMs, type BackOff } from './pacer.ts';
import type { RateLimiter, RequestSlot } from './rateLimiter.ts';
import type { Priority } from './stripeGatewayApi.ts';
import type { StripeLink } from './stripeLink.ts';
import { toNetworkError } from './toNetworkError.ts';

export type Fetch = (url: string, init: RequestInit) => Promise<Response>;

export interface TransportRequest {
  method: string;
  url: string;
  headers: Record<string, string>;
  body?: string;
  priority: Priority;
  signal?: AbortSignal;
  /** Gives the URL to ask instead after an answer that was cut off or too slow, e.g. with a smaller page. */
  smallerUrl?: (failures: number) => string;
}

export interface TransportAnswer {
  status: number;
  headers: Headers;
  bytes: Uint8Array<ArrayBuffer>;
  attempts: number;
}

export interface TransportDeps {
  fetch: Fetch;
  limiter: RateLimiter;
  link: StripeLink;
  backOff: BackOff;
  timeoutMs: number;
  stats: { requests: number; retries: number };
}

export interface StripeTransport {
  /** Sends a request and repeats it where that is safe and may help; every final answer is given back as it is. */
  send(request: TransportRequest): Promise<TransportAnswer>;
}

/** Being busy is not a failure: a backfill waits much longer for its turn than for a server that is down. */
const maxFailures = 3;
const maxBusyAnswers = 12;
/** A request without an answer for so long may mean that the network is gone; Chromium itself waits for minutes. */
const silenceMs = 5000;

/** Ids in a path carry capitals or digits, names of collections do not; `v1` is the one exception. */
const idSegment = /[A-Z0-9]/;

/** Method and path without ids: what Stripe's limits count as one endpoint. */
export function endpointOf(method: string, url: string): string {
  const segments = new URL(url).pathname.split('/').slice(2);
  return `${method} ${segments.map((segment) => (idSegment.test(segment) ? ':id' : segment)).join('/')}`;
}

/** Writes to one customer run one after the other: Stripe locks the objects. */
function serialKeyOf(method: string, url: string): string | undefined {
  if (method === 'GET') return undefined;
  const [, collection, id] = new URL(url).pathname.split('/').slice(1);
  return `${collection ?? ''}/${id ?? ''}`;
}

function cancelled(): AppError {
  return new AppError('cancelled', 'Stopped. What was read so far is kept.');
}

function cutOff(requestId: string | null): AppError {
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

/**
 * Reads a body into the bytes that were announced for it.
 * PERF: `arrayBuffer()` gathers and joins: a third more time, and twice the garbage (benchmark: backfill).
 */
async function readBody(response: Response): Promise<Uint8Array<ArrayBuffer>> {
  const { body, headers } = response;
  const announced = Number(headers.get('content-length') ?? 0);
  const isEncoded = (headers.get('content-encoding') ?? 'identity') !== 'identity';
  if (body === null || announced === 0 || isEncoded) return new Uint8Array(await response.arrayBuffer());
  const bytes = new Uint8Array(announced);
  let length = 0;
  for await (const chunk of body) {
    bytes.set(chunk, length);
    length += chunk.length;
  }
  return length === announced ? bytes : bytes.slice(0, length);
}

type RawAnswer = Omit<TransportAnswer, 'attempts'>;

type Outcome =
  | { kind: 'final'; answer: RawAnswer }
  | { kind: 'failed'; error: AppError; tooBig: boolean }
  /** `queued`: the limiter holds the next request back by itself. */
  | { kind: 'busy'; answer: RawAnswer; queued: boolean };

/** Makes the one path on which requests leave for a Stripe account. */
export function createStripeTransport(deps: TransportDeps): StripeTransport {
  return { send: (request) => sendRepeatedly(deps, request) };
}

async function attempt(deps: TransportDeps, request: TransportRequest, url: string): Promise<Outcome> {
  const { method, headers, body } = request;
  const { link } = deps;
  const timeout = AbortSignal.timeout(deps.timeoutMs);
  const lost = link.lostSignal();
  // A write that is on its way is left alone: its answer says what became of it.
  const signals = method === 'GET' ? [timeout, lost] : [timeout];
  const signal = AbortSignal.any(request.signal ? [...signals, request.signal] : signals);
  const silence = setTimeout(() => link.noteSilence(), silenceMs);
  try {
    const init = body === undefined ? { method, headers, signal } : { method, headers, signal, body };
    const response = await deps.fetch(url, init);
    const bytes = await readBody(response);
    link.noteAnswer();
    const answer = { status: response.status, headers: response.headers, bytes };
    return judge(deps.limiter, endpointOf(method, url), answer);
  } catch (error) {
    if (request.signal?.aborted) throw cancelled();
    const known = timeout.aborted
      ? new AppError('timeout', 'Stripe did not answer in time.')
      : toNetworkError(lost.aborted ? undefined : error);
    link.noteSilence();
    return { kind: 'failed', error: known, tooBig: known.code === 'timeout' || isCutOff(error) };
  } finally {
    clearTimeout(silence);
  }
}

/** Whether an answer is final, or what may be hoped for from asking again. */
function judge(limiter: RateLimiter, endpoint: string, answer: RawAnswer): Outcome {
  const { status, headers, bytes } = answer;
  if (status >= 200 && status < 300) {
    limiter.succeeded(endpoint);
    if (isWholeObject(bytes, headers)) return { kind: 'final', answer };
    return { kind: 'failed', error: cutOff(headers.get('request-id')), tooBig: true };
  }
  const shouldRetry = headers.get('stripe-should-retry');
  if (shouldRetry === 'false') return { kind: 'final', answer };
  if (status === 429) {
    const reason = headers.get('stripe-rate-limited-reason');
    const queued = reason !== null && reason !== 'resource-specific';
    if (queued) limiter.slowDown(endpoint, reason);
    return { kind: 'busy', answer, queued };
  }
  const isTrouble = status === 409 || status >= 500 || shouldRetry === 'true';
  return isTrouble ? { kind: 'busy', answer, queued: false } : { kind: 'final', answer };
}

async function pause(
  deps: TransportDeps,
  repetition: number,
  signal: AbortSignal | undefined,
): Promise<void> {
  try {
    await sleep(backOffMs(deps.backOff, repetition), undefined, signal ? { signal } : {});
  } catch {
    throw cancelled();
  }
}

async function sendRepeatedly(deps: TransportDeps, request: TransportRequest): Promise<TransportAnswer> {
  const { method, priority, signal } = request;
  const serialKey = serialKeyOf(method, request.url);
  const slot: RequestSlot = {
    endpoint: endpointOf(method, request.url),
    priority,
    ...(serialKey === undefined ? {} : { serialKey }),
    ...(signal ? { signal } : {}),
  };
  let url = request.url;
  let failures = 0;
  let tooBig = 0;
  let busy = 0;
  for (let attempts = 1; ; attempts += 1) {
    const outcome = await deps.limiter.run(slot, () => {
      deps.stats.requests += 1;
      if (attempts > 1) deps.stats.retries += 1;
      return attempt(deps, request, url);
    });
    if (outcome.kind === 'final') return { ...outcome.answer, attempts };
    if (outcome.kind === 'failed') {
      failures += 1;
      if (outcome.tooBig) url = request.smallerUrl?.((tooBig += 1)) ?? url;
      if (deps.link.isLost() || failures >= attemptsFor(outcome.error, priority)) throw outcome.error;
    } else {
      if (outcome.answer.status === 429) busy += 1;
      else failures += 1;
      if (busy >= maxBusyAnswers || failures >= maxFailures) return { ...outcome.answer, attempts };
    }
    const isHeldBack = outcome.kind === 'busy' && outcome.queued;
    if (!isHeldBack) await pause(deps, Math.max(busy, failures), signal);
  }
}

/** Neither a certificate nor a proxy changes its mind within seconds, and nobody is made to wait for a timeout twice. */
function attemptsFor({ code }: AppError, priority: Priority): number {
  if (code === 'timeout' && priority === 'foreground') return 1;
  return code === 'certificate_untrusted' || code === 'proxy_authentication' ? 1 : maxFailures;
}

/** Undici and Chromium name a body that ended early. */
function isCutOff(error: unknown): boolean {
  const text = error instanceof Error ? `${error.message} ${String(error.cause)}` : '';
  return /terminated|CONTENT_LENGTH_MISMATCH|INCOMPLETE_CHUNKED|other side closed|aborted/i.test(text);
}
