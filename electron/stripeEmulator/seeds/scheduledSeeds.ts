import type { ScheduledWork } from '../state/agenda.ts';
import type { SeedSource } from '../state/collection.ts';
import { idAt } from '../state/ids.ts';
import type { SeedContext } from './customerFacts.ts';
import { lateFailureOf } from './failureSeeds.ts';
import { DEBIT_SECONDS, invoiceFilterFacts } from './invoiceFacts.ts';
import { paysByDebit } from './paymentMethodSeeds.ts';
import { paymentIdAt } from './paymentSeeds.ts';

export const SCHEDULED_PREFIX = 'todo';

/** The debits that were under way when the history ended: each clears, or comes back, at its own time. */
export function scheduledSeeds(context: SeedContext): SeedSource<ScheduledWork> {
  const { history } = context;
  const first = history.firstAtOrAfter(history.end - DEBIT_SECONDS);
  return {
    count: history.invoices - first,
    createdAt: (position) => history.createdAt(first + position),
    build(position) {
      const index = first + position;
      // The quick question first: most customers pay by card.
      if (!paysByDebit(context, history.customerOf(index))) return undefined;
      if (!invoiceFilterFacts(context, index).debitUnderWay) return undefined;
      return {
        id: idAt(SCHEDULED_PREFIX, context.part, position),
        at: history.createdAt(index) + DEBIT_SECONDS,
        kind: 'settle_debit',
        target: paymentIdAt(context, 'pi', index, 0),
        failure: lateFailureOf(context, index),
      };
    },
  };
}
