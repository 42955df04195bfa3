import { isAppError, type AppError } from './appError.ts';

/** Whether a key lacks the right to what was asked for. */
export function isForbidden(error: unknown): error is AppError {
  return isAppError(error) && error.code === 'permission_missing';
}

/** What a read gives, or something else where the key may not read it: a right that is missing leaves the rest as it can be. */
export async function unlessForbidden<Value, Other>(
  read: Promise<Value>,
  otherwise: Other,
): Promise<Value | Other> {
  try {
    return await read;
  } catch (error) {
    if (isForbidden(error)) return otherwise;
    throw error;
  }
}
