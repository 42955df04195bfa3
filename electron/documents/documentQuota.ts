import type { UnixSeconds } from '../../shared/domain/dates.ts';
import { prefetchShareOfQuota } from '../../shared/domain/documents.ts';
import type { WorkspaceDatabase } from '../workspaceDatabase/workspaceDatabaseApi.ts';
import type { DocumentUse } from './documentUse.ts';
import type { PdfStore } from './pdfStore.ts';

/** The room that documents may take on this machine. */
export interface DocumentQuota {
  /** Lets the least recently used documents go until all fit, as far as they may go. */
  makeRoom(): Promise<void>;
  /** Whether there is room for documents that nobody asked for yet. */
  hasRoomAhead(): Promise<boolean>;
}

export interface DocumentQuotaDeps {
  workspaceDatabase: Pick<WorkspaceDatabase, 'documentUsage' | 'evictDocuments'>;
  store: Pick<PdfStore, 'remove'>;
  use: Pick<DocumentUse, 'flush'>;
  quotaBytes: () => number;
  now: () => UnixSeconds;
}

/** So long after an attempt that freed nothing the next one would find the same. */
const fruitlessForSeconds = 60;

/** Keeps the documents of all accounts within one quota. */
export function createDocumentQuota(deps: DocumentQuotaDeps): DocumentQuota {
  const { workspaceDatabase, store, use, quotaBytes, now } = deps;
  let making: Promise<void> | null = null;
  let fruitless = { at: 0, quota: 0 };

  const usedBytes = async (): Promise<number> =>
    (await workspaceDatabase.documentUsage()).reduce((sum, { bytes }) => sum + bytes, 0);

  async function evict(): Promise<void> {
    const quota = quotaBytes();
    if ((await usedBytes()) <= quota) return;
    if (fruitless.quota === quota && now() - fruitless.at < fruitlessForSeconds) return;
    await use.flush();
    await store.remove(await workspaceDatabase.evictDocuments({ quotaBytes: quota, at: now() }));
    if ((await usedBytes()) > quota) fruitless = { at: now(), quota };
  }

  return {
    makeRoom() {
      making ??= evict().finally(() => (making = null));
      return making;
    },
    hasRoomAhead: async () => (await usedBytes()) < quotaBytes() * prefetchShareOfQuota,
  };
}
