import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { withoutBearerLinks } from '../../electron/cache/bearerLinks.ts';
import { parsePage } from '../../electron/cache/stripePage.ts';

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
const encode = (json: string): Uint8Array => new TextEncoder().encode(json);

describe('a page of Stripe JSON', () => {
  it('keeps each object as it came, without the links that open or pay it', () => {
    fc.assert(
      fc.property(lists, (list) => {
        const page = parsePage(encode(JSON.stringify(list)));
        expect(page.objects).toEqual(JSON.parse(JSON.stringify(list.data)));
        expect(page.hasMore).toBe(list.has_more);
        const kept = [...page.raw.values()].map((bytes) => new TextDecoder().decode(bytes));
        const readable = page.raw.size > 0 || list.data.length === 0;
        if (readable)
          expect(kept).toEqual(list.data.map((object) => withoutBearerLinks(JSON.stringify(object))));
      }),
    );
  });

  it('keeps the bytes of a list whose order of fields is another', () => {
    const page = parsePage(
      encode('{"object":"list","data":[{"id":"in_1","pdf":"xy"},{"id":"ü"}],"has_more":true}'),
    );
    const kept = [...page.raw.values()].map((bytes) => new TextDecoder().decode(bytes));
    expect(kept).toEqual(['{"id":"in_1","pdf":null}', '{"id":"ü"}']);
    expect(page.hasMore).toBe(true);
  });

  it('can be read again after its transaction failed', () => {
    const bytes = encode(
      '{"object":"list","has_more":false,"data":[{"id":"in_1","invoice_pdf":"https://x"}]}',
    );
    parsePage(bytes);
    expect(parsePage(bytes).objects).toEqual([{ id: 'in_1', invoice_pdf: 'https://x' }]);
  });

  it('leaves blanks, escaped keys and the shortest links to the parser, so that no link hides behind them', () => {
    for (const json of [
      '{"data":[{"id":"in_1","pdf": "xyz"}]}',
      '{"data":[{"id":"in_1","pdf":"x"}]}',
      '{\n  "data": [\n    {\n      "id": "in_1"\n    }\n  ]\n}',
      '{"data":[{"id":"in_1","p\\u0064f":"xyz"}]}',
    ]) {
      const page = parsePage(encode(json));
      expect(page.objects).toEqual((JSON.parse(json) as { data: object[] }).data);
      expect(page.raw.size).toBe(0);
    }
  });

  it('is refused wherever it was cut off', () => {
    const bytes = encode(
      '{"object":"list","has_more":false,"data":[{"id":"in_1","lines":{"data":[]}},{"id":"\\""}]}',
    );
    for (let length = 0; length < bytes.length; length += 1)
      expect(() => parsePage(bytes.slice(0, length))).toThrow('arrived incomplete');
  });
});
