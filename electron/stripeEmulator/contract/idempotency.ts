import { ApiError } from './apiError.ts';

interface StoredAnswer {
  status: number;
  body: Buffer;
}

/** A finished request as it is kept: in memory and in the journal. */
export interface KeptAnswer {
  /** Account and mode. */
  scope: string;
  key: string;
  /** What was asked: the same key may not ask for something else. */
  fingerprint: string;
  status: number;
  body: string;
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

interface IdempotencyParts {
  nowSeconds(): number;
  /** Answers of an earlier run, oldest first. */
  earlier: readonly KeptAnswer[];
  keep(answer: KeptAnswer): void;
}

export function createIdempotencyStore({ nowSeconds, earlier, keep }: IdempotencyParts): IdempotencyStore {
  const finished = new Map(earlier.map((answer) => [`${answer.scope} ${answer.key}`, answer]));
  const running = new Map<string, string>();

  const forgetOld = (): void => {
    const limit = nowSeconds() - KEPT_SECONDS;
    for (const [id, { atSeconds }] of finished) {
      if (atSeconds >= limit) return;
      finished.delete(id);
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
      const id = `${scope} ${key}`;
      const known = finished.get(id);
      const asked = known?.fingerprint ?? running.get(id);
      if (asked === undefined) {
        running.set(id, fingerprint);
        return undefined;
      }
      if (asked !== fingerprint) throw otherParameters(key);
      if (known === undefined) throw keyInUse(key);
      return { status: known.status, body: Buffer.from(known.body) };
    },
    finish(scope, key, answer) {
      const id = `${scope} ${key}`;
      const fingerprint = running.get(id);
      running.delete(id);
      if (fingerprint === undefined) return;
      const kept: KeptAnswer = {
        scope,
        key,
        fingerprint,
        status: answer.status,
        body: answer.body.toString(),
        atSeconds: nowSeconds(),
      };
      finished.set(id, kept);
      keep(kept);
    },
    abandon(scope, key) {
      running.delete(`${scope} ${key}`);
    },
  };
}

function otherParameters(key: string): ApiError {
  return new ApiError(400, {
    type: 'idempotency_error',
    message:
      'Keys for idempotent requests can only be used with the same parameters they were first used with. ' +
      `Try using a key other than '${key}' if you meant to execute a different request.`,
  });
}

function keyInUse(key: string): ApiError {
  return new ApiError(409, {
    type: 'idempotency_error',
    code: 'idempotency_key_in_use',
    message:
      'There is currently another in-progress request using this Idempotent Key (that probably means you submitted ' +
      `twice, and the other request is still going through): ${key}. Please try again later.`,
  });
}
