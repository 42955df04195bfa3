import type Stripe from 'stripe';
import { findRemovalRefusal } from '../../shared/domain/methodChanges.ts';
import type { HeldMethod, MethodsInUse, Shadow } from '../../shared/domain/methodChanges.ts';
import { isUsable, labelOfPaymentMethod } from '../../shared/domain/paymentMethods.ts';
import type { Month, PaymentMethodFacts } from '../../shared/domain/paymentMethods.ts';
import type { PaymentMethod } from '../../shared/ipc/schemas/customers.ts';
import type { Wire } from '../stripe/stripeGatewayApi.ts';
import { productNamesOf } from './productNames.ts';
import { idOf } from './idOf.ts';

type StripePaymentMethod = Wire<Stripe.PaymentMethod>;
type StripeSubscription = Wire<Stripe.Subscription>;
type StripeInvoice = Wire<Stripe.Invoice>;
type StripeCustomer = Wire<Stripe.Customer>;

/** Subscriptions that will never ask for money again. */
const ended = new Set(['canceled', 'incomplete_expired']);

/** The customer's default, also where it is a card or account of the time before payment methods. */
export function defaultMethodOf(customer: StripeCustomer): string | null {
  const method = customer.invoice_settings.default_payment_method ?? customer.default_source;
  return method === null ? null : idOf(method);
}

/** What every screen shows of a method. */
export function toMethodFacts(method: PaymentMethodFacts, defaultId: string | null) {
  return {
    id: method.id,
    type: method.type,
    label: labelOfPaymentMethod(method),
    expMonth: method.card?.exp_month ?? null,
    expYear: method.card?.exp_year ?? null,
    isDefault: method.id === defaultId,
  };
}

/** The subscriptions that name a method of their own. *Source*: precedence of stripe.md §4.2. */
export function toSubscriptionShadows(subscriptions: readonly StripeSubscription[]): Shadow[] {
  return subscriptions.flatMap((subscription) => {
    const method = subscription.default_payment_method ?? subscription.default_source;
    if (method === null || ended.has(subscription.status)) return [];
    const { id, description, currency } = subscription;
    const label = productNamesOf(subscription).join(', ') || description || id;
    const changeable = subscription.managed_payments?.enabled !== true;
    return [
      { kind: 'subscription' as const, id, label, currency, paymentMethodId: idOf(method), changeable },
    ];
  });
}

/** The drafts and open invoices that name a method of their own. */
export function toInvoiceShadows(invoices: readonly StripeInvoice[]): Shadow[] {
  return invoices.flatMap((invoice) => {
    const method = invoice.default_payment_method ?? invoice.default_source;
    const { id, number, status, currency } = invoice;
    if (method === null || (status !== 'draft' && status !== 'open')) return [];
    const named = { currency, paymentMethodId: idOf(method), changeable: true };
    return [{ kind: 'invoice' as const, id, label: number ?? id, ...named }];
  });
}

/** What is known of a customer's methods without asking Stripe. */
export interface KnownMethods {
  paymentMethods: readonly StripePaymentMethod[];
  subscriptions: readonly StripeSubscription[];
  /** Drafts and open invoices. */
  invoicesToPay: readonly StripeInvoice[];
}

/** A customer's methods as screens show them; whether one may really be removed is decided by a live read. */
export function toPaymentMethods(
  customer: StripeCustomer | Wire<Stripe.DeletedCustomer>,
  known: KnownMethods,
  now: Month,
): PaymentMethod[] {
  const methods: HeldMethod[] = known.paymentMethods.map((method) => ({ ...method, mandate: null }));
  const inUse: MethodsInUse = {
    methods,
    defaultId: 'created' in customer ? defaultMethodOf(customer) : null,
    currency: 'created' in customer ? (customer.currency ?? null) : null,
    shadows: [...toSubscriptionShadows(known.subscriptions), ...toInvoiceShadows(known.invoicesToPay)],
    debitedIds: [],
  };
  return known.paymentMethods.map((method) => {
    const refusal = findRemovalRefusal(inUse, { methodId: method.id, replacementId: null, now });
    return {
      ...toMethodFacts(method, inUse.defaultId),
      country: method.card?.country ?? method.sepa_debit?.country ?? null,
      usable: isUsable(method, now),
      removable: refusal === null,
      removableReason: refusal,
      namedBy: inUse.shadows
        .filter(({ paymentMethodId }) => paymentMethodId === method.id)
        .map(({ kind, id, label }) => ({ kind, id, label })),
    };
  });
}
