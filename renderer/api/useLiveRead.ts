import { useQuery } from '@tanstack/react-query';
import { useId, useState } from 'react';
import type { InputOf, OutputOf } from '../../shared/ipc/contract.ts';
import type { CommandName } from '../../shared/ipc/methods.ts';
import { callMain, type IpcError } from './kantoorApi.ts';

/** How something stands at Stripe, as one dialog sees it. */
export interface LiveRead<Output> {
  /** Undefined while it is being read, and where that failed. */
  data: Output | undefined;
  error: IpcError | null;
  /** Reads it again. */
  read: () => void;
}

/**
 * Reads live what a person decides on: when the dialog opens, when the input changes and when told to.
 * The answer belongs to this dialog alone; nothing refreshes it under the person's hands.
 */
export function useLiveRead<Name extends CommandName>(
  name: Name,
  input: InputOf<Name>,
): LiveRead<OutputOf<Name>> {
  const dialog = useId();
  const [turn, setTurn] = useState(1);
  // A query and no effect: React mounts components twice in strict mode, and Stripe is to be asked once.
  const { data, error } = useQuery<OutputOf<Name>, IpcError>({
    queryKey: ['live', dialog, turn, name, input],
    queryFn: () => callMain(name, input),
    gcTime: 0,
  });
  return { data, error, read: () => setTurn((former) => former + 1) };
}
