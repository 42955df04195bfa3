import { describe, expect, it } from 'vitest';
import type { CacheClient } from '../../electron/cache/cacheApi.ts';
import { createSearchServices } from '../../electron/services/search.ts';
import { schemas } from '../../shared/ipc/contract.ts';
import { openCache } from '../builders/openCache.ts';
import { aCustomer, aLine, anInvoice, aTaxId, someMoment, withTaxIds } from '../builders/stripeObjects.ts';
import { aPage } from '../builders/stripeObjectsPage.ts';

async function office(): Promise<CacheClient> {
  const cache = await openCache();
  const customer = aCustomer({ id: 'cus_Orsted', name: 'Café Ørsted', email: 'regnskab@orsted.example' });
  const lines = {
    object: 'list' as const,
    data: [aLine('Keukenscherm Pro')],
    has_more: false,
    url: '/v1/lines',
  };
  const invoices = [
    anInvoice({ id: 'in_Older', number: 'NL-2026-00042', created: someMoment - 100 }),
    anInvoice({
      id: 'in_Newer',
      customer: 'cus_Orsted',
      customer_name: 'Café Ørsted',
      total: 123_450,
      customer_tax_ids: [{ type: 'eu_vat', value: 'DK12345678' }],
      lines,
      number: 'NL-2026-00043',
    }),
  ];
  await cache.writePage({ page: aPage('invoice', invoices) });
  await cache.writePage({
    page: aPage('customer', [
      withTaxIds(customer, [aTaxId({ id: 'txi_1', customer: 'cus_Orsted', value: 'DK12345678' })]),
      aCustomer({ id: 'cus_Bella' }),
    ]),
  });
  return cache;
}

async function found(
  cache: CacheClient,
  query: string,
  workspaceIds: string[] | null = null,
): Promise<string[]> {
  const services = createSearchServices({ cache, now: () => someMoment });
  const answer = await services['search.query']({ query, workspaceIds, limit: 20 });
  expect(schemas['search.query'].output.parse(answer)).toEqual(answer);
  return answer.items.map(({ id, matched }) => `${id} ${matched}`);
}

describe('search', () => {
  it('finds customers and invoices by every field, and names it', async () => {
    const cache = await office();
    expect(await found(cache, 'orsted')).toEqual(['cus_Orsted name', 'in_Newer name']);
    expect(await found(cache, '42')).toEqual(['in_Older number']);
    expect(await found(cache, 'regnskab')).toEqual(['cus_Orsted email']);
    expect(await found(cache, 'DK 1234 5678')).toEqual(['cus_Orsted vatId', 'in_Newer vatId']);
    expect(await found(cache, 'nl123456789b12')).toEqual(['in_Older vatId']);
    expect(await found(cache, 'keukens')).toEqual(['in_Newer line']);
    expect(await found(cache, 'utre')).toEqual([
      'cus_Orsted city',
      'cus_Bella city',
      'in_Newer city',
      'in_Older city',
    ]);
    expect(await found(cache, '1.234,50')).toEqual(['in_Newer amount']);
    expect(await found(cache, '1234.5')).toEqual(['in_Newer amount']);
    expect(await found(cache, 'in_Old')).toEqual(['in_Older id']);
    expect(await found(cache, 'cus_Ors')).toEqual(['cus_Orsted id']);
  });

  it('finds while typing, from the first letter of a customer and the second of an invoice', async () => {
    const cache = await office();
    expect(await found(cache, 'o')).toEqual(['cus_Orsted name']);
    for (const typed of ['or', 'ors', 'orst', 'café ø', 'cafe or'])
      expect(await found(cache, typed)).toEqual(['cus_Orsted name', 'in_Newer name']);
  });

  it('puts an exact number before everything newer that begins with it or has it elsewhere', async () => {
    const cache = await openCache();
    const invoices = Array.from({ length: 60 }, (_, index) =>
      anInvoice({
        id: `in_${index}`,
        number: `NL-${String(index === 0 ? 42 : 42_000 + index).padStart(6, '0')}`,
        customer_email: 'info+42@zaak.example',
        total: 4_200,
        created: someMoment + index,
      }),
    );
    await cache.writePage({ page: aPage('invoice', invoices) });
    for (const query of ['42', '000042', 'nl-42']) expect((await found(cache, query))[0]).toBe('in_0 number');
  });

  it('finds nothing for what is nowhere, and for punctuation', async () => {
    const cache = await office();
    for (const query of ['zzz', '', '  ', '"', '*', '" OR "zzz', 'NEAR(', 'bella zzz'])
      expect(await found(cache, query)).toEqual([]);
  });

  it('keeps to the accounts that were asked for', async () => {
    const cache = await office();
    await cache.writePage({
      page: aPage('invoice', [anInvoice({ id: 'in_Other', number: 'AE-42' })], { workspaceId: 'ws_ae' }),
    });
    expect(await found(cache, '42', ['ws_ae'])).toEqual(['in_Other number']);
    expect(await found(cache, '42', [])).toEqual([]);
  });

  it('follows changes: a new name is found, the old one no longer', async () => {
    const cache = await office();
    const readAt = someMoment + 100;
    await cache.writePage({
      page: aPage('customer', [aCustomer({ id: 'cus_Bella', name: 'Osteria Nuova' })], { readAt }),
    });
    await cache.writePage({
      page: aPage('invoice', [anInvoice({ id: 'in_Older', number: 'NL-77' })], { readAt }),
    });
    expect(await found(cache, 'nuova')).toEqual(['cus_Bella name']);
    expect(await found(cache, '42')).toEqual([]);
    expect(await found(cache, '77')).toEqual(['in_Older number']);
  });

  it('finds an invoice by the lines that come with it and by those that are read afterwards', async () => {
    const cache = await openCache();
    const data = [aLine('Keukenscherm Pro')];
    const list = { object: 'list' as const, data, has_more: true, url: '/v1/lines' };
    const invoice = anInvoice({ id: 'in_Long', lines: list });
    const { incomplete } = await cache.writePage({ page: aPage('invoice', [invoice]) });
    expect(incomplete).toHaveLength(1);
    const whole = { ...list, data: [...data, aLine('Wandhouder')], has_more: false };
    await cache.writePage({ page: aPage('invoice', [{ ...invoice, lines: whole }]) });
    for (const typed of ['keukens', 'wandh']) expect(await found(cache, typed)).toEqual(['in_Long line']);
  });

  it('finds an invoice as before after it was read again without a change', async () => {
    const cache = await office();
    const invoice = anInvoice({ id: 'in_Older', number: 'NL-2026-00042', created: someMoment - 100 });
    await cache.writePage({ page: aPage('invoice', [invoice], { readAt: someMoment + 61 }) });
    expect(await found(cache, '42')).toEqual(['in_Older number']);
    await cache.writePage({
      page: aPage('invoice', [{ ...invoice, number: null }], { readAt: someMoment + 62 }),
    });
    expect(await found(cache, '42')).toEqual([]);
  });

  it('still finds a beginning that begins very many words', async () => {
    const cache = await openCache();
    const invoices = Array.from({ length: 200 }, (_, index) =>
      anInvoice({
        id: `in_${index}`,
        customer_name: `Rest${index.toString(36)}x`,
        created: someMoment + index,
      }),
    );
    await cache.writePage({ page: aPage('invoice', invoices.slice(0, 100)) });
    await cache.writePage({ page: aPage('invoice', invoices.slice(100)) });
    const hits = await found(cache, 'rest');
    expect(hits).toHaveLength(20);
    expect(hits[0]).toBe('in_199 name');
  });

  it('leaves room for invoices when many customers match, and for customers when invoices do', async () => {
    const cache = await openCache();
    const ids = Array.from({ length: 30 }, (_, index) => String(index));
    await cache.writePage({
      page: aPage(
        'customer',
        ids.map((id) => aCustomer({ id: `cus_${id}` })),
      ),
    });
    await cache.writePage({
      page: aPage(
        'invoice',
        ids.map((id) => anInvoice({ id: `in_${id}` })),
      ),
    });
    const hits = await found(cache, 'bella');
    expect(hits.filter((hit) => hit.startsWith('cus_'))).toHaveLength(10);
    expect(hits.filter((hit) => hit.startsWith('in_'))).toHaveLength(10);
  });
});
