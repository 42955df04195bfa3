import { invalidRequest } from '../contract/apiError.ts';
import { choice, hash, list, text } from '../contract/params.ts';
import { route, type Route } from '../contract/route.ts';
import { buildLine, type InvoiceObject, type LineObject } from '../objects/invoice.ts';
import type { SubscriptionObject } from '../objects/subscription.ts';
import type { Books } from '../state/books.ts';
import { demandCustomerParameter, demandSubscription } from './demand.ts';
import { buildItem, itemFields } from './invoiceItems.ts';
import { lineOfItem, sumLines } from './invoiceMath.ts';
import { draftFor } from './invoiceWrites.ts';

/** The lines of a subscription's next period. */
export function subscriptionLines(
  books: Books,
  invoice: InvoiceObject,
  subscription: SubscriptionObject,
  lineId: (position: number) => string,
): LineObject[] {
  return subscription.items.data.map((item, i) => {
    const unit = item.price.unit_amount ?? 0;
    const quantity = item.quantity ?? 1;
    return buildLine({
      id: lineId(i),
      invoice: invoice.id,
      livemode: invoice.livemode,
      currency: invoice.currency,
      description: `${quantity} × ${books.products.find(String(item.price.product))?.name ?? item.price.id}`,
      quantity,
      unitAmount: unit,
      amount: unit * quantity,
      discount: 0,
      discountId: null,
      periodStart: item.current_period_end,
      periodEnd: item.current_period_end + 30 * 86_400,
      price: item.price.id,
      product: String(item.price.product),
      subscription: subscription.id,
      subscriptionItem: item.id,
      invoiceItem: null,
      taxes: [],
    });
  });
}

export const invoicePreviewRoutes: Route[] = [
  route({
    method: 'POST',
    path: '/v1/invoices/create_preview',
    permission: 'rak_invoice_write',
    fields: {
      customer: text,
      subscription: text,
      currency: text,
      invoice_items: list(hash(itemFields)),
      preview_mode: choice('next', 'recurring'),
    },
    answer({ books, params }) {
      const subscription = params.subscription ? demandSubscription(books, params.subscription) : undefined;
      const customerId =
        params.customer ?? (subscription === undefined ? undefined : String(subscription.customer));
      if (!customerId)
        throw invalidRequest('You must pass a customer or a subscription.', 'parameter_missing', 'customer');
      const customer = demandCustomerParameter(books, customerId);
      const invoice = draftFor(books, customer, {
        id: `upcoming_in_${books.context.part}${customer.id.slice(-6)}`,
        currency:
          params.currency ?? subscription?.currency ?? customer.currency ?? books.context.account.currency,
        subscription: subscription?.id ?? null,
        reason: 'manual',
      });
      invoice.billing_reason = 'upcoming';
      const pending = books.invoiceItems.changedWhere(
        (item) => item.customer === customer.id && item.invoice === null,
      );
      const added = (params.invoice_items ?? []).flatMap((item, i) =>
        item === null
          ? []
          : [
              buildItem(books, item, {
                id: `ii_tmp_${i}`,
                customer: customer.id,
                currency: invoice.currency,
                invoice: null,
              }),
            ],
      );
      const recurring =
        subscription === undefined
          ? []
          : subscriptionLines(books, invoice, subscription, (i) => `il_tmp_sub${i}`);
      const items = [...(params.preview_mode === 'recurring' ? [] : pending), ...added];
      if (recurring.length + items.length === 0) {
        throw invalidRequest(`No upcoming invoices for customer: ${customer.id}`, 'invoice_upcoming_none');
      }
      const lines = items.map((item, i) => ({ ...lineOfItem(books, invoice, item, i), id: `il_tmp_${i}` }));
      sumLines(invoice, [...recurring, ...lines]);
      return invoice;
    },
  }),
];
