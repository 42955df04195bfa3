import { useTranslation } from 'react-i18next';
import type { InputOf } from '../../shared/ipc/contract.ts';
import { useIpcCommand } from '../api/useIpcCommand.ts';
import { useFormat } from '../format/useFormat.ts';
import { useCallNotice } from './useCallNotice.ts';

export interface PendingSend {
  send: (input: InputOf<'pendingEdits.send'>) => void;
  isSending: boolean;
}

/** Compares edits with Stripe and sends what can be sent; says how that went. */
export function usePendingSend(): PendingSend {
  const { t } = useTranslation('pendingEdits');
  const format = useFormat();
  const { tell, tellFailure } = useCallNotice();
  const { mutate, isPending } = useIpcCommand('pendingEdits.send');
  return {
    isSending: isPending,
    send: (input) =>
      mutate(input, {
        onSuccess: ({ sent, left }) => {
          const said = [
            ...(sent > 0 ? [t('told.sent', { count: sent, formatted: format.count(sent) })] : []),
            ...(left.length > 0
              ? [t('told.left', { count: left.length, formatted: format.count(left.length) })]
              : []),
          ];
          if (said.length > 0) tell(said.join(' '));
        },
        onError: tellFailure,
      }),
  };
}
