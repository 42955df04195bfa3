import { useQuery } from '@tanstack/react-query';
import type { InputOf } from '../../../shared/ipc/contract.ts';
import type { StoredDocument } from '../../../shared/ipc/schemas/documents.ts';
import { callMain, IpcError, toIpcError } from '../../api/kantoorApi.ts';

export type DocumentRef = InputOf<'documents.open'>;

export interface OpenDocument {
  document: StoredDocument | undefined;
  bytes: Uint8Array | undefined;
  error: IpcError | null;
  retry: () => void;
}

async function readBytes(path: string): Promise<Uint8Array> {
  const response = await fetch(path);
  if (response.ok) return new Uint8Array(await response.arrayBuffer());
  throw new IpcError({
    code: 'document_invalid',
    message: `The stored document could not be read (${response.status}).`,
    reference: null,
    details: {},
  });
}

/** A document and its bytes: the main process makes sure it is current, the bytes belong to its hash for ever. */
export function useDocument(ref: DocumentRef): OpenDocument {
  const opened = useQuery({
    queryKey: ['documents.open', ref],
    queryFn: () => callMain('documents.open', ref),
    // Every opening asks again: an invoice paid meanwhile has another document.
    staleTime: 0,
    gcTime: 60_000,
  });
  const { sha256, path } = opened.data ?? {};
  const contents = useQuery({
    queryKey: ['document', sha256],
    queryFn: () => readBytes(path ?? ''),
    enabled: path !== undefined,
    gcTime: 60_000,
  });
  const failure = opened.error ?? contents.error;
  return {
    document: opened.data,
    bytes: contents.data,
    error: failure === null ? null : toIpcError(failure),
    retry: () => void (opened.isError ? opened.refetch() : contents.refetch()),
  };
}
