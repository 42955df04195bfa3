import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  checkAddress,
  formatAddressLines,
  isPostalCode,
  listAddressFields,
} from '../../shared/domain/addresses.ts';
import { emptyAddress, type Address } from '../../shared/domain/customers.ts';
import { postalCodeFormats } from '../../shared/domain/postalCodes.ts';

const amsterdam: Address = {
  line1: 'Damrak 1',
  line2: null,
  city: 'Amsterdam',
  postal_code: '1012 AB',
  state: null,
  country: 'NL',
};

function partsOf(country: string | null): string {
  return listAddressFields(country)
    .map(({ part, required }) => part + (required ? '*' : ''))
    .join(' ');
}

describe('the fields of an address', () => {
  it.each([
    ['NL', 'line1* line2 postal_code* city*'],
    ['GB', 'line1* line2 city* postal_code*'],
    ['HU', 'city* line1* line2 postal_code*'],
    ['IT', 'line1* line2 postal_code* city* state'],
    ['IE', 'line1* line2 city* state postal_code'],
    ['AE', 'line1* line2 city state*'],
  ])('of %s come in its own order: %s', (country, parts) => {
    expect(partsOf(country)).toBe(parts);
  });

  it('show a part that the country does not use while it has something in it', () => {
    const parts = listAddressFields('NL', { ...amsterdam, state: 'Noord-Holland' }).map(({ part }) => part);
    expect(parts).toContain('state');
  });

  it("carry the country's own words", () => {
    const labelOf = (country: string, part: string): string | undefined =>
      listAddressFields(country).find((field) => field.part === part)?.label;
    expect(labelOf('IE', 'postal_code')).toBe('eircode');
    expect(labelOf('GB', 'city')).toBe('postTown');
    expect(labelOf('AE', 'state')).toBe('emirate');
    expect(labelOf('ES', 'state')).toBe('province');
  });
});

describe('a postal code', () => {
  it.each(Object.entries(postalCodeFormats))('of %s passes with its own example', (country, { example }) => {
    expect(isPostalCode(example, country)).toBe(true);
  });

  it.each([
    ['NL', '0012 AB'],
    ['NL', '1012'],
    ['DE', '1011'],
    ['PL', '00950'],
    ['GB', '12345'],
  ])('of %s is refused as %s', (country, code) => {
    expect(isPostalCode(code, country)).toBe(false);
  });

  it('is anything where the form is not known', () => {
    expect(isPostalCode('B.P. 12', 'CI')).toBe(true);
  });
});

describe('checking an address', () => {
  it('passes what is complete, and what is empty', () => {
    expect(checkAddress(amsterdam, new Set(['city']))).toEqual([]);
    expect(checkAddress(emptyAddress, new Set(['line1', 'country']))).toEqual([]);
  });

  it('refuses to empty a part that the country needs', () => {
    expect(checkAddress({ ...amsterdam, city: null }, new Set(['city']))).toEqual([
      { field: 'city', problem: 'required' },
    ]);
  });

  it('leaves an address alone that was incomplete before', () => {
    expect(checkAddress({ ...amsterdam, line1: null }, new Set(['city']))).toEqual([]);
  });

  it('looks at everything when the country changes', () => {
    const moved = { ...amsterdam, country: 'DE' };
    expect(checkAddress(moved, new Set(['country']))).toEqual([
      { field: 'postal_code', problem: 'postalCode' },
    ]);
    expect(checkAddress({ ...amsterdam, country: 'Holland' }, new Set(['country']))).toEqual([
      { field: 'country', problem: 'country' },
    ]);
  });
});

describe('the lines of an address', () => {
  it('follow the country', () => {
    expect(formatAddressLines(amsterdam)).toEqual(['Damrak 1', '1012 AB Amsterdam']);
    expect(
      formatAddressLines({ ...amsterdam, city: 'London', postal_code: 'SW1A 1AA', country: 'GB' }),
    ).toEqual(['Damrak 1', 'London', 'SW1A 1AA']);
  });

  it('never lose a part', () => {
    const part = fc.option(fc.stringMatching(/^[A-Za-z0-9]{4,12}$/), { nil: null });
    const country = fc.constantFrom(...Object.keys(postalCodeFormats), 'AE', 'CI', 'XX');
    fc.assert(
      fc.property(
        fc.record({ line1: part, line2: part, city: part, postal_code: part, state: part, country }),
        (address) => {
          const text = formatAddressLines(address).join('\n').toUpperCase();
          for (const name of ['line1', 'line2', 'city', 'postal_code', 'state'] as const)
            expect(text).toContain((address[name] ?? '').toUpperCase());
        },
      ),
    );
  });
});
