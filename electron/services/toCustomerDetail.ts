import type Stripe from 'stripe';
import { emptyAddress, taxIdVerifications } from '../../shared/domain/customers.ts';
import type { Address, TaxExemption } from '../../shared/domain/customers.ts';
import type { EditableCustomer } from '../../shared/domain/customerChanges.ts';
import type { UnixSeconds } from '../../shared/domain/dates.ts';
import { sumByCurrency } from '../../shared/domain/money.ts';
import { monthOf } from '../../shared/domain/paymentMethods.ts';
import { serviceOf, serviceOfAll, standingOf } from '../../shared/domain/subscriptions.ts';
import type { SubscriptionFacts, SuspensionThreshold } from '../../shared/domain/subscriptions.ts';
import type { CustomerDetail, TaxId } from '../../shared/ipc/schemas/customers.ts';
import type { PendingEditRow } from '../../shared/ipc/schemas/pendingEdits.ts';
import type { InvoiceRow } from '../../shared/ipc/schemas/invoices.ts';
import type { Wire } from '../stripe/stripeGatewayApi.ts';
import { productNamesOf } from './productNames.ts';
import { toPaymentMethods } from './toPaymentMethods.ts';

export type StripeCustomer = Wire<Stripe.Customer>;
type StripeTaxId = Wire<Stripe.TaxId>;
type StripePaymentMethod = Wire<Stripe.PaymentMethod>;
type StripeSubscription = Wire<Stripe.Subscription>;

/** What is known about a customer besides its own JSON. */
export interface CustomerContext {
  workspaceId: string;
  now: UnixSeconds;
  asOf: UnixSeconds | null;
  taxIds: readonly StripeTaxId[];
  subscriptions: readonly StripeSubscription[];
  paymentMethods: readonly StripePaymentMethod[];
  paymentMethodsAsOf: UnixSeconds | null;
  /** The newest drafts and open invoices. */
  invoicesToPay: readonly Wire<Stripe.Invoice>[];
  openInvoices: readonly InvoiceRow[];
  invoiceHistory: readonly InvoiceRow[];
  invoiceHistoryCount: number;
  pendingEdit: PendingEditRow | null;
  /** What counts as a suspended service. */
  suspendedFrom: SuspensionThreshold;
}

/** Maps a cached customer with everything that belongs to it to what the customer page shows. */
export function toCustomerDetail(
  customer: StripeCustomer | Wire<Stripe.DeletedCustomer>,
  context: CustomerContext,
): CustomerDetail {
  const facts = context.subscriptions.map(toSubscriptionFacts);
  const overdue = context.openInvoices.filter(({ overdue: isOverdue }) => isOverdue);
  return {
    id: customer.id,
    workspaceId: context.workspaceId,
    ...toEditableCustomer(customer),
    taxIds: context.taxIds.map(toTaxId),
    service: serviceOfAll(facts, context.suspendedFrom),
    subscriptions: context.subscriptions.map((each) => toSubscription(each, context)),
    paymentMethods: toPaymentMethods(customer, context, monthOf(context.now)),
    paymentMethodsAsOf: context.paymentMethodsAsOf,
    amountRemaining: sumByCurrency(context.openInvoices.map(toRemaining)),
    overdueRemaining: sumByCurrency(overdue.map(toRemaining)),
    openInvoices: [...context.openInvoices],
    invoiceHistory: [...context.invoiceHistory],
    invoiceHistoryCount: context.invoiceHistoryCount,
    createdAt: 'created' in customer ? customer.created : 0,
    deleted: customer.deleted === true,
    pendingEdit: context.pendingEdit,
    asOf: context.asOf,
  };
}

/** The part of a customer that people edit; a deleted customer of which nothing is known has nothing set. */
export function toEditableCustomer(
  customer: StripeCustomer | Wire<Stripe.DeletedCustomer>,
): EditableCustomer {
  const known: Partial<StripeCustomer> = 'created' in customer ? customer : {};
  return {
    name: known.name ?? null,
    email: known.email ?? null,
    phone: known.phone ?? null,
    address: toAddress(known.address),
    preferredLocale: known.preferred_locales?.[0] ?? null,
    taxExempt: toTaxExemption(known.tax_exempt),
  };
}

/** Stripe's address with every key present and empty text as null. */
export function toAddress(address: Partial<Wire<Stripe.Address>> | null | undefined): Address {
  if (!address) return { ...emptyAddress };
  return {
    line1: address.line1 || null,
    line2: address.line2 || null,
    city: address.city || null,
    postal_code: address.postal_code || null,
    state: address.state || null,
    country: address.country || null,
  };
}

/** Maps Stripe's tax ID to what the customer page shows. */
export function toTaxId(taxId: StripeTaxId): TaxId {
  const status = taxId.verification?.status;
  return {
    id: taxId.id,
    type: taxId.type,
    value: taxId.value,
    country: taxId.country,
    status: taxIdVerifications.find((known) => known === status) ?? 'unavailable',
    verifiedName: taxId.verification?.verified_name ?? null,
    verifiedAddress: taxId.verification?.verified_address ?? null,
  };
}

function toTaxExemption(value: string | null | undefined): TaxExemption {
  return value === 'exempt' || value === 'reverse' ? value : 'none';
}

function toSubscriptionFacts(subscription: StripeSubscription): SubscriptionFacts {
  return {
    status: subscription.status,
    pauseType: subscription.status_details?.paused?.subscription?.type ?? null,
  };
}

function toSubscription(
  subscription: StripeSubscription,
  { suspendedFrom }: Pick<CustomerContext, 'suspendedFrom'>,
): CustomerDetail['subscriptions'][number] {
  const items = subscription.items.data;
  const ends = items.map((item) => item.current_period_end);
  const latest = subscription.latest_invoice;
  return {
    id: subscription.id,
    status: subscription.status,
    service: serviceOf(standingOf(toSubscriptionFacts(subscription)), suspendedFrom),
    productNames: productNamesOf(subscription),
    currentPeriodEnd: ends.length > 0 ? Math.max(...ends) : null,
    cancelAt: subscription.cancel_at,
    latestInvoiceId: typeof latest === 'string' ? latest : (latest?.id ?? null),
  };
}

function toRemaining({ amountRemaining, currency }: InvoiceRow): { amount: number; currency: string } {
  return { amount: amountRemaining, currency };
}
