import { notifications } from '@mantine/notifications';
import { useTranslation } from 'react-i18next';
import type { IpcError } from '../api/kantoorApi.ts';
import { toErrorSentences } from '../i18n/errorSentences.ts';

export interface CallNotice {
  /** A failure stays until it is put away: it may say what happened to money. */
  tellFailure: (error: IpcError) => void;
  /** Something that went as wanted; goes away by itself. */
  tell: (message: string) => void;
}

/** Says how a command ended where the screen itself has no place for it. */
export function useCallNotice(): CallNotice {
  const { t } = useTranslation('errors');
  return {
    tellFailure: (error) => {
      const { what, money, next, reference } = toErrorSentences(error, t);
      // The notice above the screen says it already; one more per failed call tells nobody anything new.
      const id = error.code === 'offline' ? { id: 'offline', autoClose: 4000 } : { autoClose: false };
      const message = [money, next, reference].filter((part) => part !== null).join(' ');
      notifications.show({ color: 'red', title: what, message, ...id });
    },
    tell: (message) => notifications.show({ message }),
  };
}
