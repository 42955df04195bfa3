import { describe, expect, it } from 'vitest';
import {
  effectOfPaying,
  findRestoringInvoice,
  findResumeRefusal,
  type OwedInvoice,
  type ResumableSubscription,
} from '../../shared/domain/resuming.ts';

const suspended: ResumableSubscription = {
  id: 'sub_1',
  status: 'past_due',
  pauseType: null,
  latestInvoiceId: 'in_2',
  collectionMethod: 'charge_automatically',
};
const older: OwedInvoice = { id: 'in_1', status: 'open', createdAt: 100 };
const latest: OwedInvoice = { id: 'in_2', status: 'open', createdAt: 200 };
const draft: OwedInvoice = { id: 'in_3', status: 'draft', createdAt: 300 };

function effect(change: Partial<ResumableSubscription>, owed = [older, latest], isDebit = false) {
  return effectOfPaying({ invoiceId: 'in_2', subscription: { ...suspended, ...change }, owed, isDebit });
}

describe('paying the latest invoice', () => {
  it.each(['past_due', 'unpaid', 'incomplete'])('brings back a subscription that is %s', (status) => {
    expect(effect({ status }).effect).toBe('resumes');
  });

  it.each(['first_payment_failure', 'final_payment_failure'])('ends a pause for %s', (pauseType) => {
    expect(effect({ status: 'paused', pauseType }).effect).toBe('resumes');
  });

  it('by direct debit brings it back once the debit has cleared', () => {
    expect(effect({}, [latest], true).effect).toBe('resumesAfterClearing');
  });

  it('changes nothing about a service that runs', () => {
    expect(effect({ status: 'active' }).effect).toBe('unchanged');
  });

  it.each([
    ['canceled', null, 'ended'],
    ['incomplete_expired', null, 'ended'],
    ['paused', 'pause_requested', 'pausedByPerson'],
  ])('does not restore a subscription that is %s (%s)', (status, pauseType, reason) => {
    expect(effect({ status, pauseType })).toMatchObject({ effect: 'doesNotRestore', reason });
  });

  it('does not restore while a newer draft has to be finalised and paid', () => {
    expect(effect({ status: 'unpaid' }, [older, latest, draft])).toEqual({
      effect: 'doesNotRestore',
      reason: 'draftInvoice',
      restoringInvoiceId: 'in_3',
    });
  });
});

describe('paying an older invoice', () => {
  it('does not restore, and names the one that does', () => {
    expect(
      effectOfPaying({ invoiceId: 'in_1', subscription: suspended, owed: [older, latest], isDebit: false }),
    ).toEqual({ effect: 'doesNotRestore', reason: 'otherInvoice', restoringInvoiceId: 'in_2' });
  });

  it('restores a paused subscription when it is the newest that is still open', () => {
    const paused = { ...suspended, status: 'paused', pauseType: 'final_payment_failure' };
    expect(findRestoringInvoice(paused, [older])?.id).toBe('in_1');
  });
});

describe('an invoice without a subscription', () => {
  it('changes nothing about any service', () => {
    expect(effectOfPaying({ invoiceId: 'in_1', subscription: null, owed: [], isDebit: false })).toMatchObject(
      { effect: 'unchanged', reason: 'notOfSubscription' },
    );
  });
});

describe('resuming by request', () => {
  it('is for paused subscriptions that are charged automatically', () => {
    expect(findResumeRefusal({ ...suspended, status: 'paused' })).toBeNull();
    expect(findResumeRefusal({ ...suspended, status: 'active' })).toBe('notPaused');
    expect(findResumeRefusal({ ...suspended, status: 'canceled' })).toBe('ended');
    expect(findResumeRefusal({ ...suspended, status: 'paused', collectionMethod: 'send_invoice' })).toBe(
      'sendInvoice',
    );
  });
});
