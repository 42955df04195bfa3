import type Stripe from 'stripe';

import { positionIn } from '../state/ids.ts';
import type { Wire } from '../wire.ts';
import { couponId } from './catalogue.ts';
import { customerIdAt, type SeedContext } from './customerFacts.ts';
import { invoiceIdAt } from './invoiceFacts.ts';

/** The discount an invoice's id of a discount stands for. */
export function buildSeedDiscount(context: SeedContext, id: string): Wire<Stripe.Discount> | undefined {
  const index = positionIn(id, 'di', context.part)?.position;
  if (index === undefined || index >= context.history.invoices) return undefined;
  return {
    id,
    object: 'discount',
    checkout_session: null,
    customer: customerIdAt(context, context.history.customerOf(index)),
    customer_account: null,
    end: null,
    invoice: invoiceIdAt(context, index),
    invoice_item: null,
    promotion_code: null,
    source: { coupon: couponId(), type: 'coupon' },
    start: context.history.createdAt(index),
    subscription: null,
    subscription_item: null,
  } satisfies Wire<Stripe.Discount>;
}
