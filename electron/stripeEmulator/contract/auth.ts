import type { IncomingHttpHeaders } from 'node:http';

import type { EmulatedAccount } from '../emulatorOptions.ts';
import type { Account } from '../seeds/offices.ts';
import { letters } from '../seeds/random.ts';
import type { Books } from '../state/books.ts';
import { ApiError } from './apiError.ts';
import { maskKey, RESTRICTED_KEY_PROFILES } from './permissions.ts';

export interface Caller {
  key: string;
  books: Books;
  accountId: string;
  /** Null for secret keys, which may do everything. */
  permissions: readonly string[] | null;
}

/** The keys of an account; the same office always has the same keys. */
export function keysOf(account: Account): EmulatedAccount {
  const secret = (kind: number): string => `51${account.part}${letters(30, account.salt, kind)}`;
  const key = `sk_test_${secret(901)}`;
  const liveKey = `sk_live_${secret(902)}`;
  return {
    id: account.id,
    name: account.name,
    country: account.country,
    sampleKey: account.live ? liveKey : key,
    key,
    liveKey,
    restrictedKeys: RESTRICTED_KEY_PROFILES.map((permissions, i) => ({
      key: `rk_test_${secret(903 + i)}`,
      permissions: [...permissions],
    })),
  };
}

export interface KeyHolder {
  account: EmulatedAccount;
  test: Books;
  live: Books;
}

type Authenticate = (headers: IncomingHttpHeaders) => Caller;

export function createAuthentication(holders: readonly KeyHolder[]): Authenticate {
  const callers = new Map<string, Caller>();
  for (const { account, test, live } of holders) {
    const accountId = account.id;
    callers.set(account.key, { key: account.key, books: test, accountId, permissions: null });
    callers.set(account.liveKey, { key: account.liveKey, books: live, accountId, permissions: null });
    for (const { key, permissions } of account.restrictedKeys) {
      callers.set(key, { key, books: test, accountId, permissions });
      const liveRestricted = key.replace('rk_test_', 'rk_live_');
      callers.set(liveRestricted, { key: liveRestricted, books: live, accountId, permissions });
    }
  }
  return (headers) => {
    const key = readKey(headers.authorization);
    const caller = callers.get(key);
    if (caller !== undefined) return caller;
    if (key.startsWith('pk_')) {
      throw unauthorized(
        'This API call cannot be made with a publishable API key. Please use a secret API key. ' +
          'You can find a list of your API keys at https://dashboard.stripe.com/account/apikeys.',
        'secret_key_required',
      );
    }
    if (key.endsWith('_expired') && callers.has(key.slice(0, -'_expired'.length))) {
      throw unauthorized(`Expired API Key provided: ${maskKey(key)}`, 'api_key_expired');
    }
    throw unauthorized(`Invalid API Key provided: ${maskKey(key)}`);
  };
}

function readKey(authorization: string | undefined): string {
  const [scheme, value] = (authorization ?? '').split(' ');
  if (scheme?.toLowerCase() === 'bearer' && value) return value;
  if (scheme?.toLowerCase() === 'basic' && value) {
    return Buffer.from(value, 'base64').toString().split(':')[0] ?? '';
  }
  throw unauthorized(
    'You did not provide an API key. You need to provide your API key in the Authorization header, using Bearer auth ' +
      "(e.g. 'Authorization: Bearer YOUR_SECRET_KEY'). See https://stripe.com/docs/api#authentication for details.",
  );
}

function unauthorized(message: string, code?: string): ApiError {
  return new ApiError(
    401,
    {
      type: 'invalid_request_error',
      message,
      ...(code === undefined ? {} : { code }),
    },
    { 'www-authenticate': 'Basic realm="Stripe"' },
  );
}
