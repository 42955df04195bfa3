import { type AppError, isAppError } from '../../shared/errors/appError.ts';

/** The AppError that a promise fails with. */
export async function failureOf(promise: Promise<unknown>): Promise<AppError> {
  const error: unknown = await promise.then(
    () => null,
    (reason: unknown) => reason,
  );
  if (!isAppError(error)) throw new Error(`Expected an AppError, got ${String(error)}.`);
  return error;
}
