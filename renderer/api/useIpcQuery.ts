import { keepPreviousData, queryOptions, useQuery, type UseQueryResult } from '@tanstack/react-query';
import type { InputOf, OutputOf } from '../../shared/ipc/contract.ts';
import type { QueryName } from '../../shared/ipc/methods.ts';
import { callMain, type IpcError } from './kantoorApi.ts';

/** The query options of a method: its name and input are the key. */
export function ipcQuery<Name extends QueryName>(name: Name, input: InputOf<Name>) {
  return queryOptions<OutputOf<Name>, IpcError>({
    queryKey: [name, input],
    queryFn: () => callMain(name, input),
  });
}

export interface IpcQueryOptions {
  enabled?: boolean;
  /** Shows the former answer while the answer to a changed input is on its way. */
  keepPrevious?: boolean;
  /** Asks again by itself, for what changes without an event. *Units*: milliseconds. */
  refetchEveryMs?: number;
}

/** Reads a method of the table and keeps the answer fresh while the screen is open. */
export function useIpcQuery<Name extends QueryName>(
  name: Name,
  input: InputOf<Name>,
  { enabled = true, keepPrevious = false, refetchEveryMs }: IpcQueryOptions = {},
): UseQueryResult<OutputOf<Name>, IpcError> {
  const options = ipcQuery(name, input);
  return useQuery<OutputOf<Name>, IpcError>({
    queryKey: options.queryKey,
    queryFn: () => callMain(name, input),
    enabled,
    ...(refetchEveryMs === undefined ? {} : { refetchInterval: refetchEveryMs }),
    ...(keepPrevious ? { placeholderData: keepPreviousData } : {}),
  });
}
