/** One kind of tax ID that Stripe knows (its `type`), as data: Stripe adds kinds with every release. */
export interface TaxIdType {
  type: string;
  /** Countries in which people use it, ISO 3166-1 alpha-2. */
  countries: readonly string[];
  /** What it is called there; a proper name, so it is not translated. */
  label: string;
  /** The form in which Stripe takes it, upper case. */
  pattern: RegExp;
  example: string;
  /** The same number as a VAT number with its country's prefix, where a check digit is known for it. */
  toCheckedVat?: (value: string) => string;
}

/** Numbers of the EU's VAT system per prefix; Greece uses EL and Northern Ireland XI. */
export const euVatFormats: Readonly<Record<string, { pattern: RegExp; example: string }>> = {
  AT: { pattern: /^ATU\d{8}$/, example: 'ATU12345675' },
  BE: { pattern: /^BE[01]\d{9}$/, example: 'BE0411905847' },
  BG: { pattern: /^BG\d{9,10}$/, example: 'BG123456786' },
  CY: { pattern: /^CY\d{8}[A-Z]$/, example: 'CY10259033P' },
  CZ: { pattern: /^CZ\d{8,10}$/, example: 'CZ12345679' },
  DE: { pattern: /^DE\d{9}$/, example: 'DE136695976' },
  DK: { pattern: /^DK\d{8}$/, example: 'DK13585628' },
  EE: { pattern: /^EE\d{9}$/, example: 'EE100594102' },
  EL: { pattern: /^EL\d{9}$/, example: 'EL094259216' },
  ES: { pattern: /^ES(?:[A-Z]\d{7}[A-Z0-9]|\d{8}[A-Z])$/, example: 'ESA58818501' },
  FI: { pattern: /^FI\d{8}$/, example: 'FI20774740' },
  FR: { pattern: /^FR[A-HJ-NP-Z0-9]{2}\d{9}$/, example: 'FR40303265045' },
  HR: { pattern: /^HR\d{11}$/, example: 'HR33392005961' },
  HU: { pattern: /^HU\d{8}$/, example: 'HU12892312' },
  IE: { pattern: /^IE(?:\d{7}[A-W][A-I]?|\d[A-Z+*]\d{5}[A-W])$/, example: 'IE6433435F' },
  IT: { pattern: /^IT\d{11}$/, example: 'IT00743110157' },
  LT: { pattern: /^LT(?:\d{9}|\d{12})$/, example: 'LT119511515' },
  LU: { pattern: /^LU\d{8}$/, example: 'LU15027442' },
  LV: { pattern: /^LV\d{11}$/, example: 'LV40003521600' },
  MT: { pattern: /^MT\d{8}$/, example: 'MT11679112' },
  NL: { pattern: /^NL\d{9}B\d{2}$/, example: 'NL004495445B01' },
  PL: { pattern: /^PL\d{10}$/, example: 'PL8567346215' },
  PT: { pattern: /^PT\d{9}$/, example: 'PT501964843' },
  RO: { pattern: /^RO\d{2,10}$/, example: 'RO18547290' },
  SE: { pattern: /^SE\d{10}01$/, example: 'SE123456789701' },
  SI: { pattern: /^SI\d{8}$/, example: 'SI50223054' },
  SK: { pattern: /^SK\d{10}$/, example: 'SK2022749619' },
  XI: { pattern: /^XI(?:\d{9}|\d{12}|GD\d{3}|HA\d{3})$/, example: 'XI434031494' },
};

const euCountries = Object.keys(euVatFormats).map((prefix) =>
  prefix === 'EL' ? 'GR' : prefix === 'XI' ? 'GB' : prefix,
);

type Row = [
  type: string,
  countries: string,
  label: string,
  pattern: RegExp,
  example: string,
  toCheckedVat?: (value: string) => string,
];

const prefixed = (prefix: string) => (value: string) => prefix + value;
/** Swiss and Liechtenstein UIDs are written `CHE-123.456.789`, with a suffix in one of the languages. */
const uidPattern = (suffix: string): RegExp => new RegExp(`^CHE-\\d{3}\\.\\d{3}\\.\\d{3} ${suffix}$`);
const uidDigits = (value: string): string => `CHE${value.replaceAll(/\D/g, '')}`;

/** Source: stripe.md §3.3 (API 2026-10-28.endive); several kinds per country stand in the order people ask for them. */
const rows: Row[] = [
  ['gb_vat', 'GB IM', 'VAT number', /^(?:GB)?(?:\d{9}|\d{12}|GD\d{3}|HA\d{3})$/, 'GB434031494', withGb],
  ['ch_vat', 'CH', 'MWST / TVA / IVA', uidPattern('(?:MWST|TVA|IVA)'), 'CHE-116.281.710 MWST', uidDigits],
  ['ch_uid', 'CH', 'UID', /^CHE-\d{3}\.\d{3}\.\d{3}(?: HR)?$/, 'CHE-116.281.710', uidDigits],
  ['no_vat', 'NO', 'MVA', /^\d{9}MVA$/, '974760673MVA', (value) => value],
  ['no_voec', 'NO', 'VOEC', /^\d{7}$/, '2012345'],
  ['bg_uic', 'BG', 'ЕИК', /^\d{9}$/, '123456789'],
  ['cz_dic', 'CZ', 'DIČ', /^CZ\d{8,10}$/, 'CZ12345679'],
  ['de_stn', 'DE', 'Steuernummer', /^\d{10,11}$/, '1234567890'],
  ['es_cif', 'ES', 'NIF (CIF)', /^[A-Z]\d{7}[A-Z0-9]$/, 'A58818501', prefixed('ES')],
  ['ic_nif', 'ES', 'NIF (Canarias)', /^(?:[A-Z]\d{7}[A-Z0-9]|\d{8}[A-Z])$/, 'A58818501', prefixed('ES')],
  ['fr_siren', 'FR', 'SIREN', /^\d{9}$/, '303265045'],
  ['fr_siret', 'FR', 'SIRET', /^\d{14}$/, '30326504500012'],
  ['fr_spi', 'FR', 'SPI', /^\d{13}$/, '1234567890123'],
  ['hr_oib', 'HR', 'OIB', /^\d{11}$/, '33392005961', prefixed('HR')],
  ['hu_tin', 'HU', 'Adószám', /^\d{8}-\d-\d{2}$/, '12892312-1-23', (value) => `HU${value.slice(0, 8)}`],
  ['it_cf', 'IT', 'Codice fiscale', /^(?:[A-Z0-9]{16}|\d{11})$/, 'RSSMRA80A01H501U'],
  ['pl_nip', 'PL', 'NIP', /^\d{10}$/, '8567346215', prefixed('PL')],
  ['pt_nif', 'PT', 'NIF', /^\d{9}$/, '501964843', prefixed('PT')],
  ['ro_tin', 'RO', 'CIF / CNP', /^\d{13}$/, '1234567890123'],
  ['si_tin', 'SI', 'Davčna številka', /^\d{8}$/, '50223054', prefixed('SI')],
  ['gi_tin', 'GI', 'TIN', /^\d{6}$/, '123456'],
  ['fo_vat', 'FO', 'MVG', /^\d{6}$/, '123456'],
  ['li_uid', 'LI', 'UID', /^CHE\d{9}$/, 'CHE116281710', (value) => value],
  ['li_vat', 'LI', 'MWST', /^\d{5}$/, '12345'],
  ['is_vat', 'IS', 'VSK', /^\d{5,6}$/, '123456'],
  ['is_kt', 'IS', 'Kennitala', /^\d{6}-?\d{4}$/, '123456-7890'],
  ['ad_nrt', 'AD', 'NRT', /^[A-Z]-\d{6}-[A-Z]$/, 'A-123456-Z'],
  ['sm_coe', 'SM', 'COE', /^SM\d{1,5}$/, 'SM12345'],
  ['al_tin', 'AL', 'NIPT', /^[A-Z]\d{8}[A-Z]$/, 'J12345678N'],
  ['ba_tin', 'BA', 'PDV / JIB', /^\d{12,13}$/, '123456789012'],
  ['me_pib', 'ME', 'PIB', /^\d{8}$/, '12345678'],
  ['mk_vat', 'MK', 'ДДВ', /^MK\d{13}$/, 'MK1234567890123'],
  ['rs_pib', 'RS', 'PIB', /^\d{9}$/, '101134702', prefixed('RS')],
  ['md_vat', 'MD', 'TVA', /^\d{7}$/, '1234567'],
  ['md_cf', 'MD', 'Cod fiscal', /^\d{13}$/, '1234567890123'],
  ['ua_vat', 'UA', 'ПДВ', /^\d{9,12}$/, '123456789'],
  ['by_tin', 'BY', 'УНП', /^\d{9}$/, '123456789'],
  ['ru_inn', 'RU', 'ИНН', /^(?:\d{10}|\d{12})$/, '7805145876', prefixed('RU')],
  ['ru_kpp', 'RU', 'КПП', /^\d{9}$/, '123456789'],
  ['tr_tin', 'TR', 'VKN', /^\d{10}$/, '0123456789'],
  ['ge_vat', 'GE', 'დღგ', /^\d{9}$/, '123456789'],
  ['am_tin', 'AM', 'ՀՎՀՀ', /^\d{8}$/, '02538904'],
  ['az_tin', 'AZ', 'VÖEN', /^\d{10}$/, '0123456789'],
  ['ae_trn', 'AE', 'TRN', /^\d{15}$/, '123456789012345'],
  ['bh_vat', 'BH', 'VAT number', /^\d{15}$/, '123456789012345'],
  ['il_vat', 'IL', 'מע״מ', /^\d{9}$/, '000012345'],
  ['om_vat', 'OM', 'VATIN', /^OM\d{10}$/, 'OM1234567890'],
  ['sa_vat', 'SA', 'VAT number', /^\d{15}$/, '123456789012345'],
  ['za_vat', 'ZA', 'VAT number', /^4\d{9}$/, '4123456789'],
  ['eg_tin', 'EG', 'TIN', /^\d{9}$/, '123456789'],
  ['ma_vat', 'MA', 'IF', /^\d{8}$/, '12345678'],
  ['ke_pin', 'KE', 'PIN', /^[A-Z]\d{9}[A-Z]$/, 'P000111111A'],
  ['ng_tin', 'NG', 'TIN', /^\d{8}-\d{4}$/, '12345678-0001'],
  ['gh_tin', 'GH', 'TIN', /^[A-Z0-9]{11,15}$/, 'C0001234567'],
  ['tz_vat', 'TZ', 'VRN', /^\d{8}[A-Z]$/, '12345678A'],
  ['ug_tin', 'UG', 'TIN', /^\d{10}$/, '1014751879'],
  ['zm_tin', 'ZM', 'TPIN', /^\d{10}$/, '1004751879'],
  ['zw_tin', 'ZW', 'TIN', /^\d{10}$/, '1234567890'],
  ['ao_tin', 'AO', 'NIF', /^\d{9,10}[A-Z0-9]*$/, '5123456789'],
  ['bf_ifu', 'BF', 'IFU', /^\d{8}[A-Z]$/, '12345678A'],
  ['bj_ifu', 'BJ', 'IFU', /^\d{13}$/, '1234567890123'],
  ['bw_vat', 'BW', 'VAT number', /^[A-Z0-9]{6,14}$/, 'C12345678901'],
  ['cd_nif', 'CD', 'NIF', /^[A-Z]\d{7}[A-Z]$/, 'A0123456M'],
  ['ci_vat', 'CI', 'NCC', /^\d{7}[A-Z]$/, '1234567A'],
  ['cm_niu', 'CM', 'NIU', /^[A-Z]\d{12}[A-Z]$/, 'M123456789000L'],
  ['cv_nif', 'CV', 'NIF', /^\d{9}$/, '213456789'],
  ['et_tin', 'ET', 'TIN', /^\d{10}$/, '1234567890'],
  ['gn_nif', 'GN', 'NIF', /^\d{9}$/, '123456789'],
  ['mr_nif', 'MR', 'NIF', /^\d{8}$/, '12345678'],
  ['mu_vat', 'MU', 'VAT number', /^(?:VAT)?\d{8}$/, '20123456'],
  ['mz_nuit', 'MZ', 'NUIT', /^\d{9}$/, '123456789'],
  ['sn_ninea', 'SN', 'NINEA', /^\d{7,8}[A-Z0-9]{1,2}$/, '12345672A2'],
  ['kz_bin', 'KZ', 'БСН / БИН', /^\d{12}$/, '123456789012'],
  ['kg_tin', 'KG', 'ИНН', /^\d{14}$/, '12345678901234'],
  ['tj_tin', 'TJ', 'ИНН', /^\d{9}$/, '123456789'],
  ['uz_vat', 'UZ', 'QQS', /^\d{12}$/, '123456789012'],
  ['uz_tin', 'UZ', 'STIR', /^\d{9}$/, '123456789'],
  ['eu_oss_vat', '', 'EU OSS VAT', /^EU\d{9}$/, 'EU123456789'],
];

function withGb(value: string): string {
  return value.startsWith('GB') ? value : `GB${value}`;
}

/** Every kind of tax ID that Kantoor can add; others that Stripe sends are shown and may be removed. */
export const taxIdTypes: readonly TaxIdType[] = [
  {
    type: 'eu_vat',
    countries: euCountries,
    label: 'EU VAT',
    pattern: /^[A-Z]{2}[A-Z0-9+*]{2,13}$/,
    example: 'NL004495445B01',
    toCheckedVat: (value) => value,
  },
  ...rows.map(([type, countries, label, pattern, example, toCheckedVat]) => ({
    type,
    countries: countries.split(' ').filter(Boolean),
    label,
    pattern,
    example,
    ...(toCheckedVat ? { toCheckedVat } : {}),
  })),
];
