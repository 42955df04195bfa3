import type { CacheClient } from '../../electron/cache/cacheApi.ts';
import { personOf, type BenchmarkOffice } from './cacheOffice.ts';
import { accountsOf, invoicePages, readAt } from './filledCache.ts';
import { quantile, timeEach, type Measurement } from './measurement.ts';

type ListInput = Parameters<CacheClient['listInvoices']>[0];
type Filter = ListInput['filter'];

const sortFields = [
  'createdAt',
  'issuedAt',
  'dueAt',
  'number',
  'customerName',
  'total',
  'amountRemaining',
  'status',
] as const;

const everyInvoice: Filter = {
  workspaceIds: null,
  view: 'all',
  status: null,
  customerId: null,
  query: '',
  from: null,
  to: null,
};

/** As many rows as a grid asks for at once. */
const limit = 50;

function listInput(office: BenchmarkOffice, filter: Partial<Filter>): ListInput {
  return {
    filter: { ...everyInvoice, ...filter },
    sort: { field: 'createdAt', direction: 'desc' },
    offset: 0,
    limit,
    workspaces: accountsOf(office),
    now: readAt,
  };
}

/** What a person types, letter by letter: names, numbers, e-mails, VAT numbers, cities, lines, amounts. */
function typedQueries(office: BenchmarkOffice): string[] {
  const wholes: string[] = [];
  for (let customer = 0; customer < office.customers; customer += Math.floor(office.customers / 12)) {
    const { name, email, vat, city } = personOf(customer);
    wholes.push(name, email, vat, city);
  }
  wholes.push('reserveringen plus', 'kitchen display', 'trattoria bella', 'ACC1-000042', '42', '1.234,50');
  return wholes.flatMap((whole) =>
    Array.from({ length: whole.length }, (_, index) => whole.slice(0, index + 1)),
  );
}

/** Lists of an office: every order, view and text, from the first page to the last. */
async function measureLists(cache: CacheClient, office: BenchmarkOffice) {
  const pagesAt = (share: number) =>
    sortFields.flatMap((field) =>
      (['asc', 'desc'] as const).map((direction) => () => {
        const offset = Math.floor((office.invoices - limit) * share);
        return cache.listInvoices({ ...listInput(office, {}), sort: { field, direction }, offset });
      }),
    );
  const filters: Partial<Filter>[] = [
    ...(['open', 'overdue', 'paid', 'draft'] as const).map((view) => ({ view })),
    { workspaceIds: ['ws_3'] },
    { from: '2024-01-01', to: '2024-12-31' },
    { customerId: personOf(7).id },
  ];
  const firstPages = filters.flatMap((filter) =>
    sortFields.map(
      (field) => () =>
        cache.listInvoices({ ...listInput(office, filter), sort: { field, direction: 'desc' } }),
    ),
  );
  const texts = [
    'trattoria',
    'muller',
    'tr',
    'reserveringen',
    'roma bella',
    'nl12',
    '42',
    '1.234,50',
    '~1234',
  ];
  const views = ['open', 'all', 'overdue', 'paid'] as const;
  const found = texts.flatMap((query) =>
    views.map((view) => () => cache.listInvoices(listInput(office, { query, view }))),
  );
  return {
    beginning: quantile(await timeEach(pagesAt(0)), 0.95),
    middle: quantile(await timeEach(pagesAt(0.5)), 0.95),
    end: quantile(await timeEach(pagesAt(1)), 0.95),
    filtered: quantile(await timeEach(firstPages), 0.95),
    found: quantile(await timeEach(found), 0.95),
  };
}

/** The longest of the parts in which the sums of a frequent word are added up. */
async function measureSums(cache: CacheClient, office: BenchmarkOffice): Promise<number> {
  const { filter, workspaces, now } = listInput(office, { query: 'trattoria' });
  const durations: number[] = [];
  let before: number | null | undefined;
  while (before !== null) {
    const startedMs = performance.now();
    const part = await cache.sumInvoices({
      filter,
      workspaces,
      now,
      ...(before === undefined ? {} : { before }),
    });
    durations.push(performance.now() - startedMs);
    ({ before } = part);
  }
  return Math.max(...durations);
}

/** Pages and searches while another thread writes an account again: nobody waits for a write. */
async function measureWhileWriting(cache: CacheClient, office: BenchmarkOffice): Promise<number> {
  let isMeasured = false;
  const writing = (async () => {
    for (const page of invoicePages(office, 0, 2)) {
      if (isMeasured) return;
      await cache.writePage({ page });
    }
  })();
  const calls = Array.from(
    { length: 60 },
    (_, index) => () =>
      index % 2 === 0
        ? cache.listInvoices({ ...listInput(office, { view: 'open' }), offset: index * limit })
        : cache.search({
            query: `trattoria ${'roma'.slice(0, index % 5)}`,
            workspaceIds: null,
            limit: 12,
            now: readAt,
          }),
  );
  const durations = await timeEach(calls);
  isMeasured = true;
  await writing;
  return quantile(durations, 0.95);
}

/** What the first screen asks for, over all accounts; each time of another second, as a clock does. */
async function measureWorklist(cache: CacheClient, office: BenchmarkOffice): Promise<number> {
  const input = { workspaces: accountsOf(office), suspendedFrom: 'unpaid', limit: 5 } as const;
  const calls = Array.from(
    { length: 20 },
    (_, second) => () => cache.readWorklist({ ...input, now: readAt + second }),
  );
  return quantile(await timeEach(calls), 0.95);
}

const inMs = (value: number): string => `${value.toFixed(1)} ms`;

/** How fast a filled cache answers. */
export async function measureReads(
  cache: CacheClient,
  office: BenchmarkOffice,
  size: string,
): Promise<Measurement[]> {
  const lists = await measureLists(cache, office);
  const queries = typedQueries(office);
  const searches = await timeEach(
    queries.map((query) => () => cache.search({ query, workspaceIds: null, limit: 12, now: readAt })),
  );
  const of = (what: string, value: number, aim?: string): Measurement => ({
    what: `cache, ${what}`,
    size,
    value: inMs(value),
    ...(aim === undefined ? {} : { aim }),
  });
  return [
    of('page at the beginning of any order, p95', lists.beginning),
    of('page in the middle, p95', lists.middle),
    of('page at the end, p95', lists.end),
    of('first page of a view, account, period or customer in any order, p95', lists.filtered),
    of('first page of a frequent text in any view, p95', lists.found),
    of('longest part of the sums of a frequent text', await measureSums(cache, office)),
    of(
      'Today: totals, ages and the worklist of all accounts, p95',
      await measureWorklist(cache, office),
      '≤ 30 ms',
    ),
    of(`search per letter, p95 of ${queries.length}`, quantile(searches, 0.95), '≤ 10 ms'),
    of('page or search while invoices are written, p95', await measureWhileWriting(cache, office)),
  ];
}
