import { QueryClient } from '@tanstack/react-query';
import type { IpcError } from './kantoorApi.ts';

declare module '@tanstack/react-query' {
  interface Register {
    defaultError: IpcError;
  }
}

/**
 * Queries never go stale by time and never wait for a network: they read the local cache, and `cache.changed` says
 * when it has new contents.
 */
export function createQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: { networkMode: 'always', staleTime: Infinity, retry: false, refetchOnWindowFocus: false },
      mutations: { networkMode: 'always', retry: false },
    },
  });
}

/** Waits for a moment in which the browser is idle and every question has its answer. */
export async function untilNothingIsAsked(queryClient: QueryClient): Promise<void> {
  do {
    await new Promise((resolve) => requestIdleCallback(resolve));
  } while (queryClient.isFetching() > 0);
}
