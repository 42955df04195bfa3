import type Stripe from 'stripe';
import type { RawPage, ReadObject } from '../cache/cacheApi.ts';
import type { Wire } from '../stripe/stripeGatewayApi.ts';
import { inParallel } from './inParallel.ts';
import type { Reader } from './syncRun.ts';

type LineList = Wire<Stripe.ApiList<Stripe.InvoiceLineItem>>;
type InvoiceWithLines = Wire<Stripe.Invoice> & { lines: LineList; payments?: { data: object[] } };

const invoicesAtOnce = 2;

function parse<Value>(bytes: Uint8Array): Value {
  return JSON.parse(new TextDecoder().decode(bytes)) as Value;
}

async function readRemainingLines(reader: Reader, invoice: InvoiceWithLines): Promise<void> {
  const { lines } = invoice;
  while (lines.has_more) {
    const last = lines.data.at(-1);
    const page = parse<LineList>(
      await reader.gateway.readPage({
        path: `invoices/${invoice.id}/lines`,
        params: { limit: 100, ...(last ? { starting_after: last.id } : {}) },
        priority: reader.priority,
        signal: reader.signal,
      }),
    );
    lines.data.push(...page.data);
    lines.has_more = page.has_more && page.data.length > 0;
  }
}

/** Objects as the list that Stripe would give them in. */
export function toListBytes(data: readonly object[]): Uint8Array<ArrayBuffer> {
  return new TextEncoder().encode(JSON.stringify({ object: 'list', data, has_more: false }));
}

/** Reads one invoice with everything that hangs on it, and all its lines. STRIPE: only the first 10 come with it. */
export async function readWholeInvoice(
  reader: Reader,
  id: string,
  expand: readonly string[],
): Promise<{ bytes: Uint8Array<ArrayBuffer>; payments: object[] }> {
  const { priority, signal } = reader;
  const bytes = await reader.gateway.readObject({ path: `invoices/${id}`, expand, priority, signal });
  const invoice = parse<InvoiceWithLines>(bytes);
  const payments = invoice.payments?.data ?? [];
  if (!invoice.lines.has_more) return { bytes, payments };
  await readRemainingLines(reader, invoice);
  return { bytes: new TextEncoder().encode(JSON.stringify(invoice)), payments };
}

/**
 * Reads the remaining lines of invoices that came with their first lines only, and gives what is to be written.
 * STRIPE: reading the lines alone costs one request where reading the invoice again would cost two.
 */
export async function readMissingLines(
  reader: Reader,
  incomplete: readonly ReadObject[],
): Promise<RawPage[]> {
  const pages: RawPage[] = [];
  await inParallel(incomplete, invoicesAtOnce, async ({ json, ...moment }) => {
    const invoice = JSON.parse(json) as InvoiceWithLines;
    await readRemainingLines(reader, invoice);
    pages.push({
      workspaceId: reader.workspaceId,
      kind: 'invoice',
      bytes: toListBytes([invoice]),
      ...moment,
    });
  });
  return pages;
}
