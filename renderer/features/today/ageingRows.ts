import type { AgeBucket } from '../../../shared/domain/ageing.ts';
import type { CurrencyAgeing } from '../../../shared/ipc/schemas/today.ts';

interface CountedMoney {
  amount: number;
  currency: string;
  count: number;
}

export interface AgeingRow {
  livemode: boolean;
  open: CountedMoney;
  overdue: CountedMoney;
  buckets: (CountedMoney & { bucket: AgeBucket })[];
  /** The bar: where each bucket begins and how long it is. *Units*: hundredths of what is open. */
  parts: { bucket: AgeBucket; start: number; width: number }[];
}

/** A line per currency, LIVE before TEST, the one with the most invoices first. */
export function toAgeingRows(ageing: readonly CurrencyAgeing[]): AgeingRow[] {
  return ageing
    .map(toAgeingRow)
    .toSorted(
      (left, right) => Number(right.livemode) - Number(left.livemode) || right.open.count - left.open.count,
    );
}

function toAgeingRow({ currency, livemode, buckets }: CurrencyAgeing): AgeingRow {
  const sumOf = (chosen: CurrencyAgeing['buckets']): CountedMoney => ({
    currency,
    amount: chosen.reduce((sum, { amount }) => sum + amount, 0),
    count: chosen.reduce((sum, { count }) => sum + count, 0),
  });
  const open = sumOf(buckets);
  let start = 0;
  const parts = buckets.map(({ bucket, amount }) => {
    const width = open.amount <= 0 ? 0 : (Math.max(0, amount) / open.amount) * 100;
    start += width;
    return { bucket, start: start - width, width };
  });
  return {
    livemode,
    open,
    overdue: sumOf(buckets.filter(({ bucket }) => bucket !== 'notDue')),
    buckets: buckets.map((bucket) => ({ ...bucket, currency })),
    parts,
  };
}
