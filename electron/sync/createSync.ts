import { isAppError } from '../../shared/errors/appError.ts';
import type { SyncStatus } from '../../shared/ipc/schemas/workspaces.ts';
import { refreshCustomer, refreshInvoice } from './refreshObjects.ts';
import type { Reader } from './syncRun.ts';
import { WorkspaceSync, type SyncDeps, type SyncOptions, type SyncResult } from './workspaceSync.ts';

export interface Sync {
  /** One run; joins the run that is under way. *Errors*: the first trouble ends it, what was read stays. */
  runOnce(workspaceId: string, options: SyncOptions): Promise<SyncResult>;
  /** Runs until done, waiting while Stripe cannot be reached (asking again ends the wait); left alone while paused or cancelled. */
  start(workspaceId: string, options: { full: boolean }): void;
  /** Somebody asks: ends a pause, a cancellation and the waiting for the network. */
  startNow(workspaceId: string, options: { full: boolean }): void;
  /** Nothing starts by itself until somebody asks, also not after a restart. */
  pause(workspaceId: string): void;
  /** Ends the run under way; what was read is kept, and the rest waits until somebody asks or for the next start. */
  cancel(workspaceId: string): void;
  /** The key may read more than before: reads what earlier runs had to skip. */
  readMissing(workspaceId: string): Promise<void>;
  /** Stops and forgets a workspace that is being disconnected. */
  forget(workspaceId: string): Promise<void>;
  getStatus(workspaceId: string): Promise<SyncStatus>;
  /** Kinds that the key was not allowed to read in the last run. */
  listSkipped(workspaceId: string): string[];
  /** Reads what the page of a customer shows again from Stripe, before anything that runs in the background. */
  refreshCustomer(workspaceId: string, customerId: string): Promise<void>;
  /** Reads what the page of an invoice shows again from Stripe, before anything that runs in the background. */
  refreshInvoice(workspaceId: string, invoiceId: string): Promise<void>;
  close(): Promise<void>;
}

/** Makes the sync of all workspaces; they run side by side, each through its own gateway. */
export function createSync(deps: SyncDeps): Sync {
  const workspaces = new Map<string, WorkspaceSync>();
  const closing = new AbortController();
  const stopListening = deps.connectivity.onChanged((workspaceId) =>
    workspaces.get(workspaceId)?.noteConnectivity(),
  );

  function syncOf(workspaceId: string): WorkspaceSync {
    const known = workspaces.get(workspaceId);
    if (known) return known;
    const made = new WorkspaceSync(deps, workspaceId);
    workspaces.set(workspaceId, made);
    return made;
  }

  async function refresh(workspaceId: string, read: (reader: Reader) => Promise<void>): Promise<void> {
    const { cache, gateways, now } = deps;
    const { signal } = closing;
    try {
      const gateway = await gateways.of(workspaceId);
      await read({ workspaceId, cache, gateway, priority: 'foreground', signal, now, fetched: 0 });
    } catch (error) {
      // The sync says so on every screen, and notices when Stripe can be reached again.
      if (isAppError(error) && error.code === 'offline') syncOf(workspaceId).start({ full: false });
      throw error;
    }
  }

  return {
    runOnce: (workspaceId, options) => syncOf(workspaceId).runOnce(options),
    start: (workspaceId, options) => syncOf(workspaceId).start(options),
    pause: (workspaceId) => syncOf(workspaceId).pause(),
    startNow: (workspaceId, options) => void syncOf(workspaceId).startNow(options),
    cancel: (workspaceId) => syncOf(workspaceId).cancel(),
    readMissing: (workspaceId) => syncOf(workspaceId).readMissing(),
    async forget(workspaceId) {
      const sync = workspaces.get(workspaceId);
      workspaces.delete(workspaceId);
      await sync?.stop();
    },
    getStatus: (workspaceId) => syncOf(workspaceId).status(),
    listSkipped: (workspaceId) => syncOf(workspaceId).skipped,
    refreshCustomer: (workspaceId, customerId) =>
      refresh(workspaceId, (reader) => refreshCustomer(reader, customerId)),
    refreshInvoice: (workspaceId, invoiceId) =>
      refresh(workspaceId, (reader) => refreshInvoice(reader, invoiceId)),
    async close() {
      closing.abort();
      stopListening();
      await Promise.all([...workspaces.values()].map((sync) => sync.stop()));
    },
  };
}
