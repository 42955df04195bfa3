import { AppError } from '../../shared/errors/appError.ts';
import type { Handlers } from '../../shared/ipc/contract.ts';
import type { StripeGateways } from '../stripe/stripeGatewayApi.ts';

/**
 * The page on which a customer can look at an invoice and pay it, read at the moment it is asked for.
 * SECURITY: whoever has the link can open it, so it is neither cached nor logged.
 */
export function createHostedLinkServices({
  gateways,
}: {
  gateways: StripeGateways;
}): Pick<Handlers, 'invoices.getHostedLink'> {
  return {
    async 'invoices.getHostedLink'({ workspaceId, invoiceId }) {
      const gateway = await gateways.of(workspaceId);
      const { hosted_invoice_url: url } = await gateway.getInvoice(invoiceId);
      if (!url)
        throw new AppError(
          'document_none',
          'Stripe has no page for this invoice: drafts get theirs when they are finalised.',
        );
      return { url };
    },
  };
}
