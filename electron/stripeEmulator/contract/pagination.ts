import {
  UnknownCursor,
  type ListQuery,
  type Page,
  type Collection,
  type Stored,
} from '../state/collection.ts';
import { invalidRequest, missingParameterObject } from './apiError.ts';
import type { pageFields, Params } from './params.ts';

interface ListObject<T> {
  object: 'list';
  data: T[];
  has_more: boolean;
  url: string;
}

export function listObject<T>(page: Page<T>, url: string): ListObject<T> {
  return { object: 'list', data: page.data, has_more: page.hasMore, url };
}

/** The part of a list query that all lists share. */
export function pageQuery(params: Params<typeof pageFields>): {
  limit: number;
  startingAfter: string | undefined;
  endingBefore: string | undefined;
} {
  const limit = params.limit ?? 10;
  if (limit < 1) {
    throw invalidRequest(
      'This value must be greater than or equal to 1.',
      'parameter_invalid_integer',
      'limit',
    );
  }
  if (limit > 100) {
    throw invalidRequest(
      'This value must be less than or equal to 100.',
      'parameter_invalid_integer',
      'limit',
    );
  }
  if (params.starting_after && params.ending_before) {
    throw invalidRequest(
      'You may only specify one of these parameters: starting_after, ending_before.',
      'parameters_exclusive',
    );
  }
  return {
    limit,
    startingAfter: params.starting_after ?? undefined,
    endingBefore: params.ending_before ?? undefined,
  };
}

/** Lists a collection; a cursor that names nothing is refused in Stripe's words. */
export function listPage<T extends Stored>(
  collection: Collection<T>,
  query: ListQuery<T>,
  what: string,
  url: string,
): ListObject<T> {
  try {
    return listObject(collection.list(query), url);
  } catch (error) {
    if (error instanceof UnknownCursor) throw missingParameterObject(what, error.id, error.parameter);
    throw error;
  }
}

/** Pages a list that fits in memory: an invoice's lines, a search. */
export function pageOf<T extends Stored>(
  all: readonly T[],
  params: Params<typeof pageFields>,
  what: string,
  url: string,
): ListObject<T> {
  const { limit, startingAfter, endingBefore } = pageQuery(params);
  const indexOf = (id: string, param: string): number => {
    const index = all.findIndex((item) => item.id === id);
    if (index < 0) throw missingParameterObject(what, id, param);
    return index;
  };
  if (endingBefore !== undefined) {
    const end = indexOf(endingBefore, 'ending_before');
    const start = Math.max(0, end - limit);
    return listObject({ data: all.slice(start, end), hasMore: start > 0 }, url);
  }
  const start = startingAfter === undefined ? 0 : indexOf(startingAfter, 'starting_after') + 1;
  return listObject({ data: all.slice(start, start + limit), hasMore: start + limit < all.length }, url);
}
