import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { copyWithoutLinks, withoutBearerLinks } from '../../electron/cache/bearerLinks.ts';
import { parsePage, type ParsedPage } from '../../electron/cache/stripePage.ts';

const keys = fc.oneof(
  fc.constantFrom('pdf', 'invoice_pdf', 'hosted_invoice_url', 'receipt_url', 'client_secret', 'data', 'id'),
  fc.string({ unit: 'grapheme' }),
);
const values = fc.letrec((tie) => ({
  value: fc.oneof(
    { depthSize: 'small' },
    fc.string({ unit: 'grapheme' }),
    fc.string({ unit: fc.constantFrom('"', '\\', '{', ']', ',', ':', '\n', 'é', 'خ') }),
    fc.double({ noNaN: true, noDefaultInfinity: true }),
    fc.constantFrom(null, true, false),
    fc.array(tie('value')),
    fc.dictionary(keys, tie('value'), { noNullPrototype: true }),
  ),
})).value;
const lists = fc.record(
  {
    object: fc.constant('list'),
    has_more: fc.boolean(),
    url: fc.string(),
    data: fc.array(fc.dictionary(keys, values, { noNullPrototype: true })),
  },
  { noNullPrototype: true },
);
/** Invoices with the members that are mapped to columns, of any shape, among others. */
const invoices = fc.array(
  fc
    .dictionary(
      fc.oneof(
        keys,
        fc.constantFrom('lines', 'customer', 'customer_address', 'customer_tax_ids', 'number', 'total_taxes'),
      ),
      fc.oneof(
        values,
        fc.dictionary(fc.constantFrom('data', 'has_more', 'id', 'city', 'value', 'amount', 'url'), values, {
          noNullPrototype: true,
        }),
      ),
      { noNullPrototype: true },
    )
    .map((members): Record<string, unknown> => members),
);
const encode = (json: string): Uint8Array => new TextEncoder().encode(json);

/** The JSON that is kept of each object. */
function keptOf(page: ParsedPage): string[] {
  return [...page.raw.values()].map((raw) => {
    const target = Buffer.alloc((raw.end - raw.start) * 4 + 4);
    return target.toString('utf8', 0, copyWithoutLinks(raw, target, 0));
  });
}

/** What is left of a value when only some members of objects are looked at. */
function only(names: readonly string[], value: unknown): unknown {
  if (Array.isArray(value)) return value.map((item) => only(names, item));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).filter(([name]) => names.includes(name)));
}

describe('a page of Stripe JSON', () => {
  it('keeps each object as it came, without the links that open or pay it', () => {
    fc.assert(
      fc.property(lists, (list) => {
        const page = parsePage('customer', encode(JSON.stringify(list)));
        expect(page.objects).toEqual(JSON.parse(JSON.stringify(list.data)));
        expect(page.hasMore).toBe(list.has_more);
        const readable = page.raw.size > 0 || list.data.length === 0;
        if (readable)
          expect(keptOf(page)).toEqual(list.data.map((object) => withoutBearerLinks(JSON.stringify(object))));
      }),
    );
  });

  it('is the same page when it comes indented, as Stripe sends it', () => {
    fc.assert(
      fc.property(lists, fc.constantFrom(2, '\t'), (list, indent) => {
        const indented = parsePage('customer', encode(JSON.stringify(list, null, indent)));
        const compact = parsePage('customer', encode(JSON.stringify(list)));
        expect(indented.objects).toEqual(compact.objects);
        expect(indented.hasMore).toBe(compact.hasMore);
        expect(keptOf(indented)).toEqual(keptOf(compact));
      }),
    );
  });

  it('reads of an invoice what is mapped to columns, and keeps all of it', () => {
    fc.assert(
      fc.property(invoices, (data) => {
        const json = JSON.stringify({ object: 'list', data, has_more: false });
        const page = parsePage('invoice', encode(json));
        const sent = (JSON.parse(json) as { data: Record<string, unknown>[] }).data;
        expect(page.objects).toHaveLength(sent.length);
        for (const [index, object] of sent.entries()) {
          const read = page.objects[index] as unknown as Record<string, unknown>;
          expect(read['number']).toEqual(object['number']);
          if (page.raw.size === 0) continue;
          expect(read['customer_address']).toEqual(only(['city'], object['customer_address']));
          expect(read['customer_tax_ids']).toEqual(only(['value'], object['customer_tax_ids']));
          expect(read['customer']).toEqual(only(['id'], object['customer']));
          expect(keptOf(page)[index]).toBe(withoutBearerLinks(JSON.stringify(object)));
        }
      }),
    );
  });

  it('keeps the bytes of a list whose order of fields is another', () => {
    const page = parsePage(
      'invoice',
      encode('{"object":"list","data":[{"id":"in_1","pdf":"xy"},{"id":"ü"}],"has_more":true}'),
    );
    expect(keptOf(page)).toEqual(['{"id":"in_1","pdf":null}', '{"id":"ü"}']);
    expect(page.hasMore).toBe(true);
  });

  it('can be read again after its transaction failed', () => {
    const bytes = encode('{"object":"list","has_more":false,"data":[{"id":"cn_1","pdf":"https://x"}]}');
    parsePage('creditNote', bytes);
    expect(parsePage('creditNote', bytes).objects).toEqual([{ id: 'cn_1', pdf: 'https://x' }]);
  });

  it('leaves stray blanks and escaped keys to the parser, so that no link hides behind them', () => {
    for (const json of [
      '{"data":[{"id":"in_1","pdf": "xyz"}]}',
      '{"data":[{"id":"in_1","p\\u0064f":"xyz"}]}',
    ]) {
      const page = parsePage('customer', encode(json));
      expect(page.objects).toEqual((JSON.parse(json) as { data: object[] }).data);
      expect(page.raw.size).toBe(0);
    }
  });

  it('is refused wherever it was cut off', () => {
    const bytes = encode(
      '{"object":"list","has_more":false,"data":[{"id":"in_1","lines":{"data":[]}},{"id":"\\""}]}',
    );
    for (let length = 0; length < bytes.length; length += 1)
      expect(() => parsePage('invoice', bytes.slice(0, length))).toThrow('arrived incomplete');
  });
});
