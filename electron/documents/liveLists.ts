import type Stripe from 'stripe';
import type { UnixSeconds } from '../../shared/domain/dates.ts';
import type { ListPath, StripeGateway, Wire } from '../stripe/stripeGatewayApi.ts';
import { parseJson } from './liveDocument.ts';

export interface SecondsRange {
  /** Half-open: [from, to). */
  from: UnixSeconds;
  to: UnixSeconds;
}

interface ListWalk<Path extends ListPath> {
  path: Path;
  params?: Record<string, string>;
  expand?: readonly string[];
  created: SecondsRange;
  signal: AbortSignal;
}

interface Listed {
  invoices: Wire<Stripe.Invoice>;
  credit_notes: Wire<Stripe.CreditNote>;
  invoice_payments: Wire<Stripe.InvoicePayment>;
}

/** Walks a list of Stripe live, page by page, newest first; nothing comes from the cache. */
export async function* walkLive<Path extends keyof Listed>(
  gateway: StripeGateway,
  { path, params = {}, expand = [], created, signal }: ListWalk<Path>,
): AsyncGenerator<Listed[Path][]> {
  let last: string | null = null;
  for (;;) {
    const bytes: Uint8Array = await gateway.readPage({
      path,
      params: {
        limit: 100,
        'created[gte]': created.from,
        'created[lt]': created.to,
        ...params,
        ...(expand.length > 0 ? { expand } : {}),
        ...(last === null ? {} : { starting_after: last }),
      },
      priority: 'background',
      signal,
    });
    const page = parseJson<{ data: Listed[Path][]; has_more: boolean }>(bytes);
    yield page.data;
    last = page.data.at(-1)?.id ?? null;
    if (!page.has_more || last === null) return;
  }
}
