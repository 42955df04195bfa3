import { assert, constantFrom, property, string } from 'fast-check';
import { describe, expect, it } from 'vitest';
import { redact } from '../../electron/logging/redact.ts';

describe('what never reaches a log', () => {
  it.each([
    ['a secret key', 'key sk_live_51AbCdEf used', 'key sk_live_[key] used'],
    ['a restricted key inside JSON', '{"k":"rk_test_51AbC"}', '{"k":"rk_test_[key]"}'],
    [
      'a masked key of Stripe',
      'Invalid API Key provided: sk_test_****1234',
      'Invalid API Key provided: sk_test_[key]',
    ],
    ['a header', 'authorization: Bearer abc.def', 'authorization: Bearer [key]'],
    ['an invoice link', 'see https://invoice.stripe.com/i/acct_1/live_x?s=ap now', 'see [link] now'],
    ['a PDF link', '"https://pay.stripe.com/invoice/acct_1/live_x/pdf?s=ap"', '"[link]"'],
    ['a receipt', 'https://pay.stripe.com/receipts/payment/CAcaFwo', '[link]'],
    ['a document of the sample office', 'GET http://127.0.0.1:4711/invoice/x/pdf', 'GET [link]'],
    ['an e-mail address', 'to jan.o-neill+x@example.co.uk.', 'to [e-mail].'],
    [
      'an e-mail address in a query',
      'customers?email=jan%40example.nl&limit=1',
      'customers?email=[e-mail]&limit=1',
    ],
  ])('%s', (_, text, expected) => {
    expect(redact(text)).toBe(expected);
  });

  it('leaves ids, API paths and ordinary text alone', () => {
    const text =
      '{"msg":"read https://api.stripe.com/v1/customers/cus_1 in 12 ms @ 3/s","local":"http://127.0.0.1:80/v1/events"}';
    expect(redact(text)).toBe(text);
  });

  it('finds a key wherever it stands in a line', () => {
    const secret = constantFrom('sk_live_51HiddenPart', 'rk_test_51HiddenPart', 'sk_org_live_51HiddenPart');
    assert(
      property(string(), secret, string(), (before, key, after) => {
        expect(redact(`${before} ${key} ${after}`)).not.toContain('HiddenPart');
      }),
    );
  });
});
