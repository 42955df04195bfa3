/** Every way in which Kantoor can fail, as one closed list. A new failure gets a code, a sentence in nl and en, and an exit code. */
export const appErrorCodes = [
  'invalid_input',
  'not_found',
  'conflict',
  'outcome_unknown',
  'offline',
  'timeout',
  'rate_limited',
  'stripe_unavailable',
  'stripe_refused',
  'portal_refused',
  'key_invalid',
  'key_expired',
  'key_publishable',
  'key_missing',
  'permission_missing',
  'account_already_connected',
  'vault_unavailable',
  'proxy_authentication',
  'certificate_untrusted',
  'document_none',
  'document_link_expired',
  'document_invalid',
  'document_damaged',
  'disk_full',
  'path_not_writable',
  'path_exists',
  'path_too_long',
  'export_folder_taken',
  'customer_deleted',
  'tax_id_invalid',
  'tax_id_limit',
  'collection_refused',
  'action_refused',
  'method_refused',
  'cancelled',
  'cache_reset',
  'database_newer',
  'database_failed',
  'internal',
] as const;
export type AppErrorCode = (typeof appErrorCodes)[number];

/** Values that a sentence about the error needs: never secrets, never bearer links. */
export type AppErrorDetails = Record<string, string | number | boolean | null | string[]>;

/** What crosses IPC and what the command line prints. */
export interface AppErrorPayload {
  code: AppErrorCode;
  /** English sentence for logs and the command line; screens translate by `code` and `details`. */
  message: string;
  /** Stripe's request id or Kantoor's incident id, for people to quote. */
  reference: string | null;
  details: AppErrorDetails;
  /** For `conflict`: the fields that somebody else changed meanwhile. */
  fields?: ConflictField[];
}

export interface ConflictField {
  field: string;
  base: string | null;
  theirs: string | null;
  mine: string | null;
}

export interface AppErrorOptions {
  reference?: string | null;
  details?: AppErrorDetails;
  fields?: ConflictField[];
  cause?: unknown;
}

/** The only error that services throw on purpose. */
export class AppError extends Error {
  readonly code: AppErrorCode;
  readonly reference: string | null;
  readonly details: AppErrorDetails;
  readonly fields: ConflictField[] | undefined;

  constructor(code: AppErrorCode, message: string, options: AppErrorOptions = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.name = 'AppError';
    this.code = code;
    this.reference = options.reference ?? null;
    this.details = options.details ?? {};
    this.fields = options.fields;
  }

  toPayload(): AppErrorPayload {
    const { code, message, reference, details, fields } = this;
    return { code, message, reference, details, ...(fields ? { fields } : {}) };
  }
}

export function isAppError(error: unknown): error is AppError {
  return error instanceof AppError;
}
