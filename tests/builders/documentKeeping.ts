import path from 'node:path';
import { createDocumentQuota, type DocumentQuota } from '../../electron/documents/documentQuota.ts';
import { createDocuments, type Documents, type DocumentsDeps } from '../../electron/documents/documents.ts';
import { createDocumentUse, type DocumentUse } from '../../electron/documents/documentUse.ts';
import { createPdfStore, type PdfStore } from '../../electron/documents/pdfStore.ts';
import type { WorkspaceDatabase } from '../../electron/workspaceDatabase/workspaceDatabaseApi.ts';

export interface DocumentKeeping {
  store: PdfStore;
  use: DocumentUse;
  quota: DocumentQuota;
  documents: Documents;
  /** Hashes of files that were set aside. */
  damaged: string[];
}

export interface DocumentKeepingInput extends Pick<DocumentsDeps, 'cache' | 'gateways' | 'now'> {
  folder: string;
  workspaceDatabase: Pick<
    WorkspaceDatabase,
    'findDocument' | 'saveDocument' | 'dropDocument' | 'touchDocuments' | 'documentUsage' | 'evictDocuments'
  >;
  quotaBytes?: () => number;
}

/** Documents in the folder `documents`, with the quota and the notes of use around them. */
export function keepDocuments(input: DocumentKeepingInput): DocumentKeeping {
  const { folder, quotaBytes = () => 1e12, ...deps } = input;
  const damaged: string[] = [];
  const store = createPdfStore({
    folder: path.join(folder, 'documents'),
    onDamaged: (sha256) => void damaged.push(sha256),
  });
  const use = createDocumentUse(deps);
  const quota = createDocumentQuota({ ...deps, store, use, quotaBytes });
  return { store, use, quota, documents: createDocuments({ ...deps, store, use, quota }), damaged };
}
