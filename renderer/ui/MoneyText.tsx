import type { ReactNode } from 'react';
import type { Money } from '../../shared/domain/money.ts';
import { useFormat } from '../format/useFormat.ts';

/** Amounts with their currencies, in figures of equal width; a dash when there is nothing. */
export function MoneyText({ amounts }: { amounts: readonly Money[] }): ReactNode {
  const format = useFormat();
  return <span className="tabular">{amounts.length === 0 ? '–' : format.moneyList(amounts)}</span>;
}
