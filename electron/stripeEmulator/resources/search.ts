import { parameterMissing } from '../contract/apiError.ts';
import { pageQuery } from '../contract/pagination.ts';
import { integer, text, type Params } from '../contract/params.ts';
import { route, type Route } from '../contract/route.ts';
import { matchesQuery, parseSearchQuery, type SearchQuery } from '../contract/searchQuery.ts';
import type { InvoiceObject } from '../objects/invoice.ts';
import { invoiceFilterFacts } from '../seeds/invoiceFacts.ts';
import type { Books } from '../state/books.ts';
import type { Collection, ListQuery, Stored } from '../state/collection.ts';
import { seedInvoicesOf } from '../state/lookups.ts';

const searchFields = { query: text, limit: integer, page: text };

const CUSTOMER_FIELDS = ['created', 'email', 'metadata', 'name', 'phone'];
const INVOICE_FIELDS = [
  'created',
  'currency',
  'customer',
  'last_finalization_error_code',
  'last_finalization_error_type',
  'metadata',
  'number',
  'receipt_number',
  'status',
  'subscription',
  'total',
];

/** Finds newest first; the page token is the id of the last result. */
function search<T extends Stored>(
  collection: Collection<T>,
  params: Params<typeof searchFields>,
  fields: readonly string[],
  url: string,
  narrow: (query: SearchQuery) => Pick<ListQuery<T>, 'candidates' | 'matchesSeed'>,
): object {
  if (!params.query) throw parameterMissing('query');
  const query = parseSearchQuery(params.query, fields);
  const matches = (object: T): boolean => matchesQuery(query, object as unknown as Record<string, unknown>);
  const { candidates, matchesSeed } = narrow(query);
  const { limit } = pageQuery(params.limit === undefined ? {} : { limit: params.limit });
  const page = collection.list({
    limit,
    startingAfter: params.page ?? undefined,
    candidates,
    matches,
    matchesSeed(position) {
      if (matchesSeed !== undefined && !matchesSeed(position)) return false;
      const seed = collection.seedAt(position);
      return seed !== undefined && matches(seed);
    },
  });
  return {
    object: 'search_result',
    data: page.data,
    has_more: page.hasMore,
    next_page: page.hasMore ? (page.data.at(-1)?.id ?? null) : null,
    url,
  };
}

function exactly(query: SearchQuery, field: string): string | undefined {
  if (query.joined === 'OR') return undefined;
  return query.clauses.find((clause) => clause.field === field && clause.operator === ':' && !clause.negated)
    ?.value;
}

/** A number, a customer or a status spares building every invoice of the office. */
function narrowInvoices(
  books: Books,
  query: SearchQuery,
): Pick<ListQuery<InvoiceObject>, 'candidates' | 'matchesSeed'> {
  const customer = exactly(query, 'customer');
  const number = exactly(query, 'number');
  const status = exactly(query, 'status');
  return {
    candidates:
      customer !== undefined
        ? seedInvoicesOf(books, customer)
        : number === undefined
          ? undefined
          : indexOfNumber(books, number),
    matchesSeed:
      status === undefined
        ? undefined
        : (index) => invoiceFilterFacts(books.context, index).status === status.toLowerCase(),
  };
}

function indexOfNumber(books: Books, number: string): number[] {
  const { account, history } = books.context;
  const sequence = new RegExp(`^${account.numberPrefix}-(\\d{6,})$`, 'i').exec(number)?.[1];
  if (sequence === undefined) return [];
  let index = Number(sequence) - 1;
  while (index < history.invoices && history.numberedBefore(index + 1) < Number(sequence)) index++;
  return index >= 0 && index < history.invoices ? [index] : [];
}

export const searchRoutes: Route[] = [
  route({
    method: 'GET',
    path: '/v1/customers/search',
    permission: 'rak_customer_read',
    fields: searchFields,
    answer: ({ books, params }) =>
      search(books.customers, params, CUSTOMER_FIELDS, '/v1/customers/search', () => ({})),
  }),
  route({
    method: 'GET',
    path: '/v1/invoices/search',
    permission: 'rak_invoice_read',
    fields: searchFields,
    answer: ({ books, params }) =>
      search(books.invoices, params, INVOICE_FIELDS, '/v1/invoices/search', (query) =>
        narrowInvoices(books, query),
      ),
  }),
];
