import { hashText, letters } from './random.ts';

/** An account of the emulated company: a region with a legal entity of its own. */
export interface Office {
  name: string;
  legalName: string;
  country: string;
  currency: string;
  timeZone: string;
  /** Shown as LIVE by the sample office. */
  live: boolean;
  vatType: 'eu_vat' | 'gb_vat' | 'ae_trn' | 'ch_vat' | 'za_vat' | 'no_vat' | 'il_vat';
  vatNumber: string;
  address: { line1: string; city: string; postal_code: string };
  numberPrefix: string;
  /** Markets most of its customers come from. */
  home: readonly string[];
}

const REGIONS: readonly Office[] = [
  {
    name: 'Nederland',
    legalName: 'Tafelwerk Nederland B.V.',
    country: 'NL',
    currency: 'eur',
    timeZone: 'Europe/Amsterdam',
    live: false,
    vatType: 'eu_vat',
    vatNumber: 'NL853746333B01',
    address: { line1: 'Keizersgracht 241', city: 'Amsterdam', postal_code: '1016 EA' },
    numberPrefix: 'TWNL',
    home: ['NL', 'NL', 'NL', 'BE', 'DE', 'FR'],
  },
  {
    name: 'United Kingdom',
    legalName: 'Tafelwerk UK Ltd',
    country: 'GB',
    currency: 'gbp',
    timeZone: 'Europe/London',
    live: true,
    vatType: 'gb_vat',
    vatNumber: 'GB980780684',
    address: { line1: '18 Rivington Street', city: 'London', postal_code: 'EC2A 3DZ' },
    numberPrefix: 'TWUK',
    home: ['GB', 'GB', 'GB', 'IE'],
  },
  {
    name: 'Gulf',
    legalName: 'Tafelwerk Gulf FZ-LLC',
    country: 'AE',
    currency: 'aed',
    timeZone: 'Asia/Dubai',
    live: false,
    vatType: 'ae_trn',
    vatNumber: '100345678900003',
    address: { line1: 'Building 3, Internet City', city: 'Dubai', postal_code: '500321' },
    numberPrefix: 'TWAE',
    home: ['AE', 'AE', 'AE', 'KW', 'SA'],
  },
  {
    name: 'Deutschland',
    legalName: 'Tafelwerk Deutschland GmbH',
    country: 'DE',
    currency: 'eur',
    timeZone: 'Europe/Berlin',
    live: false,
    vatType: 'eu_vat',
    vatNumber: 'DE136695976',
    address: { line1: 'Torstraße 61', city: 'Berlin', postal_code: '10119' },
    numberPrefix: 'TWDE',
    home: ['DE', 'DE', 'DE', 'AT'],
  },
  {
    name: 'France',
    legalName: 'Tafelwerk France SAS',
    country: 'FR',
    currency: 'eur',
    timeZone: 'Europe/Paris',
    live: false,
    vatType: 'eu_vat',
    vatNumber: 'FR40303265045',
    address: { line1: '12 rue du Sentier', city: 'Paris', postal_code: '75002' },
    numberPrefix: 'TWFR',
    home: ['FR', 'FR', 'FR', 'BE', 'SN', 'CI'],
  },
  {
    name: 'España',
    legalName: 'Tafelwerk Iberia S.L.',
    country: 'ES',
    currency: 'eur',
    timeZone: 'Europe/Madrid',
    live: false,
    vatType: 'eu_vat',
    vatNumber: 'ESB58378431',
    address: { line1: 'Carrer de Pallars 99', city: 'Barcelona', postal_code: '08018' },
    numberPrefix: 'TWES',
    home: ['ES', 'ES', 'PT'],
  },
  {
    name: 'Nordics',
    legalName: 'Tafelwerk Nordics AB',
    country: 'SE',
    currency: 'sek',
    timeZone: 'Europe/Stockholm',
    live: false,
    vatType: 'eu_vat',
    vatNumber: 'SE556188840401',
    address: { line1: 'Drottninggatan 33', city: 'Stockholm', postal_code: '111 51' },
    numberPrefix: 'TWSE',
    home: ['SE', 'SE', 'DK'],
  },
  {
    name: 'Schweiz',
    legalName: 'Tafelwerk Schweiz AG',
    country: 'CH',
    currency: 'chf',
    timeZone: 'Europe/Zurich',
    live: false,
    vatType: 'ch_vat',
    vatNumber: 'CHE-116.281.710 MWST',
    address: { line1: 'Limmatstrasse 50', city: 'Zürich', postal_code: '8005' },
    numberPrefix: 'TWCH',
    home: ['CH', 'CH', 'CH', 'AT'],
  },
  {
    name: 'Central Europe',
    legalName: 'Tafelwerk Polska sp. z o.o.',
    country: 'PL',
    currency: 'pln',
    timeZone: 'Europe/Warsaw',
    live: false,
    vatType: 'eu_vat',
    vatNumber: 'PL5260001246',
    address: { line1: 'ul. Mokotowska 1', city: 'Warszawa', postal_code: '00-640' },
    numberPrefix: 'TWPL',
    home: ['PL', 'PL', 'HU'],
  },
  {
    name: 'Italia',
    legalName: 'Tafelwerk Italia S.r.l.',
    country: 'IT',
    currency: 'eur',
    timeZone: 'Europe/Rome',
    live: false,
    vatType: 'eu_vat',
    vatNumber: 'IT00743110157',
    address: { line1: 'Via Tortona 27', city: 'Milano', postal_code: '20144' },
    numberPrefix: 'TWIT',
    home: ['IT'],
  },
];

/** One account with all that its seeds depend on. */
export interface Account extends Office {
  index: number;
  id: string;
  /** Mixed into every seeded value. */
  salt: number;
  /** Part of every id, without the letter of the mode. */
  part: string;
  /** With the one that was deleted. */
  customers: number;
  invoices: number;
}

const TIERS = { S: 300, M: 2_500, L: 15_000, XL: 30_000 } as const;
const INVOICES_PER_CUSTOMER = 40;

interface OfficeOptions {
  size: keyof typeof TIERS;
  accounts: number;
  seed: number;
}

/** The accounts that together hold the tier's customers and invoices. */
export function listAccounts(options: OfficeOptions): Account[] {
  const total = TIERS[options.size];
  const each = Math.floor(total / options.accounts);
  return Array.from({ length: options.accounts }, (_, index) => {
    const salt = hashText(`${options.size}/${options.accounts}/${options.seed}/${index}`);
    const kept = index === 0 ? total - each * (options.accounts - 1) : each;
    const part = letters(5, salt, 77);
    return {
      ...nameRegion(index),
      index,
      id: `acct_1${part}${letters(10, salt, 78)}`,
      salt,
      part,
      // One customer of each account was deleted and comes on top of the tier's number.
      customers: kept + 1,
      invoices: kept * INVOICES_PER_CUSTOMER,
    };
  });
}

function nameRegion(index: number): Office {
  const region = REGIONS[index % REGIONS.length] as Office;
  const round = Math.floor(index / REGIONS.length) + 1;
  if (round === 1) return region;
  return {
    ...region,
    name: `${region.name} ${round}`,
    live: false,
    numberPrefix: `${region.numberPrefix}${round}`,
  };
}
