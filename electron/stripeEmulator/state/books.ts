import type { CreditNoteObject } from '../objects/creditNote.ts';
import type { CheckoutSessionObject } from '../objects/checkoutSession.ts';
import type { CustomerObject, TaxIdObject } from '../objects/customer.ts';
import type { DisputeObject } from '../objects/dispute.ts';
import type { EventObject } from '../objects/event.ts';
import type { InvoiceObject, LineObject } from '../objects/invoice.ts';
import type { MandateObject } from '../objects/mandate.ts';
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
  ScheduleObject,
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
import {
  customerCreatedAt,
  isDeletedCustomer,
  type CustomerFacts,
  type SeedContext,
} from '../seeds/customerFacts.ts';
import { buildSeedCustomer, buildSeedTaxId } from '../seeds/customerSeeds.ts';
import { eventSeeds } from '../seeds/eventSeeds.ts';
import { buildAccountTaxId } from '../seeds/accountSeeds.ts';
import {
  creditedInvoiceAt,
  creditNoteCount,
  creditNoteCreatedAt,
  invoiceIdAt,
} from '../seeds/invoiceFacts.ts';
import { buildSeedMandate, buildSeedSetupIntent } from '../seeds/mandateSeeds.ts';
import { METHOD_SLOTS, paymentMethodsOf } from '../seeds/paymentMethodSeeds.ts';
import {
  buildSeedCharge,
  buildSeedInvoicePayment,
  buildSeedPaymentIntent,
  PAYMENT_SLOTS,
} from '../seeds/paymentSeeds.ts';
import { buildSeedPortalConfiguration } from '../seeds/portalSeeds.ts';
import { SCHEDULED_PREFIX, scheduledSeeds } from '../seeds/scheduledSeeds.ts';
import { createSeedReader, type SeedReader } from '../seeds/seedReader.ts';
import { buildSeedSettings, SETTINGS_PREFIX, type AccountSettings } from '../seeds/settingsSeeds.ts';
import { buildSeedSubscription } from '../seeds/subscriptionSeeds.ts';
import { createAgenda, type Agenda, type ScheduledWork } from './agenda.ts';
import {
  refreshChargeLinks,
  refreshCreditNoteLinks,
  refreshInvoiceLinks,
  refreshSessionLink,
} from './freshLinks.ts';
import { refreshDraft } from './drafts.ts';
import { Collection, type Change, type SeedSource, type Stored } from './collection.ts';

/** The lines of an invoice that was made or changed here; seeded ones are computed. */
interface InvoiceLines extends Stored {
  lines: LineObject[];
}

/** How a method behaves when it is charged, where that was laid down by hand. */
interface MethodBehaviour extends Stored {
  behaviour: string;
}

/** What the page behind a portal link needs besides what the API shows. */
export interface PortalSession extends Stored {
  secret: string;
  customer: string;
  configuration: string;
  created: number;
  lastUsedAt: number | null;
  flow: string | null;
  returnUrl: string | null;
  /** What a link that has expired offers: null = nothing. */
  recovery: { until: number | null } | null;
}

/** One account in one mode: everything Stripe keeps apart by key. */
export interface Books {
  reader: SeedReader;
  context: SeedContext;
  /** Seconds now, never before the end of the history. */
  now(): number;
  today(): number;
  /** Does something as of an earlier moment: what is made meanwhile bears that time. */
  asOf<T>(seconds: number, work: () => T): T;
  /** Seconds until a debit collected here clears; null = as long as banks take. */
  debitSeconds: number | null;
  agenda: Agenda;
  settings: Collection<AccountSettings>;
  customers: Collection<CustomerObject>;
  taxIds: Collection<TaxIdObject>;
  invoices: Collection<InvoiceObject>;
  invoiceLines: Collection<InvoiceLines>;
  invoicePayments: Collection<InvoicePaymentObject>;
  paymentIntents: Collection<PaymentIntentObject>;
  charges: Collection<ChargeObject>;
  refunds: Collection<RefundObject>;
  disputes: Collection<DisputeObject>;
  creditNotes: Collection<CreditNoteObject>;
  paymentMethods: Collection<PaymentMethodObject>;
  /** Methods that were detached and can never be used again. */
  detachedMethods: Collection<Stored>;
  methodBehaviours: Collection<MethodBehaviour>;
  mandates: Collection<MandateObject>;
  subscriptions: Collection<SubscriptionObject>;
  subscriptionSchedules: Collection<ScheduleObject>;
  products: Collection<ProductObject>;
  prices: Collection<PriceObject>;
  taxRates: Collection<TaxRateObject>;
  invoiceItems: Collection<InvoiceItemObject>;
  setupIntents: Collection<SetupIntentObject>;
  checkoutSessions: Collection<CheckoutSessionObject>;
  portalSessions: Collection<PortalSession>;
  scheduled: Collection<ScheduledWork>;
  portalConfigurations: Collection<PortalConfigurationObject>;
  events: Collection<EventObject>;
}

export type CollectionName = {
  [K in keyof Books]: Books[K] extends { restore(change: never): void } ? K : never;
}[keyof Books];

interface BooksParts {
  context: SeedContext;
  apiVersion: string;
  debitSeconds: number | null;
  now(): number;
  onChange(collection: CollectionName, change: Change<Stored>): void;
}

const DAY = 86_400;

const NOTHING: SeedSource<never> = { count: 0, createdAt: () => 0, build: () => undefined };

interface Tools {
  context: SeedContext;
  reader: SeedReader;
  today(): number;
  make<T extends Stored & { created?: number }>(
    name: CollectionName,
    prefix: string,
    seeds: SeedSource<T>,
    refresh?: (copy: T) => void,
  ): Collection<T>;
}

export function createBooks(parts: BooksParts): Books {
  const { context } = parts;
  const reader = createSeedReader(context);
  let earlier: number | undefined;
  const now = (): number => earlier ?? Math.max(parts.now(), context.history.end);
  const today = (): number => Math.floor(now() / DAY);
  const tools: Tools = {
    context,
    reader,
    today,
    make: (name, prefix, seeds, refresh) =>
      new Collection({
        prefix,
        part: context.part,
        seeds,
        createdOf: (object) => object.created ?? 0,
        refresh,
        onChange: (change) => parts.onChange(name, change),
      }),
  };
  const ofCustomers = customerCollections(tools);
  const scheduled = tools.make('scheduled', SCHEDULED_PREFIX, scheduledSeeds(context));
  return {
    reader,
    context,
    now,
    today,
    asOf(seconds, work) {
      const before = earlier;
      earlier = seconds;
      try {
        return work();
      } finally {
        earlier = before;
      }
    },
    debitSeconds: parts.debitSeconds,
    agenda: createAgenda(scheduled),
    scheduled,
    ...ofCustomers,
    ...invoiceCollections(tools, ofCustomers),
    ...paymentCollections(tools),
    ...sessionCollections(tools),
    ...catalogueCollections(tools),
    events: tools.make('events', 'evt', eventSeeds(reader, parts.apiVersion, today)),
  };
}

function customerCollections({ context, reader, make }: Tools) {
  const { customers } = context.account;
  const createdAt = (index: number): number => customerCreatedAt(context, index);
  const ofLiving =
    <T>(build: (index: number) => T | undefined): ((index: number) => T | undefined) =>
    (index) =>
      isDeletedCustomer(context, index) ? undefined : build(index);
  const perMethod = <T>(
    build: (context: SeedContext, customer: CustomerFacts, slot: number) => T | undefined,
  ): SeedSource<T> => ({
    count: customers * METHOD_SLOTS,
    createdAt: (position) => createdAt(Math.floor(position / METHOD_SLOTS)),
    build: (position) =>
      build(context, reader.customer(Math.floor(position / METHOD_SLOTS)), position % METHOD_SLOTS),
  });
  const taxIdOf = ofLiving((index) => buildSeedTaxId(context, reader.customer(index)));
  return {
    customers: make('customers', 'cus', {
      count: customers,
      createdAt,
      build: ofLiving((index) => buildSeedCustomer(context, reader.customer(index))),
    }),
    taxIds: make('taxIds', 'txi', {
      count: customers + 1,
      createdAt,
      build: (index) => (index === customers ? buildAccountTaxId(context) : taxIdOf(index)),
    }),
    paymentMethods: make(
      'paymentMethods',
      'pm',
      perMethod((_context, customer, slot) => paymentMethodsOf(context, customer)[slot]),
    ),
    detachedMethods: make<Stored>('detachedMethods', 'pm', NOTHING),
    methodBehaviours: make<MethodBehaviour>('methodBehaviours', 'pm', NOTHING),
    mandates: make('mandates', 'mandate', perMethod(buildSeedMandate)),
    subscriptions: make('subscriptions', 'sub', {
      count: customers,
      createdAt,
      build: (index) => buildSeedSubscription(context, reader.customer(index)),
    }),
    subscriptionSchedules: make<ScheduleObject>('subscriptionSchedules', 'sub_sched', NOTHING),
    setupIntents: make('setupIntents', 'seti', perMethod(buildSeedSetupIntent)),
  };
}

function sessionCollections({ context, make }: Tools) {
  return {
    settings: make<AccountSettings>('settings', SETTINGS_PREFIX, {
      count: 1,
      createdAt: () => context.start,
      build: () => buildSeedSettings(context),
    }),
    checkoutSessions: make<CheckoutSessionObject>(
      'checkoutSessions',
      context.livemode ? 'cs_live' : 'cs_test',
      NOTHING,
      (session) => refreshSessionLink(context, session),
    ),
    portalSessions: make<PortalSession>('portalSessions', 'bps', NOTHING),
  };
}

function invoiceCollections(
  { context, reader, today, make }: Tools,
  owners: ReturnType<typeof customerCollections>,
) {
  const { createdAt } = context.history;
  const count = context.account.invoices;
  return {
    invoices: make(
      'invoices',
      'in',
      {
        count,
        createdAt,
        build: (index) => refreshDraft(owners, reader.invoiceObject(index, today())),
      },
      (invoice) => refreshInvoiceLinks(context, refreshDraft(owners, invoice), today()),
    ),
    invoiceLines: make('invoiceLines', 'in', {
      count,
      createdAt,
      build: (index) => ({ id: invoiceIdAt(context, index), lines: reader.invoiceLines(index) }),
    }),
    invoiceItems: make<InvoiceItemObject>('invoiceItems', 'ii', NOTHING),
    creditNotes: make(
      'creditNotes',
      'cn',
      {
        count: creditNoteCount(context),
        createdAt: (position) => creditNoteCreatedAt(context, position),
        build: (position) =>
          buildSeedCreditNote(context, reader.invoice(creditedInvoiceAt(position)), today()),
      },
      (note) => refreshCreditNoteLinks(context, note, today()),
    ),
  };
}

function paymentCollections({ context, reader, today, make }: Tools) {
  const perPayment = <T>(build: (index: number, slot: number) => T | undefined): SeedSource<T> => ({
    count: context.account.invoices * PAYMENT_SLOTS,
    createdAt: (position) => context.history.createdAt(Math.floor(position / PAYMENT_SLOTS)),
    build: (position) => build(Math.floor(position / PAYMENT_SLOTS), position % PAYMENT_SLOTS),
  });
  return {
    invoicePayments: make(
      'invoicePayments',
      'inpay',
      perPayment((index, slot) => buildSeedInvoicePayment(context, reader.invoice(index), slot)),
    ),
    paymentIntents: make(
      'paymentIntents',
      'pi',
      perPayment((index, slot) => buildSeedPaymentIntent(context, reader.invoice(index), slot)),
    ),
    charges: make(
      'charges',
      'ch',
      perPayment((index, slot) => buildSeedCharge(context, reader.invoice(index), slot, today())),
      (charge) => refreshChargeLinks(context, charge, today()),
    ),
    refunds: make<RefundObject>('refunds', 're', NOTHING),
    disputes: make<DisputeObject>('disputes', 'dp', NOTHING),
  };
}

function catalogueCollections({ context, make }: Tools) {
  const fixed = <T>(count: number, build: (position: number) => T | undefined): SeedSource<T> => ({
    count,
    createdAt: () => context.start - 400 * DAY,
    build,
  });
  return {
    products: make(
      'products',
      'prod',
      fixed(PRODUCT_COUNT, (i) => buildProduct(context, i)),
    ),
    prices: make(
      'prices',
      'price',
      fixed(PRICE_COUNT, (i) => buildPrice(context, i)),
    ),
    taxRates: make(
      'taxRates',
      'txr',
      fixed(TAX_RATE_COUNT, (i) => buildTaxRate(context, i)),
    ),
    portalConfigurations: make(
      'portalConfigurations',
      'bpc',
      fixed(1, () => buildSeedPortalConfiguration(context)),
    ),
  };
}
