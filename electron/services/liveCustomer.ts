import { AppError } from '../../shared/errors/appError.ts';
import type { StripeGateway } from '../stripe/stripeGatewayApi.ts';
import type { StripeCustomer } from './toCustomerDetail.ts';

/** The customer as Stripe has it this moment, with its tax IDs. *Errors*: `customer_deleted`. */
export async function readLiveCustomer(gateway: StripeGateway, customerId: string): Promise<StripeCustomer> {
  const customer = await gateway.getCustomer(customerId, ['tax_ids']);
  if (customer.deleted) throw customerDeleted();
  return customer;
}

/** What is told when a customer is gone that somebody wants to change. */
export function customerDeleted(): AppError {
  return new AppError(
    'customer_deleted',
    'This customer was deleted in Stripe meanwhile, so nothing was saved. The invoices of the customer remain.',
  );
}
