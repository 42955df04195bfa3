import type { TFunction } from 'i18next';
import { appErrorCodes } from '../../shared/errors/appError.ts';
import type { IpcError } from '../api/kantoorApi.ts';
import type { ErrorSentences } from '../ui/ErrorNotice.tsx';

/** What happened, by the code of a failure; a code that a later version wrote counts as internal. */
export function toErrorWhat(code: string, t: TFunction<'errors'>): string {
  return t(`${appErrorCodes.find((known) => known === code) ?? 'internal'}.what`, {});
}

/** A failure in the person's language: what happened, what it means for the money, what to do, what to quote. */
export function toErrorSentences(
  error: Pick<IpcError, 'code' | 'details' | 'reference'>,
  t: TFunction<'errors'>,
): ErrorSentences {
  const { code, details, reference } = error;
  const values: Record<string, string> = {};
  for (const [name, value] of Object.entries(details))
    if (value !== null) values[name] = Array.isArray(value) ? value.join(', ') : String(value);
  return {
    what: t(`${code}.what`, { replace: values }),
    money: t(`${code}.money`, { replace: values }),
    next: t(`${code}.next`, { replace: values }),
    reference,
  };
}
