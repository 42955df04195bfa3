import { missing } from '../contract/apiError.ts';
import { listPage, pageQuery } from '../contract/pagination.ts';
import { boolean, list, pageFields, text, timeRange } from '../contract/params.ts';
import { idIn, route, type Route } from '../contract/route.ts';
import type { Books } from '../state/books.ts';

const RETENTION_SECONDS = 30 * 86_400;
const MAX_TYPES = 20;

/** Whether an event's type is asked for; `customer.*` stands for all that begin so. */
function isWanted(type: string, wanted: readonly string[]): boolean {
  return wanted.some((pattern) =>
    pattern.endsWith('*') ? type.startsWith(pattern.slice(0, -1)) : type === pattern,
  );
}

function oldestKept(books: Books): number {
  return books.now() - RETENTION_SECONDS;
}

/** A cursor is known as long as its event is kept. */
function forgetOld(books: Books, id: string | undefined): string | undefined {
  const event = id === undefined ? undefined : books.events.find(id);
  return event !== undefined && event.created < oldestKept(books) ? `${id} (expired)` : id;
}

export const eventRoutes: Route[] = [
  route({
    method: 'GET',
    path: '/v1/events',
    permission: 'rak_event_read',
    fields: {
      ...pageFields,
      created: timeRange,
      type: text,
      types: list(text, MAX_TYPES),
      delivery_success: boolean,
    },
    answer({ books, params }) {
      const types = [params.type, ...(params.types ?? [])].filter((type) => typeof type === 'string');
      const page = pageQuery(params);
      return listPage(
        books.events,
        {
          limit: page.limit,
          startingAfter: forgetOld(books, page.startingAfter),
          endingBefore: forgetOld(books, page.endingBefore),
          created: {
            from: Math.max(params.created?.from ?? 0, oldestKept(books)),
            to: params.created?.to ?? Infinity,
          },
          matches: (event) => types.length === 0 || isWanted(event.type, types),
          matchesSeed(position) {
            if (types.length === 0) return true;
            const event = books.events.seedAt(position);
            return event !== undefined && isWanted(event.type, types);
          },
        },
        'event',
        '/v1/events',
      );
    },
  }),
  route({
    method: 'GET',
    path: '/v1/events/:id',
    permission: 'rak_event_read',
    fields: {},
    answer(call) {
      const event = call.books.events.find(idIn(call));
      if (event === undefined || event.created < oldestKept(call.books)) throw missing('event', idIn(call));
      return event;
    },
  }),
];
