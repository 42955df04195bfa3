import type { IncomingHttpHeaders } from 'node:http';

import { ApiError, serializeError } from './apiError.ts';
import type { Caller } from './auth.ts';
import { checkExpandPaths, expandObject } from './expand.ts';
import { decodeForm } from './form.ts';
import type { IdempotencyStore } from './idempotency.ts';
import { list, readParams, text } from './params.ts';
import { allows, permissionError } from './permissions.ts';
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
}

export function headerOf(request: ApiRequest, name: string): string | undefined {
  const value = request.headers[name];
  return typeof value === 'string' && value !== '' ? value : undefined;
}

/** Checks parameters and rights, then answers; parameters come first, as with Stripe. */
function execute({ match, caller, request, requestId }: Job): Buffer {
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
  });
  expandObject({ books: caller.books, demand }, object, paths);
  return serializeObject(object);
}

function queryOf(request: ApiRequest): string {
  const mark = request.target.indexOf('?');
  return mark < 0 ? '' : request.target.slice(mark + 1);
}

/** Executes a job once per idempotency key; `delay` keeps the key in use for as long as the answer takes. */
export async function runJob(
  store: IdempotencyStore,
  job: Job,
  delay: (() => Promise<void>) | undefined,
): Promise<Answer> {
  const { caller, request } = job;
  const key = job.match.route.method === 'POST' ? headerOf(request, 'idempotency-key') : undefined;
  if (key === undefined) {
    await delay?.();
    return { status: 200, body: execute(job), headers: {} };
  }
  const scope = `${caller.accountId} ${caller.books.context.livemode}`;
  const stored = store.begin(scope, key, `${request.target} ${request.body}`);
  if (stored !== undefined) {
    return { ...stored, headers: { 'idempotency-key': key, 'idempotent-replayed': 'true' } };
  }
  try {
    await delay?.();
    const body = execute(job);
    store.finish(scope, key, { status: 200, body });
    return { status: 200, body, headers: { 'idempotency-key': key } };
  } catch (error) {
    // A decline came after execution began and is the answer for good; refusals before it are not kept.
    if (error instanceof ApiError && error.status === 402) {
      store.finish(scope, key, { status: 402, body: serializeError(error, job.requestId) });
    } else {
      store.abandon(scope, key);
    }
    throw error;
  }
}
