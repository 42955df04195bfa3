import { ApiError } from './apiError.ts';

export interface StoredAnswer {
  status: number;
  body: string;
}

interface Entry {
  fingerprint: string;
  /** Absent while the first request with this key runs. */
  answer?: StoredAnswer;
  atSeconds: number;
}

const KEPT_SECONDS = 24 * 3600;
const MAX_KEY_LENGTH = 255;

/** Answers of POST requests by account, mode and key: a repeated request gets the first answer again. */
export interface IdempotencyStore {
  /** The stored answer; undefined means the request runs now and `finish` or `abandon` must follow. */
  begin(scope: string, key: string, fingerprint: string): StoredAnswer | undefined;
  finish(scope: string, key: string, answer: StoredAnswer): void;
  /** Validation failures and conflicts are not stored. */
  abandon(scope: string, key: string): void;
}

export function createIdempotencyStore(nowSeconds: () => number): IdempotencyStore {
  const entries = new Map<string, Entry>();

  const forgetOld = (): void => {
    const limit = nowSeconds() - KEPT_SECONDS;
    for (const [key, entry] of entries) {
      if (entry.atSeconds >= limit) return;
      entries.delete(key);
    }
  };

  return {
    begin(scope, key, fingerprint) {
      if (key.length > MAX_KEY_LENGTH) {
        throw new ApiError(400, {
          type: 'invalid_request_error',
          message: `Idempotency keys can be at most ${MAX_KEY_LENGTH} characters long.`,
        });
      }
      forgetOld();
      const known = entries.get(`${scope} ${key}`);
      if (known === undefined) {
        entries.set(`${scope} ${key}`, { fingerprint, atSeconds: nowSeconds() });
        return undefined;
      }
      if (known.fingerprint !== fingerprint) {
        throw new ApiError(400, {
          type: 'idempotency_error',
          message:
            `Keys for idempotent requests can only be used with the same parameters they were first used with. ` +
            `Try using a key other than '${key}' if you meant to execute a different request.`,
        });
      }
      if (known.answer === undefined) {
        throw new ApiError(409, {
          type: 'idempotency_error',
          code: 'idempotency_key_in_use',
          message:
            `There is currently another in-progress request using this Idempotent Key (that probably means you submitted ` +
            `twice, and the other request is still going through): ${key}. Please try again later.`,
        });
      }
      return known.answer;
    },
    finish(scope, key, answer) {
      const entry = entries.get(`${scope} ${key}`);
      if (entry !== undefined) entry.answer = answer;
    },
    abandon(scope, key) {
      entries.delete(`${scope} ${key}`);
    },
  };
}
