import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  checkUpdate,
  compareCustomer,
  compareTaxIds,
  listUpdateWarnings,
  normalizeValues,
  toCustomerValues,
} from '../../shared/domain/customerChanges.ts';
import { customerFields, type CustomerValues } from '../../shared/domain/customers.ts';

const current: CustomerValues = toCustomerValues({
  name: 'Eetcafé Het Hert',
  email: 'info@hert.example',
  phone: '+31 20 624 1111',
  address: {
    line1: 'Damrak 1',
    line2: null,
    city: 'Amsterdam',
    postal_code: '1012 AB',
    state: null,
    country: 'NL',
  },
  preferredLocale: 'nl',
  taxExempt: 'none',
});
const vat = { id: 'txi_1', type: 'eu_vat', value: 'NL004495445B01' };
const none = { values: {}, addTaxIds: [], removeTaxIds: [] };

describe('comparing a change with what is there now', () => {
  it('finds nothing where mine is what is there', () => {
    expect(compareCustomer({ name: 'Old' }, current, { name: current.name })).toMatchObject({
      changed: [],
      conflicts: [],
    });
  });

  it('is no conflict when both made the same change', () => {
    const { conflicts } = compareCustomer({ city: 'Utrecht' }, current, { city: 'Amsterdam' });
    expect(conflicts).toEqual([]);
  });

  it('is a conflict when another part of the same address moved meanwhile', () => {
    const { conflicts } = compareCustomer(
      { line1: 'Coolsingel 1', city: 'Rotterdam' },
      { ...current, line1: 'Damrak 1', city: 'Amsterdam' },
      { line1: 'Coolsingel 2' },
    );
    expect(conflicts.map(({ field }) => field)).toEqual(['line1', 'city']);
    expect(conflicts[1]).toEqual({
      field: 'city',
      base: 'Rotterdam',
      theirs: 'Amsterdam',
      mine: 'Rotterdam',
    });
  });

  it('is no conflict when the address moved and mine touches the name only', () => {
    expect(compareCustomer({ city: 'Rotterdam' }, current, { name: 'New' }).conflicts).toEqual([]);
  });

  it('gives, for any change without conflict, what is there with mine on top', () => {
    const value = fc.option(fc.string({ maxLength: 5 }), { nil: null });
    const values = fc.record(Object.fromEntries(customerFields.map((field) => [field, value])));
    const some = fc.record(Object.fromEntries(customerFields.map((field) => [field, value])), {
      requiredKeys: [],
    });
    fc.assert(
      fc.property(values, some, (theirs, mine) => {
        const { merged, conflicts } = compareCustomer({}, theirs as CustomerValues, mine);
        expect(conflicts).toEqual([]);
        expect(merged).toEqual({ ...theirs, ...mine });
      }),
    );
  });
});

describe('typed values', () => {
  it('are trimmed, empty ones clear, phones become international and codes upper case', () => {
    expect(
      normalizeValues(
        { name: '  New  ', email: ' ', phone: '020 555 1234', country: 'nl', postal_code: '1012ab' },
        current,
      ),
    ).toEqual({ name: 'New', email: null, phone: '+31 20 555 1234', country: 'NL', postal_code: '1012AB' });
  });

  it('lose control characters, which would break a printed line', () => {
    expect(normalizeValues({ name: 'Het\u0007 Hert\r\nBV\u2028' }, current)).toEqual({
      name: 'Het Hert BV',
    });
  });

  it('stay as they are stored when they were not touched', () => {
    const stored = { ...current, phone: '+31206241111' };
    expect(normalizeValues({ phone: '+31206241111' }, stored)).toEqual({ phone: '+31206241111' });
  });
});

describe('tax IDs of a change', () => {
  it('are not added twice and not removed twice', () => {
    const { add, remove, remaining } = compareTaxIds([vat], {
      addTaxIds: [{ type: 'eu_vat', value: 'nl004495445b01' }],
      removeTaxIds: ['txi_gone'],
    });
    expect({ add, remove, remaining }).toEqual({ add: [], remove: [], remaining: [vat] });
  });

  it('may replace the fifth', () => {
    const five = Array.from({ length: 5 }, (_, index) => ({
      ...vat,
      id: `txi_${index}`,
      value: `V${index}`,
    }));
    const replacing = {
      ...none,
      addTaxIds: [{ type: 'eu_vat', value: 'DE136695976' }],
      removeTaxIds: ['txi_0'],
    };
    expect(checkUpdate(current, five, replacing)).toEqual([]);
    expect(checkUpdate(current, five, { ...replacing, removeTaxIds: [] })).toEqual([
      { path: 'addTaxIds', problem: 'taxIdLimit', example: null },
    ]);
  });
});

describe('checking a change', () => {
  it('looks only at what changes', () => {
    const broken = { ...current, email: 'broken', phone: '1' };
    expect(checkUpdate(broken, [], { ...none, values: { name: 'New', email: 'broken' } })).toEqual([]);
  });

  it.each([
    [{ email: 'a@b' }, 'values.email', 'email'],
    [{ phone: '12' }, 'values.phone', 'phone'],
    [{ preferredLocale: 'Dutch please' }, 'values.preferredLocale', 'locale'],
    [{ taxExempt: 'maybe' }, 'values.taxExempt', 'taxExempt'],
    [{ country: 'Nederland' }, 'values.country', 'country'],
    [{ country: 'ZZ' }, 'values.country', 'country'],
    [{ name: 'x'.repeat(300) }, 'values.name', 'tooLong'],
  ])('refuses %j at %s as %s', (values, path, problem) => {
    expect(checkUpdate(current, [], { ...none, values })).toContainEqual({ path, problem, example: null });
  });
});

describe('warnings before saving', () => {
  const warningsOf = (
    values: Partial<CustomerValues>,
    taxExempt: string,
    removeTaxIds: string[],
  ): string[] => {
    const theirs = { ...current, taxExempt };
    const taxIds = compareTaxIds([vat], { addTaxIds: [], removeTaxIds });
    return listUpdateWarnings(compareCustomer({}, theirs, values), taxIds);
  };

  it('come when the last VAT number of a reverse-charge customer goes', () => {
    expect(warningsOf({}, 'reverse', ['txi_1'])).toEqual(['reverseChargeWithoutVatId']);
    expect(warningsOf({}, 'none', ['txi_1'])).toEqual([]);
    expect(warningsOf({ name: 'New' }, 'reverse', [])).toEqual([]);
  });

  it('come when the log-in address or the country changes', () => {
    expect(warningsOf({ email: 'new@hert.example', country: 'BE' }, 'none', [])).toEqual([
      'emailIsPortalLogin',
      'countryChangesTax',
    ]);
  });
});
