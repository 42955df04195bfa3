import type { SyncDeps } from '../../electron/sync/workspaceSync.ts';

/** A read budget that is never used up. */
export const freeReads: SyncDeps['budget'] = { refresh: async () => {}, mayReadHistory: async () => true };
