import { useMutation, type UseMutationResult } from '@tanstack/react-query';
import type { InputOf, OutputOf } from '../../shared/ipc/contract.ts';
import type { CommandName } from '../../shared/ipc/methods.ts';
import { callMain, type IpcError } from './kantoorApi.ts';

/** A command of the table; queries that read what it changes are refreshed by `cache.changed`, not by the caller. */
export function useIpcCommand<Name extends CommandName>(
  name: Name,
): UseMutationResult<OutputOf<Name>, IpcError, InputOf<Name>> {
  return useMutation<OutputOf<Name>, IpcError, InputOf<Name>>({
    mutationKey: [name],
    mutationFn: (input) => callMain(name, input),
  });
}
