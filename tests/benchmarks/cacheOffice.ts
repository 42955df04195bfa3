import { buildCustomer } from '../../electron/stripeEmulator/objects/customer.ts';
import { anInvoice, aLine, aSubscription, aTaxId, withTaxIds } from '../builders/stripeObjects.ts';

/** An office for benchmarks: as many accounts, customers and invoices as a tier of product.md says. */
export interface BenchmarkOffice {
  accounts: number;
  customers: number;
  invoices: number;
}

/** Office S of product.md. */
export const officeS: BenchmarkOffice = { accounts: 1, customers: 300, invoices: 12_000 };
/** Office L of product.md. */
export const officeL: BenchmarkOffice = { accounts: 10, customers: 15_000, invoices: 600_000 };
/** Office XL of product.md. */
export const officeXl: BenchmarkOffice = { accounts: 20, customers: 30_000, invoices: 1_200_000 };

const first = [
  'Trattoria',
  'Café',
  'Brasserie',
  'Bistro',
  'Ristorante',
  'Gasthaus',
  'Taverna',
  'Bar',
  'Osteria',
  'Sushi',
];
const second = [
  'Bella',
  'Ørsted',
  'Straße',
  'Müller',
  'Łódź',
  'Napoli',
  'Roma',
  'Verde',
  'Azzurro',
  'Luna',
  'Sole',
  'Mare',
  'Monte',
  'Fiore',
  'Stella',
  'Vecchia',
  'Nuova',
  'Grande',
  'Piccola',
  'Antica',
];
const cities = [
  'Amsterdam',
  'Utrecht',
  'Berlin',
  'München',
  'København',
  'Paris',
  'Lyon',
  'Roma',
  'Milano',
  'Wien',
  'Zürich',
  'London',
  'Dubai',
  'Warszawa',
  'Budapest',
];
const lines = [
  'Reserveringen Plus',
  'Online ordering',
  'Table management',
  'Payments terminal',
  'Marketing suite',
  'Gift cards',
  'Delivery connector',
  'Kitchen display',
];
const currencies = ['eur', 'eur', 'eur', 'gbp', 'chf', 'pln'];
const firstSecond = 1_680_000_000;
const threeYears = 94_608_000;

/** A scramble that gives the same value for the same number. */
function mix(value: number): number {
  let hash = Math.imul(value ^ 0x9e3779b9, 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}

function pick<Item>(items: readonly Item[], seed: number): Item {
  return items[mix(seed) % items.length] as Item;
}

function syllables(seed: number): string {
  return ['ba', 'ke', 'ri', 'to', 'mu', 'la', 'ven', 'dor', 'sti', 'gra']
    .slice(mix(seed) % 7, (mix(seed) % 7) + 3)
    .join('');
}

function idText(prefix: string, number: number): string {
  return `${prefix}_1Q${mix(number).toString(36)}${mix(number + 7).toString(36)}${number.toString(36).padStart(6, '0')}X`;
}

interface Person {
  id: string;
  name: string;
  email: string;
  city: string;
  vat: string;
  currency: string;
}

/** One customer of the office. */
export function personOf(customer: number): Person {
  const name = `${pick(first, customer)} ${pick(second, customer + 1)} ${syllables(customer + 2)}${customer % 97}`;
  const city = pick(cities, customer + 3);
  return {
    id: idText('cus', customer),
    name,
    email: `info@${syllables(customer + 2)}${customer}.example`,
    city,
    vat: `NL${String(100_000_000 + (mix(customer + 6) % 900_000_000))}B01`,
    currency: pick(currencies, customer + 4),
  };
}

/** The `index`-th newest invoice of an account as JSON text. */
export function invoiceJson(office: BenchmarkOffice, account: number, index: number): string {
  const perAccount = office.invoices / office.accounts;
  const number = account * perAccount + index;
  const customersPerAccount = office.customers / office.accounts;
  const customer = account * customersPerAccount + (mix(number) % customersPerAccount);
  const person = personOf(customer);
  const created = Math.floor(firstSecond + threeYears * (1 - index / perAccount));
  const status =
    index < perAccount * 0.06 && mix(number + 5) % 3 === 0
      ? 'open'
      : mix(number + 6) % 50 === 0
        ? 'void'
        : 'paid';
  const total = 1_000 + (mix(number + 8) % 200_000);
  return JSON.stringify(
    anInvoice({
      id: idText('in', number),
      created,
      status,
      total,
      currency: person.currency,
      number: `ACC${account}-${String(perAccount - index).padStart(6, '0')}`,
      customer: person.id,
      customer_name: person.name,
      customer_email: person.email,
      customer_tax_ids: [{ type: 'eu_vat', value: person.vat }],
      customer_address: {
        city: person.city,
        country: 'NL',
        line1: `Kade ${customer}`,
        line2: null,
        postal_code: '1011 AB',
        state: null,
      },
      lines: {
        object: 'list',
        data: [
          aLine(pick(lines, number + 9), { id: `il_${number}` }),
          ...(number % 3 === 0 ? [aLine(pick(lines, number + 10), { id: `il_${number}b` })] : []),
        ],
        has_more: false,
        url: '/v1/lines',
      },
    }),
  );
}

/** A page of the account's invoices, newest first, as bytes. */
export function invoicePage(office: BenchmarkOffice, account: number, from: number): Uint8Array<ArrayBuffer> {
  const last = Math.min(from + 100, office.invoices / office.accounts);
  const parts: string[] = [];
  for (let index = from; index < last; index += 1) parts.push(invoiceJson(office, account, index));
  return new TextEncoder().encode(
    `{"object":"list","data":[${parts.join(',')}],"has_more":true,"url":"/v1/invoices"}`,
  );
}

/** Customers of an account with their tax ids, in pages. */
export function* customerPages(office: BenchmarkOffice, account: number): Generator<object[]> {
  const perAccount = office.customers / office.accounts;
  for (let from = 0; from < perAccount; from += 100) {
    const page: object[] = [];
    for (let index = from; index < Math.min(from + 100, perAccount); index += 1) {
      const person = personOf(account * perAccount + index);
      const created = firstSecond + index;
      const customer = buildCustomer({
        id: person.id,
        created,
        livemode: false,
        name: person.name,
        email: person.email,
        phone: null,
        address: {
          city: person.city,
          country: 'NL',
          line1: `Kade ${index}`,
          line2: null,
          postal_code: '1011 AB',
          state: null,
        },
        currency: person.currency,
        delinquent: false,
        taxExempt: 'none',
        locales: ['nl'],
        invoicePrefix: 'ACC',
        defaultPaymentMethod: null,
      });
      page.push(
        withTaxIds(customer, [
          aTaxId({ id: `txi_${account}_${index}`, customer: person.id, value: person.vat }),
        ]),
      );
    }
    yield page;
  }
}

/** One subscription per customer of an account. */
export function subscriptionsOf(office: BenchmarkOffice, account: number): object[] {
  const perAccount = office.customers / office.accounts;
  return Array.from({ length: perAccount }, (_, index) =>
    aSubscription({
      id: `sub_${account}_${index}`,
      customer: personOf(account * perAccount + index).id,
      created: firstSecond + index,
      status: index % 40 === 0 ? 'unpaid' : 'active',
    }),
  );
}
