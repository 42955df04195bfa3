import { Stripe } from 'stripe';
import { AppError, type AppErrorDetails, isAppError } from '../../shared/errors/appError.ts';
import { redact } from '../logging/redact.ts';
import { toNetworkError } from './toNetworkError.ts';

/** What Stripe said when it did not do what was asked. */
export interface StripeRefusal {
  status: number;
  code: string | null;
  message: string;
  param: string | null;
  declineCode: string | null;
  /** Whether Stripe advises to try the same method again. */
  adviceCode: string | null;
  requestId: string | null;
  rateLimitReason: string | null;
}

const permissionPattern = /Having the '(rak_[a-z0-9_]+)' permission/;
const accountPattern = /\b(acct_[A-Za-z0-9]+)\b/;

function permissionMissing(refusal: StripeRefusal): AppError {
  const permission = permissionPattern.exec(refusal.message)?.[1] ?? null;
  const accountId = accountPattern.exec(refusal.message)?.[1] ?? null;
  const named = permission === null ? 'a permission' : `the permission ${permission}`;
  return new AppError(
    'permission_missing',
    `The key of this account lacks ${named}. Nothing was changed. Give the key that right in the Stripe Dashboard, or use another key.`,
    { reference: refusal.requestId, details: { permission, accountId } },
  );
}

function invalidRequest(refusal: StripeRefusal): AppError {
  const { code, param, requestId } = refusal;
  const details: AppErrorDetails = { stripeCode: code, param, stripeMessage: redact(refusal.message) };
  if (refusal.status === 404 || code === 'resource_missing')
    return new AppError(
      'not_found',
      'Stripe does not know this object; it may have been deleted meanwhile.',
      {
        reference: requestId,
        details,
      },
    );
  if (code === 'tax_id_invalid')
    return new AppError(
      'tax_id_invalid',
      'Stripe refused the tax number: its format is wrong. Nothing was added.',
      {
        reference: requestId,
        details,
      },
    );
  return new AppError('stripe_refused', `Stripe refused the request: ${redact(refusal.message)}`, {
    reference: requestId,
    details: {
      ...details,
      status: refusal.status,
      declineCode: refusal.declineCode,
      adviceCode: refusal.adviceCode,
    },
  });
}

/** Gives the error with a closed code for what Stripe answered. */
export function refusalToAppError(refusal: StripeRefusal): AppError {
  const reference = refusal.requestId;
  switch (refusal.status) {
    case 401:
      return refusal.code === 'api_key_expired'
        ? new AppError('key_expired', 'The key of this account has expired. Enter a new one to go on.', {
            reference,
          })
        : new AppError(
            'key_invalid',
            'Stripe does not accept the key of this account: it is wrong or was revoked. Nothing was changed. Copy the key again from the Stripe Dashboard, or make a new one there.',
            {
              reference,
            },
          );
    case 403:
      return permissionMissing(refusal);
    case 407:
      return new AppError(
        'proxy_authentication',
        'The proxy of this network asks for a log-in. Stripe was not reached.',
      );
    case 429:
      if (refusal.code === 'lock_timeout')
        return new AppError(
          'rate_limited',
          'Something else is changing this at Stripe at the moment. Nothing was changed; try again in a minute.',
          { reference, details: { reason: refusal.code } },
        );
      return new AppError('rate_limited', 'Stripe is asked too much at the moment. Try again in a minute.', {
        reference,
        details: { reason: refusal.rateLimitReason ?? refusal.code },
      });
    case 400:
    case 402:
    case 404:
      return invalidRequest(refusal);
    default:
      return new AppError(
        'stripe_unavailable',
        'Stripe has trouble at the moment. Try again in a few minutes.',
        {
          reference,
          details: { status: refusal.status, stripeCode: refusal.code },
        },
      );
  }
}

function textOf(value: unknown): string | null {
  return typeof value === 'string' ? value : null;
}

/** Reads Stripe's error shape from an answer; anything else (a proxy's page) counts as an answer without a reason. */
export function refusalOf(status: number, headers: Headers, bytes: Uint8Array): StripeRefusal {
  let error: Record<string, unknown> = {};
  try {
    const body = JSON.parse(new TextDecoder().decode(bytes)) as { error?: Record<string, unknown> } | null;
    error = body?.error ?? {};
  } catch {
    // Not JSON, so not from Stripe: the status alone decides.
  }
  return {
    status,
    code: textOf(error['code']),
    message: textOf(error['message']) ?? `status ${status}`,
    param: textOf(error['param']),
    declineCode: textOf(error['decline_code']),
    adviceCode: textOf(error['advice_code']),
    requestId: headers.get('request-id'),
    rateLimitReason: headers.get('stripe-rate-limited-reason'),
  };
}

/** Gives the `AppError` for whatever the SDK or the network threw. */
export function toAppError(error: unknown): AppError {
  if (isAppError(error)) return error;
  if (!(error instanceof Stripe.errors.StripeError)) return toNetworkError(error);
  if (isAppError(error.detail)) return error.detail;
  if (error.statusCode === undefined) return toNetworkError(error.detail ?? error);
  return refusalToAppError({
    status: error.statusCode,
    code: error.code ?? null,
    message: error.message,
    param: error.param ?? null,
    declineCode: error.decline_code ?? null,
    adviceCode: error.advice_code ?? null,
    requestId: error.requestId ?? null,
    rateLimitReason: error.headers?.['stripe-rate-limited-reason'] ?? null,
  });
}
