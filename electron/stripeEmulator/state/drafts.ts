import type { CustomerObject, TaxIdObject } from '../objects/customer.ts';
import type { InvoiceObject } from '../objects/invoice.ts';
import type { Collection } from './collection.ts';

interface Owners {
  customers: Collection<CustomerObject>;
  taxIds: Collection<TaxIdObject>;
}

/** A draft always shows its customer as it is now; finalising freezes what it shows. */
export function refreshDraft(owners: Owners, invoice: InvoiceObject): InvoiceObject {
  if (invoice.status !== 'draft' || typeof invoice.customer !== 'string') return invoice;
  const customer = owners.customers.find(invoice.customer);
  if (customer === undefined) return invoice;
  invoice.customer_address = customer.address ?? null;
  invoice.customer_email = customer.email;
  invoice.customer_name = customer.name ?? null;
  invoice.customer_phone = customer.phone ?? null;
  invoice.customer_shipping = customer.shipping;
  invoice.customer_tax_exempt = customer.tax_exempt ?? 'none';
  invoice.customer_tax_ids = taxIdsOf(owners, customer.id);
  return invoice;
}

function taxIdsOf(owners: Owners, customer: string): { type: string; value: string }[] {
  const position = owners.customers.positionOf(customer) ?? -1;
  return owners.taxIds
    .list({ limit: 5, candidates: [position], matches: (taxId) => taxId.customer === customer })
    .data.filter((taxId) => taxId.customer === customer)
    .map(({ type, value }) => ({ type, value }));
}
