import type { CreditNoteObject } from '../objects/creditNote.ts';
import type { CustomerObject, TaxIdObject } from '../objects/customer.ts';
import type { EventObject } from '../objects/event.ts';
import type { InvoiceObject, LineObject } from '../objects/invoice.ts';
import type {
  ChargeObject,
  InvoicePaymentObject,
  PaymentIntentObject,
  RefundObject,
} from '../objects/payment.ts';
import type { PaymentMethodObject } from '../objects/paymentMethod.ts';
import type { PriceObject, SubscriptionObject } from '../objects/subscription.ts';
import type {
  InvoiceItemObject,
  PortalConfigurationObject,
  ProductObject,
  SetupIntentObject,
  TaxRateObject,
} from '../objects/others.ts';
import {
  buildPrice,
  buildProduct,
  buildTaxRate,
  PRICE_COUNT,
  PRODUCT_COUNT,
  TAX_RATE_COUNT,
} from '../seeds/catalogue.ts';
import { buildSeedCreditNote } from '../seeds/creditNoteSeeds.ts';
import { customerCreatedAt, isDeletedCustomer, type SeedContext } from '../seeds/customerFacts.ts';
import { buildSeedCustomer, buildSeedTaxId } from '../seeds/customerSeeds.ts';
import { eventSeeds } from '../seeds/eventSeeds.ts';
import { buildAccountTaxId } from '../seeds/accountSeeds.ts';
import { creditedInvoiceAt, creditNoteCount, creditNoteCreatedAt } from '../seeds/invoiceFacts.ts';
import { METHOD_SLOTS, paymentMethodsOf } from '../seeds/paymentMethodSeeds.ts';
import {
  buildSeedCharge,
  buildSeedInvoicePayment,
  buildSeedPaymentIntent,
  PAYMENT_SLOTS,
} from '../seeds/paymentSeeds.ts';
import { buildSeedPortalConfiguration } from '../seeds/portalSeeds.ts';
import { createSeedReader, type SeedReader } from '../seeds/seedReader.ts';
import { buildSeedSubscription } from '../seeds/subscriptionSeeds.ts';
import { Collection, type Change, type SeedSource, type Stored } from './collection.ts';

/** The lines of an invoice that was made or changed here; seeded ones are computed. */
export interface InvoiceLines extends Stored {
  lines: LineObject[];
}

/** One account in one mode: everything Stripe keeps apart by key. */
export interface Books {
  reader: SeedReader;
  context: SeedContext;
  /** Seconds now, never before the end of the history. */
  now(): number;
  today(): number;
  customers: Collection<CustomerObject>;
  taxIds: Collection<TaxIdObject>;
  invoices: Collection<InvoiceObject>;
  invoiceLines: Collection<InvoiceLines>;
  invoicePayments: Collection<InvoicePaymentObject>;
  paymentIntents: Collection<PaymentIntentObject>;
  charges: Collection<ChargeObject>;
  refunds: Collection<RefundObject>;
  creditNotes: Collection<CreditNoteObject>;
  paymentMethods: Collection<PaymentMethodObject>;
  /** Methods that were detached and can never be used again. */
  detachedMethods: Collection<Stored>;
  subscriptions: Collection<SubscriptionObject>;
  products: Collection<ProductObject>;
  prices: Collection<PriceObject>;
  taxRates: Collection<TaxRateObject>;
  invoiceItems: Collection<InvoiceItemObject>;
  setupIntents: Collection<SetupIntentObject>;
  portalConfigurations: Collection<PortalConfigurationObject>;
  events: Collection<EventObject>;
}

export type CollectionName = {
  [K in keyof Books]: Books[K] extends { restore(change: never): void } ? K : never;
}[keyof Books];

export interface BooksParts {
  context: SeedContext;
  apiVersion: string;
  now(): number;
  onChange(collection: CollectionName, change: Change<Stored>): void;
}

const DAY = 86_400;

const NOTHING: SeedSource<never> = { count: 0, createdAt: () => 0, build: () => undefined };

export function createBooks(parts: BooksParts): Books {
  const { context } = parts;
  const { history, account } = context;
  const reader = createSeedReader(context);
  const now = (): number => Math.max(parts.now(), history.end);
  const today = (): number => Math.floor(now() / DAY);
  const collection = <T extends Stored & { created?: number }>(
    name: CollectionName,
    prefix: string,
    seeds: SeedSource<T>,
  ): Collection<T> =>
    new Collection<T>({
      prefix,
      part: context.part,
      seeds,
      createdOf: (object) => object.created ?? 0,
      onChange: (change) => parts.onChange(name, change),
    });

  const perCustomer = <T>(build: (index: number) => T | undefined): SeedSource<T> => ({
    count: account.customers,
    createdAt: (index) => customerCreatedAt(context, index),
    build: (index) => (isDeletedCustomer(context, index) ? undefined : build(index)),
  });
  const perPayment = <T>(build: (index: number, slot: number) => T | undefined): SeedSource<T> => ({
    count: account.invoices * PAYMENT_SLOTS,
    createdAt: (position) => history.createdAt(Math.floor(position / PAYMENT_SLOTS)),
    build: (position) => build(Math.floor(position / PAYMENT_SLOTS), position % PAYMENT_SLOTS),
  });
  const fixed = <T>(count: number, build: (position: number) => T | undefined): SeedSource<T> => ({
    count,
    createdAt: () => context.start - 400 * DAY,
    build,
  });

  return {
    reader,
    context,
    now,
    today,
    customers: collection(
      'customers',
      'cus',
      perCustomer((i) => buildSeedCustomer(context, reader.customer(i))),
    ),
    taxIds: collection('taxIds', 'txi', {
      count: account.customers + 1,
      createdAt: (index) => customerCreatedAt(context, index),
      build(index) {
        if (index === account.customers) return buildAccountTaxId(context);
        return isDeletedCustomer(context, index)
          ? undefined
          : buildSeedTaxId(context, reader.customer(index));
      },
    }),
    invoices: collection('invoices', 'in', {
      count: account.invoices,
      createdAt: history.createdAt,
      build: (index) => reader.invoiceObject(index, today()),
    }),
    invoiceLines: collection('invoiceLines', 'in', {
      count: account.invoices,
      createdAt: history.createdAt,
      build: (index) => ({ id: reader.invoice(index).id, lines: reader.invoiceLines(index) }),
    }),
    invoicePayments: collection(
      'invoicePayments',
      'inpay',
      perPayment((i, slot) => buildSeedInvoicePayment(context, reader.invoice(i), slot)),
    ),
    paymentIntents: collection(
      'paymentIntents',
      'pi',
      perPayment((i, slot) => buildSeedPaymentIntent(context, reader.invoice(i), slot)),
    ),
    charges: collection(
      'charges',
      'ch',
      perPayment((i, slot) => buildSeedCharge(context, reader.invoice(i), slot, today())),
    ),
    refunds: collection<RefundObject>('refunds', 're', NOTHING),
    creditNotes: collection('creditNotes', 'cn', {
      count: creditNoteCount(context),
      createdAt: (position) => creditNoteCreatedAt(context, position),
      build: (position) => buildSeedCreditNote(context, reader.invoice(creditedInvoiceAt(position)), today()),
    }),
    paymentMethods: collection('paymentMethods', 'pm', {
      count: account.customers * METHOD_SLOTS,
      createdAt: (position) => customerCreatedAt(context, Math.floor(position / METHOD_SLOTS)),
      build: (position) =>
        paymentMethodsOf(context, reader.customer(Math.floor(position / METHOD_SLOTS)))[
          position % METHOD_SLOTS
        ],
    }),
    detachedMethods: collection<Stored>('detachedMethods', 'pm', NOTHING),
    subscriptions: collection('subscriptions', 'sub', {
      count: account.customers,
      createdAt: (index) => customerCreatedAt(context, index),
      build: (index) => buildSeedSubscription(context, reader.customer(index)),
    }),
    products: collection(
      'products',
      'prod',
      fixed(PRODUCT_COUNT, (i) => buildProduct(context, i)),
    ),
    prices: collection(
      'prices',
      'price',
      fixed(PRICE_COUNT, (i) => buildPrice(context, i)),
    ),
    taxRates: collection(
      'taxRates',
      'txr',
      fixed(TAX_RATE_COUNT, (i) => buildTaxRate(context, i)),
    ),
    invoiceItems: collection<InvoiceItemObject>('invoiceItems', 'ii', NOTHING),
    setupIntents: collection<SetupIntentObject>('setupIntents', 'seti', NOTHING),
    portalConfigurations: collection(
      'portalConfigurations',
      'bpc',
      fixed(1, () => buildSeedPortalConfiguration(context)),
    ),
    events: collection('events', 'evt', eventSeeds(reader, parts.apiVersion, today)),
  };
}
