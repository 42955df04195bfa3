import { describe, expect, it } from 'vitest';
import { isOverdue, issuedAt, overdueFrom } from '../../shared/domain/invoices.ts';

const now = 1_800_000_000;
const sentInvoice = {
  status: 'open',
  amount_remaining: 1000,
  due_date: now - 1,
  collection_method: 'send_invoice',
  attempted: false,
  attempt_count: 0,
};
const chargedInvoice = { ...sentInvoice, due_date: null, collection_method: 'charge_automatically' };

describe('overdue', () => {
  it('begins the second after the due date', () => {
    expect(isOverdue(sentInvoice, now)).toBe(true);
    expect(isOverdue({ ...sentInvoice, due_date: now }, now)).toBe(false);
  });

  it.each(['draft', 'paid', 'void', 'uncollectible'])('never holds for a %s invoice', (status) => {
    expect(overdueFrom({ ...sentInvoice, status })).toBeNull();
  });

  it('never holds when nothing remains to be paid', () => {
    expect(overdueFrom({ ...sentInvoice, amount_remaining: 0 })).toBeNull();
  });

  it('holds for an automatically charged invoice once a collection failed', () => {
    expect(isOverdue(chargedInvoice, now)).toBe(false);
    expect(isOverdue({ ...chargedInvoice, attempted: true, attempt_count: 1 }, now)).toBe(true);
  });
});

describe('issue date', () => {
  it('is the date on the document, else the moment of finalisation, else none', () => {
    const finalized = { status_transitions: { finalized_at: 20 } };
    expect(issuedAt({ effective_at: 10, ...finalized })).toBe(10);
    expect(issuedAt({ effective_at: null, ...finalized })).toBe(20);
    expect(issuedAt({ effective_at: null, status_transitions: { finalized_at: null } })).toBeNull();
  });
});
