import { dayOf, type UnixSeconds } from '../../shared/domain/dates.ts';
import { usualDesktops } from '../../shared/domain/readBudget.ts';
import type { CacheClient } from '../cache/cacheApi.ts';
import type { WorkspaceRecord } from '../workspaces/workspaceRegistryApi.ts';

/** Desktops that share an account's reads; null where reads cost nothing because the server is on this machine. */
export function desktopsOf({ sample, apiBase, traffic }: WorkspaceRecord): number | null {
  return sample !== null || apiBase !== null ? null : (traffic?.desktops ?? usualDesktops);
}

/**
 * Paid invoices among those made since a moment. Older ones that were paid since are left out: the budget that this
 * gives is rather too small than too large.
 */
export async function countPaidInvoices(
  cache: Pick<CacheClient, 'listInvoices'>,
  workspaceId: string,
  since: UnixSeconds,
): Promise<number> {
  const { total } = await cache.listInvoices({
    filter: {
      workspaceIds: [workspaceId],
      view: 'paid',
      status: null,
      customerId: null,
      query: '',
      from: dayOf(since, 'UTC'),
      to: null,
    },
    sort: { field: 'createdAt', direction: 'desc' },
    offset: 0,
    limit: 1,
    workspaces: [{ workspaceId, timeZone: 'UTC' }],
    now: since,
  });
  return total;
}
