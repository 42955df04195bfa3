import { randomUUID } from 'node:crypto';
import type { ServerResponse } from 'node:http';
import { setTimeout as wait } from 'node:timers/promises';

import type { FaultKind } from '../emulatorOptions.ts';
import { routes } from '../resources/routes.ts';
import { performDueWork } from '../resources/scheduledWork.ts';
import { settleVerifications } from '../resources/taxIdChanges.ts';
import type { World } from '../state/world.ts';
import { ApiError, invalidRequest, serializeError } from './apiError.ts';
import { API_VERSION } from './apiVersion.ts';
import { createAuthentication } from './auth.ts';
import { headerOf, runJob, type Answer, type ApiRequest, type Job } from './execution.ts';
import type { FaultInjector } from './faults.ts';
import { createLocks } from './locks.ts';
import { permissionError } from './permissions.ts';
import { createRateLimit, lockTimeout, tooManyRequests } from './rateLimit.ts';
import type { Control } from './route.ts';
import { createRouter } from './router.ts';

interface ApiParts {
  world: World;
  faults: FaultInjector;
  rate: number | undefined;
  verificationDelaySeconds: number;
  nowMs(): number;
}

export type Api = (request: ApiRequest, response: ServerResponse) => Promise<void>;

const SLOW_MS = 1_500;
/** What is no part of Stripe's API: see resources/control.ts. */
const CONTROL_PATH = '/_emulator';

/** Answers a request the way api.stripe.com does: versions, keys, limits, parameters, rights, idempotency, errors. */
export function createApi(parts: ApiParts): Api {
  const { world } = parts;
  const authenticate = createAuthentication(world.holders);
  const findRoute = createRouter(routes);
  const rateLimit = createRateLimit(parts.rate, parts.nowMs);
  const keeping = { idempotency: world.idempotency, locks: createLocks() };
  const control: Control = {
    now: () => world.now(),
    advance(seconds) {
      world.advance(seconds);
      for (const { test, live } of world.holders) {
        performDueWork(test);
        performDueWork(live);
      }
    },
    setFaults: (faults) => parts.faults.set(faults),
  };

  const accept = (request: ApiRequest, requestId: string): Job => {
    const path = request.target.split('?', 1)[0] ?? '/';
    const match = findRoute(request.method, path);
    const caller = authenticate(request.headers);
    checkVersion(request);
    if (match === undefined) {
      throw new ApiError(404, {
        type: 'invalid_request_error',
        message:
          `Unrecognized request URL (${request.method}: ${path}). Please see https://stripe.com/docs or we can help ` +
          'at https://support.stripe.com/.',
      });
    }
    return { match, caller, request, requestId, control };
  };

  return async (request, response) => {
    const requestId = `req_${randomUUID().replaceAll('-', '').slice(0, 14)}`;
    let fault: FaultKind | undefined;
    let answer: Answer;
    try {
      const isControl = request.target.startsWith(CONTROL_PATH);
      fault = isControl ? undefined : parts.faults.next(request.target);
      // A network that is down takes no notice of what is asked, or by whom.
      if (fault === 'offline') {
        response.destroy();
        return;
      }
      const job = accept(request, requestId);
      refuseByFault(fault, job);
      if (!isControl)
        rateLimit.take(`${job.caller.accountId} ${job.match.route.method} ${job.match.route.path}`);
      settleVerifications(job.caller.books, parts.verificationDelaySeconds);
      performDueWork(job.caller.books);
      answer = await runJob(keeping, job, fault === 'slow' ? () => wait(SLOW_MS) : undefined);
    } catch (error) {
      answer = toAnswer(error, requestId);
    }
    send(response, answer, fault, { 'request-id': requestId, 'stripe-version': API_VERSION });
  };
}

function checkVersion(request: ApiRequest): void {
  const version = headerOf(request, 'stripe-version') ?? API_VERSION;
  if (version !== API_VERSION) {
    throw invalidRequest(`Invalid Stripe API version: ${version}. This emulator speaks ${API_VERSION}.`);
  }
}

function refuseByFault(fault: FaultKind | undefined, { match, caller }: Job): void {
  if (fault === '429') throw tooManyRequests('global-concurrency');
  if (fault === '429-retry') throw lockTimeout();
  if (fault === 'lock' && match.route.method !== 'GET') throw lockTimeout();
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
  // The request has been carried out, its answer never arrives: the caller's own time limit ends it.
  if (fault === 'timeout') return;
  const { body } = answer;
  response.writeHead(answer.status, {
    'content-type': 'application/json',
    'content-length': body.length,
    ...headers,
    ...answer.headers,
  });
  if (fault === 'truncated') response.write(body.subarray(0, body.length >> 1), () => response.destroy());
  else response.end(body);
}
