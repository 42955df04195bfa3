import { randomUUID } from 'node:crypto';
import type { IncomingHttpHeaders, ServerResponse } from 'node:http';
import { setTimeout as wait } from 'node:timers/promises';

import type { FaultKind } from '../emulatorOptions.ts';
import { routes } from '../resources/routes.ts';
import { settleVerifications } from '../resources/taxIdChanges.ts';
import type { World } from '../state/world.ts';
import { ApiError, invalidRequest, serializeError } from './apiError.ts';
import { API_VERSION } from './apiVersion.ts';
import { createAuthentication, type Caller } from './auth.ts';
import { checkExpandPaths, expandObject } from './expand.ts';
import type { FaultInjector } from './faults.ts';
import { decodeForm } from './form.ts';
import { createIdempotencyStore } from './idempotency.ts';
import { list, readParams, text } from './params.ts';
import { allows, permissionError } from './permissions.ts';
import { createRateLimit, lockTimeout, tooManyRequests } from './rateLimit.ts';
import { createRouter, type Match } from './router.ts';

export interface ApiParts {
  world: World;
  faults: FaultInjector;
  rate: number | undefined;
  verificationDelaySeconds: number;
  nowMs(): number;
}

export interface ApiRequest {
  method: string;
  target: string;
  headers: IncomingHttpHeaders;
  body: string;
}

interface Answer {
  status: number;
  body: string;
  headers: Record<string, string>;
}

const SLOW_MS = 1_500;

/** Answers a request the way api.stripe.com does: versions, keys, limits, parameters, rights, idempotency, errors. */
export function createApi(parts: ApiParts) {
  const { world } = parts;
  const authenticate = createAuthentication(world.holders);
  const findRoute = createRouter(routes);
  const idempotency = createIdempotencyStore(world.nowSeconds);
  const rateLimit = createRateLimit(parts.rate, parts.nowMs);

  const execute = (match: Match, caller: Caller, request: ApiRequest, requestId: string): object => {
    const { route } = match;
    const query = request.target.indexOf('?');
    const form = route.method === 'POST' ? request.body : query < 0 ? '' : request.target.slice(query + 1);
    const raw = decodeForm(form);
    const { expand: rawExpand, ...rest } = raw;
    const expand = rawExpand === undefined ? [] : (list(text).read(rawExpand, 'expand') ?? []);
    const paths = expand.filter((path) => path !== null);
    checkExpandPaths(paths);
    const params = readParams(route.fields, rest);
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
    return object;
  };

  const run = (match: Match, caller: Caller, request: ApiRequest, requestId: string): Answer => {
    const key = match.route.method === 'POST' ? headerOf(request, 'idempotency-key') : undefined;
    if (key === undefined) {
      return { status: 200, body: JSON.stringify(execute(match, caller, request, requestId)), headers: {} };
    }
    const scope = `${caller.accountId} ${caller.books.context.livemode}`;
    const stored = idempotency.begin(scope, key, `${request.target} ${request.body}`);
    if (stored !== undefined) {
      return { ...stored, headers: { 'idempotency-key': key, 'idempotent-replayed': 'true' } };
    }
    return { ...runOnce(scope, key, match, caller, request, requestId), headers: { 'idempotency-key': key } };
  };

  const runOnce = (
    scope: string,
    key: string,
    match: Match,
    caller: Caller,
    request: ApiRequest,
    requestId: string,
  ): { status: number; body: string } => {
    try {
      const answer = { status: 200, body: JSON.stringify(execute(match, caller, request, requestId)) };
      idempotency.finish(scope, key, answer);
      return answer;
    } catch (error) {
      // A decline came after execution began and is the answer for good; refusals before it are not kept.
      if (error instanceof ApiError && error.status === 402) {
        idempotency.finish(scope, key, { status: 402, body: serializeError(error, requestId) });
      } else {
        idempotency.abandon(scope, key);
      }
      throw error;
    }
  };

  return async (request: ApiRequest, response: ServerResponse): Promise<void> => {
    const requestId = `req_${randomUUID().replaceAll('-', '').slice(0, 14)}`;
    let version = API_VERSION;
    let fault: FaultKind | undefined;
    let answer: Answer;
    try {
      const path = request.target.split('?', 1)[0] ?? '/';
      const match = findRoute(request.method, path);
      const caller = authenticate(request.headers);
      version = readVersion(request);
      if (match === undefined) {
        throw new ApiError(404, {
          type: 'invalid_request_error',
          message: `Unrecognized request URL (${request.method}: ${path}). Please see https://stripe.com/docs or we can help at https://support.stripe.com/.`,
        });
      }
      fault = parts.faults.next();
      refuseByFault(fault, match, caller);
      rateLimit.take(`${caller.accountId} ${match.route.method} ${match.route.path}`);
      if (fault === 'slow') await wait(SLOW_MS);
      settleVerifications(caller.books, parts.verificationDelaySeconds);
      answer = run(match, caller, request, requestId);
    } catch (error) {
      answer = toAnswer(error, requestId);
    }
    send(response, answer, fault, { 'request-id': requestId, 'stripe-version': version });
  };
}

function headerOf(request: ApiRequest, name: string): string | undefined {
  const value = request.headers[name];
  return typeof value === 'string' && value !== '' ? value : undefined;
}

function readVersion(request: ApiRequest): string {
  const version = headerOf(request, 'stripe-version') ?? API_VERSION;
  if (version !== API_VERSION) {
    throw invalidRequest(`Invalid Stripe API version: ${version}. This emulator speaks ${API_VERSION}.`);
  }
  return version;
}

function refuseByFault(fault: FaultKind | undefined, match: Match, caller: Caller): void {
  if (fault === '429') throw tooManyRequests('global-concurrency');
  if (fault === '429-retry') throw lockTimeout();
  if (fault === '403') {
    throw permissionError(caller.key, caller.accountId, match.route.permission ?? 'rak_customer_read');
  }
  if (fault === '500') {
    throw new ApiError(500, {
      type: 'api_error',
      message: 'An unknown error occurred while processing your request. Please try again later.',
    });
  }
}

function toAnswer(error: unknown, requestId: string): Answer {
  const known =
    error instanceof ApiError
      ? error
      : new ApiError(500, { type: 'api_error', message: `The emulator failed: ${String(error)}` });
  return { status: known.status, body: serializeError(known, requestId), headers: known.headers };
}

/** Sends the answer, or the part of it that the fault lets through. */
function send(
  response: ServerResponse,
  answer: Answer,
  fault: FaultKind | undefined,
  headers: Record<string, string>,
): void {
  if (fault === 'offline') {
    response.destroy();
    return;
  }
  // The request has been carried out, its answer never arrives: the caller's own time limit ends it.
  if (fault === 'timeout') return;
  const body = Buffer.from(answer.body);
  response.writeHead(answer.status, {
    'content-type': 'application/json',
    'content-length': body.length,
    ...headers,
    ...answer.headers,
  });
  if (fault === 'truncated') {
    response.write(body.subarray(0, body.length >> 1), () => response.destroy());
    return;
  }
  response.end(body);
}
