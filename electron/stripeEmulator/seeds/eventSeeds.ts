import { buildEvent, type EventObject } from '../objects/event.ts';
import { idAt } from '../state/ids.ts';
import type { SeedSource } from '../state/collection.ts';
import type { SeedReader } from './seedReader.ts';

const RETENTION_SECONDS = 30 * 86_400;

/** Two events for every invoice of the last 30 days of history. */
export function eventSeeds(
  reader: SeedReader,
  apiVersion: string,
  today: () => number,
): SeedSource<EventObject> {
  const { context } = reader;
  const { history } = context;
  const first = history.firstAtOrAfter(history.end - RETENTION_SECONDS);
  const createdAt = (position: number): number =>
    history.createdAt(first + (position >> 1)) + 1 + (position & 1);
  return {
    count: (history.invoices - first) * 2,
    createdAt,
    build(position) {
      const index = first + (position >> 1);
      const invoice = reader.invoiceObject(index, today());
      const second = (position & 1) === 1;
      return buildEvent({
        id: idAt('evt', context.part, position),
        created: createdAt(position),
        livemode: context.livemode,
        apiVersion,
        type: !second
          ? 'invoice.created'
          : invoice.status === 'draft'
            ? 'invoice.updated'
            : 'invoice.finalized',
        object: invoice,
        previous: second && invoice.status === 'draft' ? { auto_advance: true } : undefined,
        requestId: null,
        idempotencyKey: null,
      });
    },
  };
}
