import type Stripe from 'stripe';
import type { UnixSeconds } from '../../shared/domain/dates.ts';
import type { HeldMethod, MethodsInUse, Shadow } from '../../shared/domain/methodChanges.ts';
import { isDirectDebit, labelOfPaymentMethod } from '../../shared/domain/paymentMethods.ts';
import { AppError } from '../../shared/errors/appError.ts';
import { unlessForbidden } from '../../shared/errors/unlessForbidden.ts';
import type { HeldMethodDetail, ShadowDetail } from '../../shared/ipc/schemas/paymentMethods.ts';
import type { StripeGateway, Wire } from '../stripe/stripeGatewayApi.ts';
import { mandateOf } from './paymentsLive.ts';
import { idOf } from './idOf.ts';
import {
  defaultMethodOf,
  toInvoiceShadows,
  toMethodFacts,
  toSubscriptionShadows,
} from './toPaymentMethods.ts';

/** A customer's methods and everything that names one of them, as Stripe has it this moment. */
export interface LiveMethods extends MethodsInUse {
  customer: Wire<Stripe.Customer>;
}

/** The slowest debit is known to have arrived, or not, long before. */
const longestDebitSeconds = 60 * 86_400;

/**
 * Reads everything that decides about a change to a customer's methods, all pages, the methods themselves last.
 * *Errors*: `customer_deleted`.
 */
export async function readLiveMethods(
  gateway: StripeGateway,
  customerId: string,
  now: UnixSeconds,
): Promise<LiveMethods> {
  const [customer, subscriptions, schedules, invoices, intents] = await Promise.all([
    readCustomer(gateway, customerId),
    gateway.listSubscriptionsOf(customerId),
    gateway.listSchedulesOf(customerId),
    gateway.listInvoicesToPay(customerId),
    gateway.listIntentsSince(customerId, now - longestDebitSeconds),
  ]);
  const debited = intents.flatMap(({ status, payment_method: method }) =>
    status === 'processing' && method !== null ? [idOf(method)] : [],
  );
  return {
    customer,
    methods: await readHeldMethods(gateway, customerId),
    defaultId: defaultMethodOf(customer),
    currency: customer.currency ?? null,
    shadows: [
      ...toSubscriptionShadows(subscriptions),
      ...schedules.flatMap(toScheduleShadows),
      ...toInvoiceShadows(invoices),
    ],
    debitedIds: debited,
  };
}

/** The methods that a customer has, with the state of their mandates. */
export async function readHeldMethods(gateway: StripeGateway, customerId: string): Promise<HeldMethod[]> {
  const methods = await gateway.listPaymentMethods(customerId);
  const hasDebit = methods.some(({ type }) => isDirectDebit(type));
  const mandates = hasDebit ? await readMandates(gateway, customerId) : [];
  return methods.map((method) => ({ ...method, mandate: mandateOf(method.id, mandates) }));
}

/** The mandates of a customer's debits; none where the key may not read them. */
export function readMandates(gateway: StripeGateway, customerId: string): Promise<Wire<Stripe.Mandate>[]> {
  return unlessForbidden(gateway.listMandates(customerId), []);
}

async function readCustomer(gateway: StripeGateway, id: string): Promise<Wire<Stripe.Customer>> {
  const customer = await gateway.getCustomer(id);
  if (!customer.deleted) return customer;
  throw new AppError('customer_deleted', 'This customer was deleted in Stripe. Nothing was changed.', {
    details: { customerId: id },
  });
}

/** STRIPE: a schedule's default can be replaced; a method that one of its phases names only by writing all phases anew. */
function toScheduleShadows(schedule: Wire<Stripe.SubscriptionSchedule>): Shadow[] {
  if (schedule.status !== 'active' && schedule.status !== 'not_started') return [];
  const currency = schedule.phases[0]?.currency ?? null;
  const named = (method: string | { id: string } | null, changeable: boolean): Shadow[] =>
    method === null
      ? []
      : [
          {
            kind: 'schedule',
            id: schedule.id,
            label: schedule.id,
            currency,
            paymentMethodId: idOf(method),
            changeable,
          },
        ];
  return [
    ...named(schedule.default_settings.default_payment_method, true),
    ...schedule.phases.flatMap(({ default_payment_method: method }) => named(method, false)),
  ];
}

/** A live method as dialogs show it. */
export function toHeldMethodDetail(method: HeldMethod, { defaultId }: MethodsInUse): HeldMethodDetail {
  return { ...toMethodFacts(method, defaultId), mandate: method.mandate };
}

/** What names a method, with the method in words. */
export function toShadowDetail(shadow: Shadow, inUse: MethodsInUse): ShadowDetail {
  const { kind, id, label, paymentMethodId, changeable } = shadow;
  return {
    kind,
    id,
    label,
    paymentMethodId,
    changeable,
    methodLabel: labelOfMethodId(paymentMethodId, inUse),
  };
}

/** A method in words by its id; null where the customer does not have it. */
export function labelOfMethodId(id: string, { methods }: Pick<MethodsInUse, 'methods'>): string | null {
  const method = methods.find((known) => known.id === id);
  return method ? labelOfPaymentMethod(method) : null;
}
