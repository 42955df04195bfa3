import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { IpcError } from '../api/kantoorApi.ts';
import { toErrorSentences } from '../i18n/errorSentences.ts';
import { ErrorNotice } from '../ui/ErrorNotice.tsx';

/** A failed call in sentences. */
export function CallError({ error, onRetry }: { error: IpcError; onRetry?: () => void }): ReactNode {
  const { t } = useTranslation('errors');
  return <ErrorNotice sentences={toErrorSentences(error, t)} onRetry={onRetry} />;
}
