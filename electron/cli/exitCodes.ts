import type { AppErrorCode } from '../../shared/errors/appError.ts';

/** What a script learns from the exit code alone. */
export const exitCodes = {
  done: 0,
  failed: 1,
  usage: 2,
  partlyDone: 3,
  offline: 4,
  keyRefused: 5,
  cancelled: 130,
} as const;
export type ExitCode = (typeof exitCodes)[keyof typeof exitCodes];

const codesOfErrors: Partial<Record<AppErrorCode, ExitCode>> = {
  invalid_input: exitCodes.usage,
  key_publishable: exitCodes.keyRefused,
  export_folder_taken: exitCodes.usage,
  offline: exitCodes.offline,
  timeout: exitCodes.offline,
  proxy_authentication: exitCodes.offline,
  key_invalid: exitCodes.keyRefused,
  key_expired: exitCodes.keyRefused,
  key_missing: exitCodes.keyRefused,
  permission_missing: exitCodes.keyRefused,
  cancelled: exitCodes.cancelled,
};

/** Exit code of a failure. */
export function exitCodeOf(code: AppErrorCode): ExitCode {
  return codesOfErrors[code] ?? exitCodes.failed;
}
