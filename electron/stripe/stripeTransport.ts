import { setTimeout as sleep } from 'node:timers/promises';
import { AppError } from '../../shared/errors/appError.ts';
import {
  cutOff,
  judgeAnswer,
  type BusyCause,
  type JudgeDeps,
  type RawAnswer,
  type Verdict,
} from './judgeAnswer.ts';
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

export interface TransportAnswer extends RawAnswer {
  attempts: number;
}

export interface TransportDeps extends JudgeDeps {
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
const maxAnswers: Record<BusyCause, number> = {
  rate: 12,
  concurrency: 12,
  lock: 6,
  resource: 4,
  forbidden: Infinity,
  trouble: maxFailures,
};
/** A request without an answer for so long may mean that the network is gone; Chromium itself waits for minutes. */
const silenceMs = 5000;

/** Ids in a path carry capitals or digits, names of collections do not; `v1` is the one exception. */
const idSegment = /[A-Z0-9]/;

/** Method and path without ids: what Stripe's limits count as one endpoint. */
export function endpointOf(method: string, url: string): string {
  const segments = new URL(url).pathname.split('/').slice(2);
  return `${method} ${segments.map((segment) => (idSegment.test(segment) ? ':id' : segment)).join('/')}`;
}

function cancelled(): AppError {
  return new AppError('cancelled', 'Stopped. What was read so far is kept.');
}

/** Why no answer came, or only the beginning of one. */
function explainSilence(
  error: unknown,
  { isTimedOut, isLost }: { isTimedOut: boolean; isLost: boolean },
): AppError {
  if (isTimedOut) return new AppError('timeout', 'Stripe did not answer in time.');
  if (isLost) return toNetworkError(undefined);
  return isCutOff(error) ? cutOff(null) : toNetworkError(error);
}

/** Gives a chunk's memory back at once; a part of something larger is left to its owner. */
function free({ byteLength, buffer }: Uint8Array<ArrayBuffer>): void {
  if (byteLength === buffer.byteLength) buffer.transfer(0);
}

/**
 * Reads a body into the bytes that were announced for it.
 * PERF: `arrayBuffer()` gathers and joins: a third more time, and twice the garbage. Chunks that wait to be collected have
 * the whole heap marked four times as often (benchmark: backfill).
 */
async function readBody(response: Response): Promise<Uint8Array<ArrayBuffer>> {
  const { body, headers } = response;
  const announced = Number(headers.get('content-length') ?? 0);
  const isEncoded = (headers.get('content-encoding') ?? 'identity') !== 'identity';
  if (body === null || announced === 0 || isEncoded) return new Uint8Array(await response.arrayBuffer());
  const bytes: Uint8Array<ArrayBuffer> = Buffer.allocUnsafeSlow(announced);
  let length = 0;
  for await (const chunk of body) {
    bytes.set(chunk, length);
    length += chunk.length;
    free(chunk);
  }
  return length === announced ? bytes : bytes.slice(0, length);
}

/** Makes the one path on which requests leave for a Stripe account. */
export function createStripeTransport(deps: TransportDeps): StripeTransport {
  return { send: (request) => sendRepeatedly(deps, request) };
}

async function attempt(deps: TransportDeps, request: TransportRequest, url: string): Promise<Verdict> {
  const { method, headers, body } = request;
  const { link, record } = deps;
  const endpoint = endpointOf(method, url);
  const timeout = AbortSignal.timeout(deps.timeoutMs);
  const lost = link.lostSignal();
  // A write that is on its way is left alone: its answer says what became of it.
  const signals = method === 'GET' ? [timeout, lost] : [timeout];
  const signal = AbortSignal.any(request.signal ? [...signals, request.signal] : signals);
  const silence = setTimeout(() => link.noteSilence(), silenceMs);
  record.noteSent(method);
  try {
    const init = body === undefined ? { method, headers, signal } : { method, headers, signal, body };
    const response = await deps.fetch(url, init);
    const bytes = await readBody(response);
    link.noteAnswer();
    const answer = { status: response.status, headers: response.headers, bytes };
    return judgeAnswer(deps, { endpoint, url }, answer);
  } catch (error) {
    if (request.signal?.aborted) throw cancelled();
    const known = explainSilence(error, { isTimedOut: timeout.aborted, isLost: lost.aborted });
    link.noteSilence();
    record.noteTrouble({ endpoint, status: null, code: known.code, requestId: null });
    return {
      kind: 'failed',
      error: known,
      tooBig: known.code === 'timeout' || known.details['cutOff'] === true,
    };
  } finally {
    clearTimeout(silence);
  }
}

/** Waits before a repetition as its cause asks for: a lock is gone in a second or two, too much load is not. */
async function pause(
  { backOff }: TransportDeps,
  cause: BusyCause,
  repetition: number,
  signal: AbortSignal | undefined,
): Promise<void> {
  if (cause === 'rate') return;
  const lockMs = backOff.firstMs * (1 + Math.random());
  const waitMs = cause === 'lock' ? lockMs : backOffMs(backOff, cause === 'forbidden' ? 1 : repetition);
  try {
    await sleep(waitMs, undefined, signal ? { signal } : {});
  } catch {
    throw cancelled();
  }
}

function slotOf({ method, url, priority, signal }: TransportRequest): RequestSlot {
  return { endpoint: endpointOf(method, url), priority, ...(signal ? { signal } : {}) };
}

async function sendRepeatedly(deps: TransportDeps, request: TransportRequest): Promise<TransportAnswer> {
  const { priority, signal } = request;
  const slot = slotOf(request);
  const answers = { rate: 0, concurrency: 0, lock: 0, resource: 0, forbidden: 0, trouble: 0 };
  let url = request.url;
  let tooBig = 0;
  for (let attempts = 1; ; attempts += 1) {
    const verdict = await deps.limiter.run(slot, () => {
      deps.stats.requests += 1;
      if (attempts > 1) deps.stats.retries += 1;
      return attempt(deps, request, url);
    });
    if (verdict.kind === 'final') return { ...verdict.answer, attempts };
    const cause = verdict.kind === 'busy' ? verdict.cause : 'trouble';
    answers[cause] += 1;
    if (verdict.kind === 'failed') {
      if (verdict.tooBig) url = request.smallerUrl?.((tooBig += 1)) ?? url;
      const isEnough = answers.trouble >= attemptsFor(verdict.error, priority);
      if (deps.link.isLost() || isEnough) throw verdict.error;
    } else if (answers[cause] >= maxAnswers[cause]) return { ...verdict.answer, attempts };
    await pause(deps, cause, answers[cause], signal);
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
