import type { InvoiceObject, LineObject } from '../objects/invoice.ts';
import { customerFacts, type CustomerFacts, type SeedContext } from './customerFacts.ts';
import { invoiceFacts, type InvoiceFacts } from './invoiceFacts.ts';
import { buildSeedInvoice, buildSeedLines } from './invoiceSeeds.ts';

/** Facts of this many customers are kept: pages of neighbouring invoices ask for the same ones. */
const REMEMBERED_CUSTOMERS = 4_096;

/** Reads seeds by position and remembers the customers it met last. */
export interface SeedReader {
  context: SeedContext;
  customer(index: number): CustomerFacts;
  invoice(index: number): InvoiceFacts;
  invoiceObject(index: number, today: number): InvoiceObject;
  invoiceLines(index: number): LineObject[];
}

export function createSeedReader(context: SeedContext): SeedReader {
  const remembered = new Map<number, CustomerFacts>();
  const customer = (index: number): CustomerFacts => {
    const known = remembered.get(index);
    if (known !== undefined) return known;
    if (remembered.size >= REMEMBERED_CUSTOMERS) remembered.clear();
    const facts = customerFacts(context, index);
    remembered.set(index, facts);
    return facts;
  };
  const invoice = (index: number): InvoiceFacts =>
    invoiceFacts(context, index, customer(context.history.customerOf(index)));
  return {
    context,
    customer,
    invoice,
    invoiceObject: (index, today) => buildSeedInvoice(context, invoice(index), today),
    invoiceLines: (index) => buildSeedLines(context, invoice(index)),
  };
}
