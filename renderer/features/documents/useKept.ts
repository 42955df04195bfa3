import type { InputOf, OutputOf } from '../../../shared/ipc/contract.ts';
import { useIpcCommand } from '../../api/useIpcCommand.ts';
import { useIpcQuery } from '../../api/useIpcQuery.ts';
import { useCallNotice } from '../../app/useCallNotice.ts';

export interface Kept {
  /** Undefined until it is known. */
  state: OutputOf<'documents.isKept'> | undefined;
  keep: (keep: boolean) => void;
  isChanging: boolean;
}

/** Whether somebody keeps an invoice, or everything of a customer, on this computer; and changing that. */
export function useKept(what: InputOf<'documents.isKept'>): Kept {
  const { data } = useIpcQuery('documents.isKept', what, { keepPrevious: true });
  const command = useIpcCommand('documents.keep');
  const { tellFailure } = useCallNotice();
  return {
    state: data,
    keep: (keep) => command.mutate({ ...what, keep }, { onError: tellFailure }),
    isChanging: command.isPending,
  };
}
