import type Stripe from 'stripe';
import { chooseLinkRead } from '../../shared/domain/documents.ts';
import { isAppError } from '../../shared/errors/appError.ts';
import type { StripeGateway, Wire } from '../stripe/stripeGatewayApi.ts';
import { toCreditNoteFacts, toInvoiceFacts } from './documentFacts.ts';
import type { WantedDocument, WantedKind } from './documentWishes.ts';
import { parseJson, readLiveDocument } from './liveDocument.ts';
import type { LiveDocument } from './liveDocument.ts';

/** A wanted document whose object was read a moment ago. */
export interface FreshLink {
  wanted: WantedDocument;
  live: LiveDocument;
}

interface LinkReader {
  gateway: StripeGateway;
  kind: WantedKind;
  signal: AbortSignal;
}

/**
 * Reads fresh links for wanted documents in their order. Where they lie close together a page of Stripe's list gives up
 * to a hundred for one read of the budget; it may bring some whose turn is later. What Stripe no longer has is left out.
 */
export async function* readFreshLinks(
  reader: LinkReader,
  wanted: readonly WantedDocument[],
): AsyncGenerator<FreshLink[]> {
  const remaining = new Map(wanted.map((each) => [each.id, each]));
  for (const first of wanted) {
    if (remaining.has(first.id) && chooseLinkRead(first.created, remaining.values()) === 'page') {
      const links = (await readPage(reader, first.created)).flatMap((live) => {
        const found = remaining.get(live.facts.objectId);
        return found ? [{ wanted: found, live }] : [];
      });
      for (const link of links) remaining.delete(link.wanted.id);
      yield links;
    }
    /* Not in the page: more than a hundred objects of one second, or gone. */
    if (remaining.delete(first.id)) yield await readOne(reader, first);
  }
}

async function readPage({ gateway, kind, signal }: LinkReader, newest: number): Promise<LiveDocument[]> {
  const isInvoice = kind === 'invoice';
  const bytes = await gateway.readPage({
    path: isInvoice ? 'invoices' : 'credit_notes',
    params: { limit: 100, 'created[lte]': newest, ...(isInvoice ? {} : { expand: ['data.invoice'] }) },
    priority: 'background',
    signal,
  });
  const { data } = parseJson<{ data: (Wire<Stripe.Invoice> | Wire<Stripe.CreditNote>)[] }>(bytes);
  return data.flatMap((object) => {
    if (object.object === 'credit_note') return [{ facts: toCreditNoteFacts(object), url: object.pdf }];
    return object.invoice_pdf ? [{ facts: toInvoiceFacts(object), url: object.invoice_pdf }] : [];
  });
}

async function readOne({ gateway, kind, signal }: LinkReader, wanted: WantedDocument): Promise<FreshLink[]> {
  try {
    const live = await readLiveDocument(gateway, kind, wanted.id, { priority: 'background', signal });
    return [{ wanted, live }];
  } catch (error) {
    if (isAppError(error) && (error.code === 'not_found' || error.code === 'document_none')) return [];
    throw error;
  }
}
