import { buildCreditNote, buildCreditNoteLine, type CreditNoteObject } from '../objects/creditNote.ts';
import { idAt } from '../state/ids.ts';
import type { SeedContext } from './customerFacts.ts';
import { documentLinks } from './documentLinks.ts';
import {
  creditAmount,
  creditNoteCreatedAt,
  creditNotePositionOf,
  type InvoiceFacts,
} from './invoiceFacts.ts';
import { taxOf } from './invoiceSeeds.ts';

const DAY = 86_400;

function creditNoteIdAt(context: SeedContext, position: number): string {
  return idAt('cn', context.part, position);
}

export function buildSeedCreditNote(
  context: SeedContext,
  facts: InvoiceFacts,
  today: number,
): CreditNoteObject | undefined {
  if (facts.credited === 0) return undefined;
  const position = creditNotePositionOf(facts.index);
  const id = creditNoteIdAt(context, position);
  const created = creditNoteCreatedAt(context, position);
  const { net, tax, total } = creditAmount(facts.subtotal - facts.discount, facts.tax);
  const taxes = [taxOf(context, facts.customer, false, tax, net)];
  const before = facts.status === 'open';
  return buildCreditNote({
    id,
    created,
    livemode: context.livemode,
    currency: facts.customer.currency,
    customer: facts.customer.id,
    invoice: facts.id,
    number: `${facts.number ?? ''}-CN-01`,
    memo: null,
    reason: 'order_change',
    lines: [
      buildCreditNoteLine({
        id: idAt('cnli', context.part, position),
        livemode: context.livemode,
        description: 'Goodwill: service interruption',
        amount: net,
        quantity: 1,
        unitAmount: net,
        invoiceLine: null,
        discounts: [],
        taxes,
      }),
    ],
    subtotal: net,
    taxes,
    tax,
    prePayment: before ? total : 0,
    postPayment: before ? 0 : total,
    outOfBand: before ? null : total,
    refunds: [],
    pdf: documentLinks(context, 'credit_note', id, created + 30 * DAY, today).pdf,
  });
}
