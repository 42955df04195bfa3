import type Stripe from 'stripe';
import { issuedAt } from '../../shared/domain/invoices.ts';
import { findDunningRefusal } from '../../shared/domain/reminders.ts';
import { AppError } from '../../shared/errors/appError.ts';
import type { Handlers, InputOf, OutputOf } from '../../shared/ipc/contract.ts';
import type { HostedLink } from '../../shared/ipc/schemas/invoices.ts';
import type { StripeGateways, Wire } from '../stripe/stripeGatewayApi.ts';
import type { PublicNames } from './publicName.ts';

export interface HostedLinkDeps {
  gateways: StripeGateways;
  publicNames: PublicNames;
}

/**
 * The pages on which customers can look at invoices and pay them, read at the moment they are asked for.
 * SECURITY: whoever has a link can open it, so it is neither cached nor logged.
 */
export function createHostedLinkServices(
  deps: HostedLinkDeps,
): Pick<Handlers, 'invoices.getHostedLink' | 'invoices.listHostedLinks'> {
  return {
    'invoices.getHostedLink': (input) => getHostedLink(deps, input),
    'invoices.listHostedLinks': (input) => listLinks(deps, input),
  };
}

async function getHostedLink(
  { gateways, publicNames }: HostedLinkDeps,
  { workspaceId, invoiceId }: InputOf<'invoices.getHostedLink'>,
): Promise<HostedLink> {
  const gateway = await gateways.of(workspaceId);
  const [invoice, { name: accountName }] = await Promise.all([
    gateway.getInvoice(invoiceId, ['customer']),
    publicNames.of(workspaceId),
  ]);
  const { hosted_invoice_url: url } = invoice;
  if (!url)
    throw new AppError(
      'document_none',
      'Stripe has no page for this invoice: drafts get theirs when they are finalised.',
    );
  const customer = customerOf(invoice);
  return {
    url,
    accountName,
    // The letter goes to the customer of today; what is printed on the invoice stays as it was.
    customerName: customer.name ?? invoice.customer_name,
    email: customer.email ?? invoice.customer_email,
    preferredLocales: customer.preferred_locales ?? [],
    country: customer.address?.country ?? invoice.customer_address?.country ?? null,
    invoiceNumber: invoice.number,
    amountRemaining: invoice.amount_remaining,
    currency: invoice.currency,
    // What is charged automatically is due the day it was issued.
    dueAt: invoice.due_date ?? issuedAt(invoice) ?? invoice.created,
    refusal: findDunningRefusal(invoice),
  };
}

function customerOf({ customer }: Wire<Stripe.Invoice>): Partial<Wire<Stripe.Customer>> {
  return customer === null || typeof customer === 'string' || customer.deleted ? {} : customer;
}

/** One read each: Stripe lists invoices by customer or date, and a selection is neither. */
async function listLinks(
  { gateways }: HostedLinkDeps,
  { invoices }: InputOf<'invoices.listHostedLinks'>,
): Promise<OutputOf<'invoices.listHostedLinks'>> {
  return Promise.all(
    invoices.map(async ({ workspaceId, invoiceId }) => {
      const gateway = await gateways.of(workspaceId);
      const { hosted_invoice_url: url } = await gateway.getInvoice(invoiceId);
      return { workspaceId, invoiceId, url: url ?? null };
    }),
  );
}
