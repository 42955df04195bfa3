import type { IncomingHttpHeaders } from 'node:http';

import { ApiError, serializeError } from './apiError.ts';
import type { Caller } from './auth.ts';
import { checkExpandPaths, expandObject } from './expand.ts';
import { decodeForm } from './form.ts';
import type { IdempotencyStore } from './idempotency.ts';
import { lockOf, type Locks } from './locks.ts';
import { list, readParams, text } from './params.ts';
import { allows, permissionError } from './permissions.ts';
import type { Control } from './route.ts';
import type { Match } from './router.ts';
import { serializeObject } from './serialize.ts';

export interface ApiRequest {
  method: string;
  target: string;
  headers: IncomingHttpHeaders;
  body: string;
}

export interface Answer {
  status: number;
  body: Buffer;
  headers: Record<string, string>;
}

/** A request that was understood: which route, whose key. */
export interface Job {
  match: Match;
  caller: Caller;
  request: ApiRequest;
  requestId: string;
  control: Control;
}

/** Keeps answers and locks from one request to the next. */
interface Keeping {
  idempotency: IdempotencyStore;
  locks: Locks;
}

export function headerOf(request: ApiRequest, name: string): string | undefined {
  const value = request.headers[name];
  return typeof value === 'string' && value !== '' ? value : undefined;
}

/** Checks parameters and rights, then answers; parameters come first, as with Stripe. */
function execute({ match, caller, request, requestId, control }: Job): Buffer {
  const { route } = match;
  const { expand: rawExpand, ...raw } = decodeForm(route.method === 'POST' ? request.body : queryOf(request));
  const expand = rawExpand === undefined ? [] : (list(text).read(rawExpand, 'expand') ?? []);
  const paths = expand.filter((path) => path !== null);
  checkExpandPaths(paths);
  const params = readParams(route.fields, raw);
  const demand = (permission: string): void => {
    if (caller.permissions !== null && !allows(caller.permissions, permission)) {
      throw permissionError(caller.key, caller.accountId, permission);
    }
  };
  if (route.permission !== null) demand(route.permission);
  const object = route.answer({
    books: caller.books,
    params,
    ids: match.ids,
    requestId,
    idempotencyKey: headerOf(request, 'idempotency-key') ?? null,
    control,
  });
  expandObject({ books: caller.books, demand }, object, paths);
  return serializeObject(object);
}

function queryOf(request: ApiRequest): string {
  const mark = request.target.indexOf('?');
  return mark < 0 ? '' : request.target.slice(mark + 1);
}

/** Executes a job once per idempotency key; `delay` keeps the key and the object in use for as long as the answer takes. */
export async function runJob(
  { idempotency, locks }: Keeping,
  job: Job,
  delay: (() => Promise<void>) | undefined,
): Promise<Answer> {
  const { caller, request, match } = job;
  const run = async (): Promise<Buffer> => {
    const lock = lockOf(caller.books, match);
    locks.check(lock);
    if (delay === undefined) return execute(job);
    const release = locks.hold(lock);
    try {
      await delay();
      return execute(job);
    } finally {
      release();
    }
  };
  const key = match.route.method === 'POST' ? headerOf(request, 'idempotency-key') : undefined;
  if (key === undefined) return { status: 200, body: await run(), headers: {} };
  const scope = `${caller.accountId} ${caller.books.context.livemode}`;
  const stored = idempotency.begin(scope, key, `${request.target} ${request.body}`);
  if (stored !== undefined) {
    return { ...stored, headers: { 'idempotency-key': key, 'idempotent-replayed': 'true' } };
  }
  try {
    const body = await run();
    idempotency.finish(scope, key, { status: 200, body });
    return { status: 200, body, headers: { 'idempotency-key': key } };
  } catch (error) {
    if (error instanceof ApiError && isFinal(error)) {
      idempotency.finish(scope, key, { status: error.status, body: serializeError(error, job.requestId) });
    } else {
      idempotency.abandon(scope, key);
    }
    throw error;
  }
}

/**
 * Whether a refusal is the answer for good: a decline, and a refusal that came after execution began. What names a
 * parameter was refused before, and so was what met a lock.
 */
function isFinal({ status, body }: ApiError): boolean {
  return status === 402 || (status === 400 && body.param === undefined && body.code !== 'parameter_missing');
}
