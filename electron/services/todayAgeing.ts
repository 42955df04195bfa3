import type { CurrencyAgeing } from '../../shared/ipc/schemas/today.ts';
import type { AccountAgeing } from '../cache/cacheApi.ts';

/** Adds accounts up per currency, LIVE and TEST apart; LIVE first, then by currency. */
export function addUpAgeing(
  accounts: readonly AccountAgeing[],
  isLive: (workspaceId: string) => boolean,
): CurrencyAgeing[] {
  const sums = new Map<string, CurrencyAgeing>();
  for (const { workspaceId, currency, buckets } of accounts) {
    const livemode = isLive(workspaceId);
    const key = `${livemode ? 0 : 1} ${currency}`;
    const before = sums.get(key)?.buckets ?? [];
    const sum = buckets.map(({ bucket, count, amount }, place) => ({
      bucket,
      count: count + (before[place]?.count ?? 0),
      amount: amount + (before[place]?.amount ?? 0),
    }));
    sums.set(key, { currency, livemode, buckets: sum });
  }
  return [...sums].toSorted(([left], [right]) => (left < right ? -1 : 1)).map(([, sum]) => sum);
}
