import type Stripe from 'stripe';
import type { Wire } from '../stripe/stripeGatewayApi.ts';

/** What a subscription is for, as far as its prices tell. */
export function productNamesOf({ items }: Wire<Stripe.Subscription>): string[] {
  return items.data.flatMap(({ price }) => productNameOf(price));
}

function productNameOf(price: Wire<Stripe.Price>): string[] {
  const { product, nickname } = price;
  if (typeof product === 'object' && 'name' in product) return [product.name];
  return nickname ? [nickname] : [];
}
