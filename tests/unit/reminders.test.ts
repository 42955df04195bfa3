import { describe, expect, it } from 'vitest';
import { invoiceStatuses } from '../../shared/domain/invoices.ts';
import {
  findDunningRefusal,
  findReminderRefusal,
  hasHostedPage,
  toReminderRefusal,
} from '../../shared/domain/reminders.ts';
import { openActionInvoice as open } from '../builders/actionInvoice.ts';

const usual = { customerDeleted: false, debitInProgress: false };

describe('asking a customer to pay', () => {
  it('makes sense while something is to be paid, and only then', () => {
    const refusals = invoiceStatuses.map((status) => [
      status,
      findDunningRefusal({ status, amount_remaining: 100 }),
    ]);
    expect(Object.fromEntries(refusals)).toEqual({
      draft: 'draft',
      open: null,
      paid: 'paid',
      uncollectible: null,
      void: 'void',
    });
    expect(findDunningRefusal({ status: 'open', amount_remaining: 0 })).toBe('nothingToPay');
  });

  it('has a page to lead to once the invoice is final and not void', () => {
    expect(invoiceStatuses.filter(hasHostedPage)).toEqual(
      invoiceStatuses.filter((status) => status !== 'draft' && status !== 'void'),
    );
  });
});

describe('a reminder by Stripe', () => {
  it('goes to an address, for what is not charged automatically', () => {
    expect(findReminderRefusal(open, usual)).toBeNull();
    const automatic = { ...open, collection_method: 'charge_automatically' };
    expect(findReminderRefusal(automatic, usual)).toBe('chargedAutomatically');
    expect(findReminderRefusal({ ...open, customer_email: null }, usual)).toBe('noEmail');
    expect(findReminderRefusal(open, { ...usual, customerDeleted: true })).toBe('customerDeleted');
  });

  it('does not finalise a draft along the way, although Stripe would', () => {
    expect(findReminderRefusal({ ...open, status: 'draft' }, usual)).toBe('draft');
  });

  it('is not sent to somebody who is paying', () => {
    expect(findReminderRefusal(open, { ...usual, debitInProgress: true })).toBe('debitInProgress');
  });

  it('calls changed what it has no word for', () => {
    expect(toReminderRefusal(null)).toBeNull();
    expect(toReminderRefusal('paid')).toBe('paid');
    expect(toReminderRefusal('hasCreditNotes')).toBe('changed');
  });
});
