import { afterAll, beforeAll, expect, it } from 'vitest';
import { createHostedLinkServices } from '../../electron/services/hostedLink.ts';
import { schemas } from '../../shared/ipc/contract.ts';
import { openActionBench, type ActionBench } from '../builders/actionBench.ts';
import { failureOf } from '../builders/failureOf.ts';
import { workspaceId } from '../builders/paymentBench.ts';

let bench: ActionBench;
let services: ReturnType<typeof createHostedLinkServices>;

beforeAll(async () => {
  bench = await openActionBench();
  services = createHostedLinkServices(bench.office);
}, 60_000);

afterAll(() => bench.close());

it('gives the page with what a letter about it needs: the public name, the customer of today and their language', async () => {
  const { id: customer } = await bench.addCustomer();
  const invoice = await bench.addInvoice(customer);
  await bench.stripe.customers.update(customer, {
    name: 'Le Petit Zinc',
    preferred_locales: ['fr-FR'],
    address: { country: 'BE' },
  });
  const link = await services['invoices.getHostedLink']({ workspaceId, invoiceId: invoice.id });
  expect(schemas['invoices.getHostedLink'].output.parse(link)).toEqual(link);
  expect(link).toMatchObject({
    url: invoice.hosted_invoice_url,
    accountName: (await bench.office.publicNames.of(workspaceId)).name,
    customerName: 'Le Petit Zinc',
    preferredLocales: ['fr-FR'],
    country: 'BE',
    invoiceNumber: invoice.number,
    amountRemaining: 12_100,
    refusal: null,
  });
});

it('says that the customer is not to be asked once the invoice is paid', async () => {
  const { id: customer, methods } = await bench.addCustomer();
  const invoice = await bench.addInvoice(customer);
  await bench.stripe.invoices.pay(invoice.id, { payment_method: methods[0]?.id ?? '' });
  const link = await services['invoices.getHostedLink']({ workspaceId, invoiceId: invoice.id });
  expect([link.refusal, link.amountRemaining]).toEqual(['paid', 0]);
});

it('takes the address on the invoice where the customer is gone', async () => {
  const { id: customer } = await bench.addCustomer();
  const invoice = await bench.addInvoice(customer);
  await bench.stripe.customers.del(customer);
  const link = await services['invoices.getHostedLink']({ workspaceId, invoiceId: invoice.id });
  expect([link.email, link.customerName]).toEqual(['administratie@lepel.test', 'De Gouden Lepel']);
});

it('refuses a draft, and leaves it out among several', async () => {
  const { id: customer } = await bench.addCustomer();
  const draft = await bench.addDraft(customer);
  const invoice = await bench.addInvoice(customer);
  const failure = await failureOf(services['invoices.getHostedLink']({ workspaceId, invoiceId: draft.id }));
  expect(failure.code).toBe('document_none');
  const links = await services['invoices.listHostedLinks']({
    invoices: [draft, invoice].map(({ id }) => ({ workspaceId, invoiceId: id })),
  });
  expect(links.map(({ url }) => url)).toEqual([null, invoice.hosted_invoice_url]);
});
