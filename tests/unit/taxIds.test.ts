import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { euVatFormats, taxIdTypes } from '../../shared/domain/taxIdTypes.ts';
import {
  checkTaxId,
  exampleOfTaxId,
  isVatType,
  labelOfTaxIdType,
  listTaxIdTypes,
  normalizeTaxId,
} from '../../shared/domain/taxIds.ts';

describe('a tax ID', () => {
  it.each(Object.entries(euVatFormats))('of the EU kind passes with the example of %s', (_, { example }) => {
    expect(checkTaxId({ type: 'eu_vat', value: example })).toEqual({ ok: true, value: example });
  });

  it.each(taxIdTypes)('of kind $type passes with its own example', ({ type, example }) => {
    expect(checkTaxId({ type, value: example })).toEqual({ ok: true, value: example });
  });

  it.each([
    ['eu_vat', 'nl 0044.95.445 b01', 'NL004495445B01'],
    ['eu_vat', 'BE 0411.905.847', 'BE0411905847'],
    ['gb_vat', '434 0314 94', 'GB434031494'],
    ['ch_vat', 'CHE116281710', 'CHE-116.281.710 MWST'],
    ['ch_vat', 'che-116.281.710 tva', 'CHE-116.281.710 TVA'],
    ['no_vat', 'NO 974 760 673 MVA', '974760673MVA'],
    ['no_vat', '974760673', '974760673MVA'],
    ['hu_tin', '12892312123', '12892312-1-23'],
    ['pl_nip', '856-734-62-15', '8567346215'],
  ])('of kind %s typed as %s is brought into the form %s', (type, typed, value) => {
    expect(checkTaxId({ type, value: typed })).toEqual({ ok: true, value });
  });

  it.each([
    ['eu_vat', 'NL004495446B01'],
    ['eu_vat', 'DE136695977'],
    ['eu_vat', 'BE0411905848'],
    ['gb_vat', 'GB434031495'],
    ['ch_vat', 'CHE-116.281.711 MWST'],
    ['pl_nip', '8567346216'],
  ])('of kind %s with one wrong digit, %s, is refused for its check digit', (type, value) => {
    expect(checkTaxId({ type, value })).toMatchObject({ ok: false, problem: 'checkDigit' });
  });

  it.each([
    ['eu_vat', 'NL12345'],
    ['eu_vat', 'XX123456789'],
    ['eu_vat', ''],
    ['ae_trn', '12345'],
    ['sa_vat', '1234567890123456'],
  ])('of kind %s in the wrong form, %s, is refused with an example', (type, value) => {
    expect(checkTaxId({ type, value, country: 'NL' })).toMatchObject({
      ok: false,
      problem: 'format',
      example: expect.any(String),
    });
  });

  it('shows the example of the country whose number was begun', () => {
    const check = checkTaxId({ type: 'eu_vat', value: 'DE12', country: 'NL' });
    expect(check).toMatchObject({ example: euVatFormats['DE']?.example });
    expect(exampleOfTaxId('eu_vat', 'GR')).toBe(euVatFormats['EL']?.example);
  });

  it('of a kind that Stripe may add later is not guessed at', () => {
    expect(checkTaxId({ type: 'mars_vat', value: '1' })).toEqual({
      ok: false,
      problem: 'unknownType',
      example: null,
    });
    expect(labelOfTaxIdType('mars_vat')).toBe('mars_vat');
  });

  it('is the same after it was normalised once', () => {
    const kinds = fc.constantFrom(...taxIdTypes.map(({ type }) => type));
    fc.assert(
      fc.property(kinds, fc.string({ maxLength: 30 }), (type, typed) => {
        const once = normalizeTaxId(type, typed);
        expect(normalizeTaxId(type, once)).toBe(once);
      }),
    );
  });
});

describe('the kinds of tax ID of a country', () => {
  it('begin with the VAT number', () => {
    expect(listTaxIdTypes('NL').map(({ type }) => type)).toEqual(['eu_vat']);
    expect(listTaxIdTypes('GB').map(({ type }) => type)).toEqual(['gb_vat', 'eu_vat']);
    expect(listTaxIdTypes('CH')[0]?.type).toBe('ch_vat');
    expect(listTaxIdTypes('ES').map(({ type }) => type)).toEqual(['eu_vat', 'es_cif', 'ic_nif']);
  });

  it('are none where Stripe knows none', () => {
    expect(listTaxIdTypes('QA')).toEqual([]);
  });

  it('tell VAT numbers from national tax numbers', () => {
    expect(['eu_vat', 'gb_vat', 'ae_trn', 'eu_oss_vat'].every(isVatType)).toBe(true);
    expect(['pl_nip', 'de_stn', 'fr_siren', 'ch_uid'].some(isVatType)).toBe(false);
  });
});
