import type Stripe from 'stripe';
import type { Wire } from '../wire.ts';
import { toAddressLines } from './addressLines.ts';
import type { Labels } from './labels/labels.ts';
import { chooseLanguage, fillIn, labels } from './labels/languages.ts';
import type { Language } from './labels/languages.ts';
import { formatMoney } from './money.ts';

/** Who issues the documents of an account. */
export interface Issuer {
  readonly name: string;
  readonly address: Stripe.Address;
  readonly taxIds: readonly string[];
  readonly email: string;
  /** Dates on the documents are the account's calendar days. */
  readonly timeZone: string;
}

export type FindTaxRate = (id: string) => Wire<Stripe.TaxRate> | undefined;

export interface Fact {
  readonly label: string;
  readonly value: string;
}

export interface Party {
  readonly name: string;
  readonly lines: readonly string[];
}

export interface Row {
  readonly description: string;
  readonly note: string | null;
  readonly quantity: string;
  readonly unitPrice: string;
  readonly tax: string;
  readonly amount: string;
}

export interface Total {
  readonly label: string;
  readonly amount: string;
  readonly isStrong: boolean;
}

/** What a document says, without where on the page it says it. */
export interface DocumentModel {
  readonly language: Language;
  readonly title: string;
  readonly number: string;
  readonly createdAt: number;
  readonly mark: { readonly text: string; readonly kind: 'paid' | 'void' } | null;
  readonly facts: readonly Fact[];
  readonly issuer: Party;
  readonly customer: Party;
  readonly hint: string | null;
  readonly rows: readonly Row[];
  readonly totals: readonly Total[];
  readonly notes: readonly string[];
  readonly footer: string | null;
}

/** How one document writes: its language, its dates, its money. */
export interface Writing {
  readonly language: Language;
  readonly labels: Labels;
  money(minorUnits: number): string;
  date(unixSeconds: number): string;
  /** Fills values into a label; in a right-to-left sentence each keeps its own order. */
  sentence(template: string, values: Readonly<Record<string, string>>): string;
  total(label: string, minorUnits: number): Total;
  strongTotal(label: string, minorUnits: number): Total;
}

const dateFormats = new Map<string, Intl.DateTimeFormat>();

/** The writing of a document about `invoice`: the language is that of its expanded customer. */
export function createWriting(invoice: Wire<Stripe.Invoice>, issuer: Issuer): Writing {
  const { customer, currency } = invoice;
  const isKnown = customer !== null && typeof customer === 'object' && customer.deleted !== true;
  const language = chooseLanguage(isKnown ? (customer.preferred_locales ?? []) : []);
  const money = (minorUnits: number): string => formatMoney(minorUnits, currency, language);
  return {
    language,
    labels: labels[language],
    money,
    date: (unixSeconds) => dateFormat(language, issuer.timeZone).format(unixSeconds * 1000),
    sentence: (template, values) => fillIn(template, isRightToLeft(language) ? isolate(values) : values),
    total: (label, minorUnits) => ({ label, amount: money(minorUnits), isStrong: false }),
    strongTotal: (label, minorUnits) => ({ label, amount: money(minorUnits), isStrong: true }),
  };
}

export function isRightToLeft(language: Language): boolean {
  return language === 'ar' || language === 'he';
}

export function toIssuerParty(issuer: Issuer, { labels: words, language }: Writing): Party {
  return {
    name: issuer.name,
    lines: [
      ...toAddressLines(issuer.address, language),
      issuer.email,
      ...issuer.taxIds.map((value) => `${words.vatId} ${value}`),
    ],
  };
}

/** The customer as frozen on the invoice when it was finalised. */
export function toCustomerParty(invoice: Wire<Stripe.Invoice>, { labels: words, language }: Writing): Party {
  const taxIds = (invoice.customer_tax_ids ?? []).flatMap(({ type, value }) =>
    value === null ? [] : [`${type.endsWith('_vat') ? words.vatId : words.taxId} ${value}`],
  );
  return {
    name: invoice.customer_name ?? invoice.customer_email ?? '',
    lines: [
      ...toAddressLines(invoice.customer_address, language),
      ...(invoice.customer_email === null ? [] : [invoice.customer_email]),
      ...taxIds,
    ],
  };
}

function dateFormat(language: Language, timeZone: string): Intl.DateTimeFormat {
  const key = `${language} ${timeZone}`;
  let format = dateFormats.get(key);
  if (format === undefined) {
    // Arabic writes Latin digits too: a bookkeeper compares them with the amounts beside them.
    format = new Intl.DateTimeFormat(`${language === 'en' ? 'en-GB' : language}-u-nu-latn`, {
      dateStyle: 'long',
      timeZone,
    });
    dateFormats.set(key, format);
  }
  return format;
}

function isolate(values: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, `\u2068${value}\u2069`]));
}
