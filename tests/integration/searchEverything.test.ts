import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { CacheClient } from '../../electron/cache/cacheApi.ts';
import { exponentOf } from '../../shared/domain/money.ts';
import { openCache } from '../builders/openCache.ts';
import { aCustomer, aLine, anInvoice, aTaxId, someMoment, withTaxIds } from '../builders/stripeObjects.ts';
import { aPage } from '../builders/stripeObjectsPage.ts';

/** An office as a person would write it down, to be searched line by line. */
interface OfficeInvoice {
  id: string;
  workspaceId: string;
  status: 'open' | 'paid' | 'void' | 'draft';
  number: string | null;
  name: string;
  email: string;
  city: string;
  vatId: string;
  line: string;
  total: number;
  currency: string;
  created: number;
}

const names = ['Café Ørsted', 'Straße 7', 'Müller & Söhne', 'Trattoria Bella', 'Łódź Bar', 'Bella Roma 42'];
const cities = ['København', 'Wien', 'Utrecht', 'Zürich'];
const lines = ['Keukenscherm Pro', 'Reserveringen Plus', 'Online ordering 2026', 'Plus'];
const vatIds = ['NL123456789B12', 'DK 12345678', 'CHE-123.456.789 MWST', 'ATU12345678'];
const workspaceIds = ['ws_nl', 'ws_ae'];

const anyInvoice = fc.record({
  workspaceId: fc.constantFrom(...workspaceIds),
  status: fc.constantFrom('open', 'paid', 'void', 'draft'),
  counter: fc.integer({ min: 1, max: 120 }),
  name: fc.constantFrom(...names),
  mailbox: fc.constantFrom('info', 'boekhouding', 'bella'),
  city: fc.constantFrom(...cities),
  vatId: fc.constantFrom(...vatIds),
  line: fc.constantFrom(...lines),
  total: fc.constantFrom(4_200, 12_345, 123_450, 42, 1_234),
  currency: fc.constantFrom('eur', 'jpy', 'kwd'),
  age: fc.integer({ min: 0, max: 50 }),
});

const anyOffice = fc.array(anyInvoice, { minLength: 1, maxLength: 40 }).map((drawn) =>
  drawn.map(({ counter, mailbox, age, ...facts }, index): OfficeInvoice => ({
    ...facts,
    id: `in_${index}`,
    number: facts.status === 'draft' ? null : `NL-2026-${String(counter).padStart(5, '0')}`,
    email: `${mailbox}@zaak.example`,
    created: someMoment - age,
  })),
);

/** A search as the simplest program would do it: letters without accents, words by their beginnings. */
function plain(text: string): string {
  const strokes: Record<string, string> = { ø: 'o', ß: 'ss', ł: 'l' };
  return text
    .toLowerCase()
    .normalize('NFKD')
    .replaceAll(/\p{M}/gu, '')
    .replaceAll(/[øßł]/g, (letter) => strokes[letter] ?? letter);
}

const wordsOf = (text: string): string[] => plain(text).match(/[\p{L}\p{N}]+/gu) ?? [];

/** `Müller` is also found as `Mueller`. */
function withUmlauts(text: string): string[] {
  const second = text.toLowerCase().replaceAll('ä', 'ae').replaceAll('ö', 'oe').replaceAll('ü', 'ue');
  return [...wordsOf(text), ...wordsOf(second)];
}

function knownWords(invoice: OfficeInvoice): string[] {
  const number = wordsOf(invoice.number ?? '');
  return [
    ...number,
    ...number.map((part) => part.replace(/^0+(?=\d)/, '')),
    ...withUmlauts(invoice.name),
    ...wordsOf(invoice.email).slice(0, -1),
    ...withUmlauts(invoice.city),
    wordsOf(invoice.vatId).join(''),
    ...wordsOf(invoice.line).filter((word) => word.length > 1),
  ];
}

function isFoundByWords(invoice: OfficeInvoice, query: string): boolean {
  const typed = wordsOf(query);
  if (typed.length === 0) return false;
  const known = knownWords(invoice);
  const begins = (part: string): boolean => known.some((word) => word.startsWith(part));
  const joined = typed.join('');
  return (
    typed.every(begins) || (typed.length > 1 && joined.length >= 6 && /\d/.test(joined) && begins(joined))
  );
}

function isFoundByAmount({ total, currency }: OfficeInvoice, query: string): boolean {
  const amounts: Record<string, number> = { '42': 42, '42,00': 42, '1.234,50': 1234.5, '1234.5': 1234.5 };
  const amount = amounts[query];
  return amount !== undefined && Math.round(amount * 10 ** exponentOf(currency)) === total;
}

const queries = `orsted|Ørs|strasse|muller|MUELLER|müll|lodz|bella|bel rom|roma bella|keukens|plus|reserveringen plus
|info@zaak|boekh|kobenh|zurich|wien bella|00042|nl-2026-00042|nl-2026-000|2026|nl123456789b12|NL 1234.56.789.B12
|dk12345678|atu123|che 123 456 789|42,00|1.234,50|1234.5|zzz|bella zzz|"|OR NOT`;
const anyQuery = fc.constantFrom(...queries.split('|').map((query) => query.trim()));

async function fill(cache: CacheClient, office: readonly OfficeInvoice[]): Promise<void> {
  for (const workspaceId of workspaceIds) {
    await cache.dropWorkspace({ workspaceId });
    const own = office.filter((invoice) => invoice.workspaceId === workspaceId);
    const customers = own.map(({ id, name, email, city, vatId }) =>
      withTaxIds(aCustomer({ id: `cus_${id}`, name, email, address: addressIn(city) }), [
        aTaxId({ id: `txi_${id}`, customer: `cus_${id}`, value: vatId }),
      ]),
    );
    await cache.writePage({ page: aPage('customer', customers, { workspaceId }) });
    await cache.writePage({ page: aPage('invoice', own.map(toInvoice), { workspaceId }) });
  }
}

function addressIn(city: string) {
  return { city, country: 'NL', line1: null, line2: null, postal_code: null, state: null };
}

function toInvoice(facts: OfficeInvoice) {
  const { id, status, number, name, email, city, vatId, line, total, currency, created } = facts;
  return anInvoice({
    id,
    status,
    number,
    total,
    currency,
    created,
    amount_remaining: status === 'open' ? total : 0,
    customer: `cus_${id}`,
    customer_name: name,
    customer_email: email,
    customer_address: addressIn(city),
    customer_tax_ids: [{ type: 'eu_vat', value: vatId }],
    lines: { object: 'list', data: [aLine(line)], has_more: false, url: '/v1/lines' },
  });
}

const workspaces = workspaceIds.map((workspaceId) => ({ workspaceId, timeZone: 'UTC' }));

describe('a search over everything', () => {
  it('finds in list and palette what a reader of every line finds, newest first', async () => {
    const cache = await openCache();
    await fc.assert(
      fc.asyncProperty(
        anyOffice,
        fc.array(anyQuery, { minLength: 4, maxLength: 6 }),
        fc.constantFrom('all', 'open', 'paid', 'draft'),
        fc.constantFrom<string[] | null>(null, ['ws_nl']),
        async (office, queries, view, scope) => {
          await fill(cache, office);
          const isInScope = ({ workspaceId }: OfficeInvoice) => scope === null || scope.includes(workspaceId);
          const createdOf = new Map(office.map(({ id, created }) => [id, created]));
          for (const query of queries) {
            const isFound = (invoice: OfficeInvoice) =>
              isInScope(invoice) && (isFoundByWords(invoice, query) || isFoundByAmount(invoice, query));
            const expected = office.filter(isFound);

            const list = await cache.listInvoices({
              filter: {
                workspaceIds: scope,
                view,
                status: null,
                customerId: null,
                query,
                from: null,
                to: null,
              },
              sort: { field: 'createdAt', direction: 'desc' },
              offset: 0,
              limit: 100,
              workspaces,
              now: someMoment,
            });
            const ofView = expected.filter(({ status }) => view === 'all' || status === view);
            expect([query, list.rows.map(({ id }) => id).toSorted()]).toEqual([
              query,
              ofView.map(({ id }) => id).toSorted(),
            ]);
            const moments = list.rows.map(({ id }) => createdOf.get(id) ?? NaN);
            expect(moments).toEqual(moments.toSorted((left, right) => right - left));

            const hits = await cache.search({ query, workspaceIds: scope, limit: 200, now: someMoment });
            const found = hits.filter(({ kind }) => kind === 'invoice').map(({ id }) => id);
            expect([query, found.toSorted()]).toEqual([query, expected.map(({ id }) => id).toSorted()]);
          }
        },
      ),
      { numRuns: 12 },
    );
  }, 60_000);
});
