import { buildCreditNote, type CreditNoteObject } from '../../electron/stripeEmulator/objects/creditNote.ts';
import {
  buildCustomer,
  buildTaxId,
  type CustomerObject,
  type TaxIdObject,
} from '../../electron/stripeEmulator/objects/customer.ts';
import {
  buildInvoice,
  buildLine,
  buildTax,
  type InvoiceObject,
  type LineObject,
} from '../../electron/stripeEmulator/objects/invoice.ts';
import { buildCard, type PaymentMethodObject } from '../../electron/stripeEmulator/objects/paymentMethod.ts';
import {
  buildSubscription,
  type SubscriptionObject,
} from '../../electron/stripeEmulator/objects/subscription.ts';

/** Noon on 2 March 2026, UTC. */
export const someMoment = 1_772_452_800;
const thirtyDays = 30 * 86_400;

/** A restaurant in Utrecht; fictional. */
export function aCustomer(changes: Partial<CustomerObject> & { id: string }): CustomerObject {
  return {
    ...buildCustomer({
      id: changes.id,
      created: someMoment,
      livemode: false,
      name: 'Trattoria Bella',
      email: 'boekhouding@bella.example',
      phone: '+31302345678',
      address: {
        city: 'Utrecht',
        country: 'NL',
        line1: 'Oudegracht 12',
        line2: null,
        postal_code: '3511 AB',
        state: null,
      },
      currency: 'eur',
      delinquent: false,
      taxExempt: 'none',
      locales: ['nl'],
      invoicePrefix: 'BELLA',
      defaultPaymentMethod: null,
    }),
    ...changes,
  };
}

/** A VAT number of a customer. */
export function aTaxId(changes: Partial<TaxIdObject> & { id: string; customer: string }): TaxIdObject {
  return {
    ...buildTaxId({
      id: changes.id,
      created: someMoment,
      livemode: false,
      customer: changes.customer,
      type: 'eu_vat',
      value: 'NL123456789B12',
      country: 'NL',
      status: 'verified',
      verifiedName: null,
      verifiedAddress: null,
    }),
    ...changes,
  };
}

/** A customer as it comes from `customers.list` with `expand[]=data.tax_ids`. */
export function withTaxIds(customer: CustomerObject, taxIds: TaxIdObject[]): CustomerObject {
  const url = `/v1/customers/${customer.id}/tax_ids`;
  return { ...customer, tax_ids: { object: 'list', data: taxIds, has_more: false, url } };
}

/** One line of an invoice; 100.00 before tax. */
export function aLine(description: string, changes: Partial<LineObject> = {}): LineObject {
  return {
    ...buildLine({
      id: 'il_1',
      invoice: null,
      livemode: false,
      currency: 'eur',
      description,
      quantity: 1,
      unitAmount: 10_000,
      amount: 10_000,
      discount: 0,
      discountId: null,
      periodStart: someMoment,
      periodEnd: someMoment + thirtyDays,
      price: 'price_1',
      product: 'prod_1',
      subscription: 'sub_1',
      subscriptionItem: 'si_1',
      invoiceItem: null,
      taxes: [buildTax('txr_21', 2_100, 10_000, 'standard_rated')],
    }),
    ...changes,
  };
}

/** What tests say about an invoice; the rest follows. */
export type InvoiceChanges = Partial<InvoiceObject> & { id: string };

/** An open invoice of 121.00 euro, sent by e-mail and due in thirty days. */
export function anInvoice(changes: InvoiceChanges): InvoiceObject {
  const created = changes.created ?? someMoment;
  const status = changes.status ?? 'open';
  const isDraft = status === 'draft';
  const total = changes.total ?? 12_100;
  const amountPaid = status === 'paid' ? total : 0;
  const invoice = buildInvoice({
    id: changes.id,
    accountName: 'Kantoor Nederland',
    accountTaxId: 'txi_account',
    accountCountry: 'NL',
    livemode: false,
    status: 'open',
    created,
    currency: 'eur',
    customer: 'cus_1',
    customerAddress: {
      city: 'Utrecht',
      country: 'NL',
      line1: 'Oudegracht 12',
      line2: null,
      postal_code: '3511 AB',
      state: null,
    },
    customerEmail: 'boekhouding@bella.example',
    customerName: 'Trattoria Bella',
    customerPhone: '+31302345678',
    customerTaxExempt: 'none',
    customerTaxIds: [{ type: 'eu_vat', value: 'NL123456789B12' }],
    billingReason: 'subscription_cycle',
    collection: 'send_invoice',
    subscription: 'sub_1',
    dueDate: created + thirtyDays,
    number: isDraft ? null : `BELLA-${changes.id.replaceAll(/\D/g, '').padStart(4, '0')}`,
    finalizedAt: isDraft ? null : created,
    paidAt: status === 'paid' ? created + 60 : null,
    voidedAt: null,
    uncollectibleAt: null,
    attempted: false,
    attemptCount: 0,
    nextAttempt: null,
    autoAdvance: true,
    periodStart: created - thirtyDays,
    periodEnd: created,
    lines: [aLine('Reserveringen Plus')],
    lineCount: 1,
    subtotal: 10_000,
    discount: 0,
    discountIds: [],
    total,
    taxes: [buildTax('txr_21', 2_100, 10_000, 'standard_rated')],
    tax: 2_100,
    amountDue: total,
    amountPaid,
    creditedBeforePayment: 0,
    creditedAfterPayment: 0,
    endingBalance: isDraft ? null : 0,
    hostedUrl: isDraft ? null : `https://invoice.stripe.com/i/acct_1/${changes.id}?s=ap`,
    pdfUrl: isDraft ? null : `https://pay.stripe.com/invoice/acct_1/${changes.id}/pdf?s=ap`,
  });
  return { ...invoice, ...changes };
}

/** A subscription of a customer. */
export function aSubscription(
  changes: Partial<SubscriptionObject> & { id: string; customer: string },
): SubscriptionObject {
  return {
    ...buildSubscription({
      id: changes.id,
      created: someMoment,
      livemode: false,
      customer: changes.customer,
      currency: 'eur',
      status: 'active',
      pausedBy: null,
      pausedAt: 0,
      collection: 'charge_automatically',
      daysUntilDue: null,
      latestInvoice: null,
      items: [],
      startDate: someMoment,
      canceledAt: null,
      cancelReason: null,
      collectionPaused: false,
      trialStart: null,
      trialEnd: null,
      defaultPaymentMethod: null,
    }),
    ...changes,
  };
}

/** A card of a customer. */
export function aCard(
  changes: Partial<PaymentMethodObject> & { id: string; customer: string },
): PaymentMethodObject {
  return {
    ...buildCard({
      id: changes.id,
      created: someMoment,
      livemode: false,
      customer: changes.customer,
      name: null,
      email: null,
      brand: 'visa',
      last4: '4242',
      expMonth: 12,
      expYear: 2030,
      funding: 'credit',
      country: 'NL',
      fingerprint: 'fp_1',
    }),
    ...changes,
  };
}

/** A credit note of an invoice. */
export function aCreditNote(
  changes: Partial<CreditNoteObject> & { id: string; invoice: string; customer: string },
): CreditNoteObject {
  return {
    ...buildCreditNote({
      id: changes.id,
      created: someMoment,
      livemode: false,
      currency: 'eur',
      customer: changes.customer,
      invoice: changes.invoice,
      number: 'BELLA-0001-CN-01',
      memo: null,
      reason: null,
      lines: [],
      subtotal: 1_000,
      taxes: [],
      tax: 210,
      prePayment: 1_210,
      postPayment: 0,
      outOfBand: null,
      refunds: [],
      pdf: `https://pay.stripe.com/credit_notes/acct_1/${changes.id}/pdf?s=ap`,
    }),
    ...changes,
  };
}
