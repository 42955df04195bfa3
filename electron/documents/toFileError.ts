import { AppError, isAppError } from '../../shared/errors/appError.ts';

/** Turns an error of the file system into one that says what it means and what to do. */
export function toFileError(error: unknown, path: string): AppError {
  if (isAppError(error)) return error;
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  const options = { details: { path }, cause: error };
  switch (code) {
    case 'ENOSPC':
    case 'EDQUOT':
      return new AppError(
        'disk_full',
        `There is no space left to write ${path}. Nothing half-written was left behind; free some space and go on.`,
        options,
      );
    case 'EACCES':
    case 'EPERM':
    case 'EROFS':
    case 'EBUSY':
      return new AppError(
        'path_not_writable',
        `${path} cannot be written. Choose a folder in which you may write, or close the program that holds the file.`,
        options,
      );
    case 'ENOENT':
    case 'ENOTDIR':
      return new AppError(
        'path_not_writable',
        `The folder of ${path} does not exist or is not a folder.`,
        options,
      );
    case 'ENAMETOOLONG':
      return new AppError(
        'path_too_long',
        `The path ${path} is too long. Choose a folder nearer to the top.`,
        options,
      );
    case 'EEXIST':
    case 'EISDIR':
      return new AppError('path_exists', `${path} exists already. Nothing was overwritten.`, options);
    default:
      return new AppError(
        'internal',
        `${path} could not be written or read (${code || 'unknown reason'}).`,
        options,
      );
  }
}

/** What is told when a person stops an export. */
export function exportCancelled(): AppError {
  return new AppError('cancelled', 'The export was stopped. The documents written so far are complete.');
}

/** A trouble of a batch, with what to give to go on where it stopped. */
export function withBatch(error: unknown, batchId: string): unknown {
  if (!isAppError(error)) return error;
  const { code, message, reference, details } = error;
  return new AppError(code, `${message} The rest comes with --resume ${batchId}.`, {
    reference,
    details: { ...details, batchId },
    cause: error,
  });
}
