import type Stripe from 'stripe';
import type { RequestLimits } from '../../shared/domain/requestLimits.ts';
import type { Permission } from '../../shared/ipc/schemas/workspaces.ts';
import type { CurrentPace } from './rateLimiter.ts';
import type { RequestRecord } from './requestRecord.ts';

/**
 * Stripe's JSON as it is on the wire: the SDK types decimals as a class, the wire has text.
 * Text comes before objects because the SDK's open enums are typed `string & {}`.
 */
export type Wire<T> = T extends Stripe.Decimal
  ? string
  : T extends string
    ? T
    : T extends (infer Item)[]
      ? Wire<Item>[]
      : T extends object
        ? { [Key in keyof T]: Wire<T[Key]> }
        : T;

export type Priority = 'foreground' | 'background';

/** Lists that come as raw pages for the cache worker. */
export type ListPath =
  | 'customers'
  | 'invoices'
  | 'subscriptions'
  | 'credit_notes'
  | 'invoice_payments'
  | 'events'
  | `customers/${string}/payment_methods`
  | `customers/${string}/tax_ids`
  | `invoices/${string}/lines`;

export interface PageRequest {
  path: ListPath;
  /** Stripe's query parameters; nested ones as `created[gte]`. */
  params: Record<string, string | number | boolean | readonly string[]>;
  priority: Priority;
  signal?: AbortSignal;
}

export interface AccountInfo {
  id: string | null;
  /** As the Dashboard calls it. */
  name: string | null;
  /** As customers know it. */
  publicName: string | null;
  country: string | null;
  defaultCurrency: string | null;
  timeZone: string | null;
  /** The merchant's own website. */
  website: string | null;
}

/** Every write names the action it belongs to; the same action id gives the same idempotency key. */
export interface ActionOptions {
  actionId: string;
}
export interface WriteOptions extends ActionOptions {
  /** Whose object it is: Stripe locks what belongs to one customer, so writes to it are sent one after the other. */
  customerId: string;
}
export interface Written<T> {
  value: T;
  requestId: string | null;
}

/** One Stripe account as the rest of Kantoor sees it. All errors are `AppError`. All requests pass one limiter. */
export interface StripeGateway {
  readPage(request: PageRequest): Promise<Uint8Array<ArrayBuffer>>;
  readObject(input: {
    path: string;
    expand?: readonly string[];
    priority: Priority;
    signal?: AbortSignal;
  }): Promise<Uint8Array<ArrayBuffer>>;
  getAccount(): Promise<AccountInfo>;
  testPermissions(): Promise<Permission[]>;
  getInvoice(id: string, expand?: string[]): Promise<Wire<Stripe.Invoice>>;
  getCustomer(id: string, expand?: string[]): Promise<Wire<Stripe.Customer | Stripe.DeletedCustomer>>;
  updateCustomer(
    id: string,
    params: Stripe.CustomerUpdateParams,
    options: ActionOptions,
  ): Promise<Written<Wire<Stripe.Customer>>>;
  createTaxId(
    customerId: string,
    params: { type: string; value: string },
    options: ActionOptions,
  ): Promise<Written<Wire<Stripe.TaxId>>>;
  deleteTaxId(customerId: string, taxIdId: string, options: ActionOptions): Promise<Written<null>>;
  /** Collects what an invoice still asks for with the named method, and with nothing else. */
  payInvoice(
    id: string,
    params: { paymentMethodId: string },
    options: WriteOptions,
  ): Promise<Written<Wire<Stripe.Invoice>>>;
  /** All payment methods of a customer. */
  listPaymentMethods(customerId: string): Promise<Wire<Stripe.PaymentMethod>[]>;
  /** Mandates of a customer's methods, newest first. */
  listMandates(customerId: string): Promise<Wire<Stripe.Mandate>[]>;
  getPaymentIntent(id: string, expand?: string[]): Promise<Wire<Stripe.PaymentIntent>>;
  getSubscription(id: string, expand?: string[]): Promise<Wire<Stripe.Subscription>>;
  /** The newest invoices of a subscription. */
  listSubscriptionInvoices(subscriptionId: string): Promise<Wire<Stripe.Invoice>[]>;
  resumeSubscription(
    id: string,
    params: Stripe.SubscriptionResumeParams,
    options: WriteOptions,
  ): Promise<Written<Wire<Stripe.Subscription>>>;
  /** All subscriptions of a customer, ended ones too. */
  listSubscriptionsOf(customerId: string): Promise<Wire<Stripe.Subscription>[]>;
  listSchedulesOf(customerId: string): Promise<Wire<Stripe.SubscriptionSchedule>[]>;
  /** All drafts and open invoices of a customer. */
  listInvoicesToPay(customerId: string): Promise<Wire<Stripe.Invoice>[]>;
  /** Payment intents of a customer that were made since a moment. *Units*: Unix seconds. */
  listIntentsSince(customerId: string, since: number): Promise<Wire<Stripe.PaymentIntent>[]>;
  updateSubscription(
    id: string,
    params: Stripe.SubscriptionUpdateParams,
    options: WriteOptions,
  ): Promise<Written<unknown>>;
  updateSchedule(
    id: string,
    params: Stripe.SubscriptionScheduleUpdateParams,
    options: WriteOptions,
  ): Promise<Written<unknown>>;
  updateInvoice(
    id: string,
    params: Stripe.InvoiceUpdateParams,
    options: WriteOptions,
  ): Promise<Written<unknown>>;
  /** Gives a draft its number; `autoAdvance` says whether Stripe goes on to charge or e-mail it by itself. */
  finalizeInvoice(
    id: string,
    params: { autoAdvance: boolean },
    options: WriteOptions,
  ): Promise<Written<Wire<Stripe.Invoice>>>;
  /** STRIPE: in test mode nothing is e-mailed, though it is told as sent. */
  sendInvoice(id: string, options: WriteOptions): Promise<Written<Wire<Stripe.Invoice>>>;
  voidInvoice(id: string, options: WriteOptions): Promise<Written<Wire<Stripe.Invoice>>>;
  markUncollectible(id: string, options: WriteOptions): Promise<Written<Wire<Stripe.Invoice>>>;
  /** All lines of an invoice. */
  listInvoiceLines(invoiceId: string): Promise<Wire<Stripe.InvoiceLineItem>[]>;
  listCreditNotes(invoiceId: string): Promise<Wire<Stripe.CreditNote>[]>;
  /** What a credit note would come to; nothing is made. */
  previewCreditNote(params: Stripe.CreditNotePreviewParams): Promise<Wire<Stripe.CreditNote>>;
  createCreditNote(
    params: Stripe.CreditNoteCreateParams,
    options: WriteOptions,
  ): Promise<Written<Wire<Stripe.CreditNote>>>;
  /** For good: Stripe never attaches a method again. */
  detachPaymentMethod(id: string, options: WriteOptions): Promise<Written<unknown>>;
  /** The same for a card or account of the time before payment methods. */
  deleteSource(customerId: string, id: string, options: WriteOptions): Promise<Written<unknown>>;
  /** A page of Stripe's on which the customer registers a method; its address is a bearer link. */
  createSetupSession(
    params: Omit<Stripe.Checkout.SessionCreateParams, 'mode'>,
    options: WriteOptions,
  ): Promise<Written<Wire<Stripe.Checkout.Session>>>;
  getSetupSession(id: string, expand?: string[]): Promise<Wire<Stripe.Checkout.Session>>;
  /** The account's own portal; null before its settings were saved in the Dashboard for the first time. */
  findPortalConfiguration(): Promise<Wire<Stripe.BillingPortal.Configuration> | null>;
  createPortalSession(
    params: Stripe.BillingPortal.SessionCreateParams,
    options: WriteOptions,
  ): Promise<Written<{ url: string }>>;
  /** STRIPE: the e-mail address is compared letter by letter, case included. */
  listCustomersByEmail(email: string): Promise<{ id: string; name: string | null }[]>;
  /** Downloads a document from an unauthenticated link, without the key; refuses foreign hosts and anything that is not a PDF. */
  downloadPdf(input: {
    url: string;
    priority: Priority;
    signal?: AbortSignal;
  }): Promise<Uint8Array<ArrayBuffer>>;
  /** Sets the requests per second and endpoint for now; null gives the account's own ceiling back. */
  limitRate(perEndpoint: number | null): void;
  setLimits(limits: RequestLimits): void;
  /** What its requests met since the start, and how fast they go. */
  describe(): ReturnType<RequestRecord['describe']> & { pace: CurrentPace };
  /** Counters since the gateway was made. */
  readonly stats: { requests: number; retries: number };
}

/** Gives the gateway of a workspace, or throws `key_missing`. */
export interface StripeGateways {
  of(workspaceId: string): Promise<StripeGateway>;
}
