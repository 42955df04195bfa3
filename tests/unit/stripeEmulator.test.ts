import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeForm } from '../../electron/stripeEmulator/contract/form.ts';
import { createHistory } from '../../electron/stripeEmulator/seeds/history.ts';
import { listAccounts } from '../../electron/stripeEmulator/seeds/offices.ts';
import { vatNumberFor } from '../../electron/stripeEmulator/seeds/vatNumbers.ts';
import { hasTaxIdFormat } from '../../electron/stripeEmulator/resources/taxIdFormats.ts';
import { previousAttributes } from '../../electron/stripeEmulator/resources/emit.ts';
import { idAt, positionIn } from '../../electron/stripeEmulator/state/ids.ts';

const offices = [
  { size: 'S', accounts: 1 },
  { size: 'S', accounts: 3 },
  { size: 'M', accounts: 1 },
  { size: 'M', accounts: 4 },
  { size: 'XL', accounts: 20 },
] as const;

describe.each(offices)('the history of an office of size $size with $accounts accounts', (office) => {
  const accounts = listAccounts({ ...office, seed: 3 });
  const [account] = accounts;
  if (account === undefined) throw new Error('An office has an account.');
  const history = createHistory(account, '2026-10-31');

  it('shares the tier out without a rest', () => {
    const totals = { S: 300, M: 2_500, XL: 30_000 };
    // The deleted customer of each account comes on top.
    expect(accounts.reduce((sum, { customers }) => sum + customers - 1, 0)).toBe(totals[office.size]);
    expect(accounts.reduce((sum, { invoices }) => sum + invoices, 0)).toBe(totals[office.size] * 40);
    expect(new Set(accounts.map(({ part }) => part)).size).toBe(office.accounts);
  });

  it('gives every invoice to one customer, who finds it again', () => {
    let found = 0;
    for (let customer = 0; customer < account.customers; customer++) {
      const indices = history.invoicesOf(customer);
      found += indices.length;
      expect(indices.every((index, i) => i === 0 || index < (indices[i - 1] ?? 0))).toBe(true);
      expect(indices[0]).toBe(history.lastInvoiceOf(customer));
    }
    expect(found).toBe(account.invoices);
    fc.assert(
      fc.property(fc.nat(account.invoices - 1), (index) =>
        history.invoicesOf(history.customerOf(index)).includes(index),
      ),
      { numRuns: 50 },
    );
  });

  it('never goes back in time and ends on its anchor', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: account.invoices - 1 }), (index) => {
        const created = history.createdAt(index);
        return (
          history.createdAt(index - 1) <= created &&
          created < history.end &&
          history.firstAtOrAfter(created) <= index &&
          history.createdAt(history.firstAtOrAfter(created)) >= created
        );
      }),
    );
  });

  it('numbers what is no draft without a gap', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: account.invoices - 1 }), (index) => {
        const step = history.numberedBefore(index + 1) - history.numberedBefore(index);
        return step === (history.isDraft(index) ? 0 : 1);
      }),
      { numRuns: 300 },
    );
    expect(history.numberedBefore(0)).toBe(0);
  });
});

it('gives the big customer of a large office 5,000 invoices', () => {
  const [account] = listAccounts({ size: 'M', accounts: 4, seed: 3 });
  if (account === undefined) throw new Error('An office has an account.');
  const history = createHistory(account, '2026-10-31');
  expect(history.invoicesOf(history.bigCustomer)).toHaveLength(5_000);
});

it('finds the position in an id again, and only in its own account', () => {
  fc.assert(
    fc.property(fc.nat(2_000_000_000), (position) => {
      const id = idAt('in', 'AbC12T', position);
      return (
        positionIn(id, 'in', 'AbC12T')?.position === position && positionIn(id, 'in', 'AbC12L') === undefined
      );
    }),
  );
});

it('makes tax numbers of the right form', () => {
  const types = {
    NL: 'eu_vat',
    BE: 'eu_vat',
    DE: 'eu_vat',
    FR: 'eu_vat',
    ES: 'eu_vat',
    IT: 'eu_vat',
    AT: 'eu_vat',
    IE: 'eu_vat',
    SE: 'eu_vat',
    DK: 'eu_vat',
    PL: 'eu_vat',
    HU: 'eu_vat',
    PT: 'eu_vat',
    GB: 'gb_vat',
    CH: 'ch_vat',
    AE: 'ae_trn',
    SA: 'sa_vat',
    IL: 'il_vat',
    SN: 'sn_ninea',
  };
  for (const [country, type] of Object.entries(types)) {
    for (let salt = 0; salt < 50; salt++) {
      const value = vatNumberFor(country, salt * 7919) ?? '';
      expect([country, value, hasTaxIdFormat(type, value)]).toEqual([country, value, true]);
    }
  }
});

describe('a form body', () => {
  it('nests by its brackets', () => {
    expect(decodeForm('a=1&address[line1]=Caf%C3%A9+1&expand[0]=x&expand[1]=y&m[a%5Db]=z')).toMatchObject({
      a: '1',
      address: { line1: 'Café 1' },
      expand: { 0: 'x', 1: 'y' },
    });
  });

  it('cannot reach the prototype of what it decodes to', () => {
    expect(Object.keys(decodeForm('__proto__[polluted]=1'))).toEqual(['__proto__']);
    expect({}).not.toHaveProperty('polluted');
  });
});

it('tells what changed: hashes by key, arrays whole, what was absent as null', () => {
  const before = { a: 1, hash: { x: 1, y: 2 }, list: [1, 2], same: { z: 1 } };
  const after = { a: 1, hash: { x: 1, y: 3 }, list: [1], same: { z: 1 }, added: 'new' };
  expect(previousAttributes(before, after)).toEqual({ hash: { y: 2 }, list: [1, 2], added: null });
});
