import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  creditableAmount,
  findInvoiceActionRefusal,
  invoiceActions,
  listInvoiceConsequences,
  type ActionInvoice,
  type ConsequenceContext,
  type InvoiceAction,
} from '../../shared/domain/invoiceActions.ts';
import {
  chooseWhole,
  estimateCredit,
  findLineProblem,
  findSplitProblem,
  postPaymentAmount,
  suggestSplit,
} from '../../shared/domain/creditNotes.ts';
import { openActionInvoice as open } from '../builders/actionInvoice.ts';

const paid: ActionInvoice = { ...open, status: 'paid', amount_paid: 12_100, amount_remaining: 0 };
const usual = { customerDeleted: false, debitInProgress: false, outcomeUnknown: false };
const context: ConsequenceContext = {
  livemode: true,
  now: 1_800_000_000,
  lastSentAt: null,
  settling: null,
  advances: true,
  customerBalance: 0,
};

describe('what may be done with an invoice', () => {
  const table: Record<string, InvoiceAction[]> = {
    draft: ['finalize', 'send'],
    open: ['send', 'void', 'markUncollectible', 'credit'],
    uncollectible: ['send', 'void'],
    paid: ['credit'],
    void: [],
  };

  it.each(Object.entries(table))('%s: what Stripe allows, and nothing else', (status, allowed) => {
    const invoice = { ...(status === 'paid' ? paid : open), status };
    const possible = invoiceActions.filter(
      (action) => findInvoiceActionRefusal(action, invoice, usual) === null,
    );
    expect(possible).toEqual(invoiceActions.filter((action) => allowed.includes(action)));
  });

  it('names the status that stands in the way', () => {
    expect(findInvoiceActionRefusal('finalize', open, usual)).toBe('open');
    expect(findInvoiceActionRefusal('void', paid, usual)).toBe('paid');
  });

  it('waits for a debit that is on its way before anything takes the invoice from under it', () => {
    const refusals = (['void', 'markUncollectible', 'credit'] as const).map((action) =>
      findInvoiceActionRefusal(action, open, { ...usual, debitInProgress: true }),
    );
    expect(refusals).toEqual(['debitInProgress', 'debitInProgress', 'debitInProgress']);
  });

  it('waits until it is known what became of an earlier attempt to collect', () => {
    const unknown = { ...usual, outcomeUnknown: true };
    expect(findInvoiceActionRefusal('void', open, unknown)).toBe('outcomeUnknown');
    expect(findInvoiceActionRefusal('send', open, unknown)).toBeNull();
  });

  it('does not void what was partly credited: its VAT would be taken out twice', () => {
    const credited = { ...open, pre_payment_credit_notes_amount: 100 };
    expect(findInvoiceActionRefusal('void', credited, usual)).toBe('hasCreditNotes');
  });

  it('does not void what was partly paid, and does not send without an address or what is charged by itself', () => {
    expect(findInvoiceActionRefusal('void', { ...open, amount_paid: 1 }, usual)).toBe('partlyPaid');
    expect(findInvoiceActionRefusal('send', { ...open, customer_email: null }, usual)).toBe('noEmail');
    const automatic = { ...open, collection_method: 'charge_automatically' };
    expect(findInvoiceActionRefusal('send', automatic, usual)).toBe('chargedAutomatically');
  });

  it('credits of a paid invoice what was not credited yet', () => {
    expect(creditableAmount({ ...paid, post_payment_credit_notes_amount: 2100 })).toBe(10_000);
    const credited = { ...paid, post_payment_credit_notes_amount: 12_100 };
    expect(findInvoiceActionRefusal('credit', credited, usual)).toBe('nothingToCredit');
  });
});

describe('what an action brings about', () => {
  it('says that writing off the invoice that suspended the service brings it back', () => {
    const consequences = listInvoiceConsequences('markUncollectible', open, {
      ...context,
      settling: 'restores',
    });
    expect(consequences).toContain('serviceResumes');
  });

  it('says that voiding is final, keeps the number and leaves the service as it is', () => {
    expect(listInvoiceConsequences('void', open, { ...context, settling: 'restores' })).toEqual([
      'irreversible',
      'numberStaysUsed',
      'vatNotOwed',
      'serviceNotRestored',
    ]);
  });

  it('says of a draft whether the money is taken at once', () => {
    const draft = { ...open, status: 'draft', collection_method: 'charge_automatically' };
    expect(listInvoiceConsequences('finalize', draft, context)).toContain('chargedAutomatically');
    const held = { ...context, advances: false };
    expect(listInvoiceConsequences('finalize', draft, held)).toContain('notChargedAutomatically');
  });

  it('says of a draft that is paid by request that Stripe may e-mail it by itself', () => {
    const draft = { ...open, status: 'draft' };
    expect(listInvoiceConsequences('finalize', draft, context)).toContain('mailedByStripe');
    const held = { ...context, advances: false };
    expect(listInvoiceConsequences('finalize', draft, held)).not.toContain('mailedByStripe');
  });

  it('asks twice before the second reminder of a day, and tells that test mode sends none', () => {
    const recent = { ...context, lastSentAt: context.now - 3600 };
    expect(listInvoiceConsequences('send', open, recent)).toEqual(['emailSent', 'sentRecently']);
    expect(listInvoiceConsequences('send', open, { ...context, livemode: false })).toEqual([
      'emailNotSentInTestMode',
    ]);
  });
});

describe('crediting lines', () => {
  const lines = [
    { id: 'il_1', amount: 5000, quantity: 2, discount: 0, taxes: [{ amount: 1050, inclusive: false }] },
  ];

  it.each([
    { chosen: [], problem: 'nothingChosen' },
    { chosen: [{ lineId: 'il_9', quantity: 1, amount: null }], problem: 'unknownLine' },
    { chosen: [{ lineId: 'il_1', quantity: 3, amount: null }], problem: 'aboveLine' },
    { chosen: [{ lineId: 'il_1', quantity: 1.5, amount: null }], problem: 'wholeQuantity' },
    { chosen: [{ lineId: 'il_1', quantity: null, amount: 5001 }], problem: 'aboveLine' },
    { chosen: [{ lineId: 'il_1', quantity: null, amount: 0 }], problem: 'negativeAmount' },
  ])('refuses $problem', ({ chosen, problem }) => {
    expect(findLineProblem(chosen, lines)?.problem).toBe(problem);
  });

  it('takes a line by quantity or by amount', () => {
    expect(findLineProblem([{ lineId: 'il_1', quantity: 2, amount: null }], lines)).toBeNull();
    expect(findLineProblem([{ lineId: 'il_1', quantity: null, amount: 1 }], lines)).toBeNull();
  });
});

describe('giving money back', () => {
  it('concerns only what was paid', () => {
    expect(postPaymentAmount(open, 12_100)).toBe(0);
    expect(postPaymentAmount({ status: 'open', amount_remaining: 100 }, 150)).toBe(50);
    expect(postPaymentAmount(paid, 150)).toBe(150);
  });

  it('suggests a way that adds up, whatever was paid', () => {
    fc.assert(
      fc.property(fc.nat(), fc.nat(), (toDistribute, refundable) => {
        const amounts = { toDistribute, refundable };
        expect(findSplitProblem(suggestSplit(amounts), amounts)).toBeNull();
      }),
    );
  });

  it('refuses parts that do not add up, negative ones, and a refund of more than was paid', () => {
    const amounts = { toDistribute: 100, refundable: 60 };
    expect(findSplitProblem({ refund: 60, balance: 39, outOfBand: 0 }, amounts)).toBe('splitDoesNotAddUp');
    expect(findSplitProblem({ refund: 101, balance: -1, outOfBand: 0 }, amounts)).toBe('negativeAmount');
    expect(findSplitProblem({ refund: 100, balance: 0, outOfBand: 0 }, amounts)).toBe('refundAbovePaid');
  });
});

describe('what crediting comes to', () => {
  const taxed = {
    id: 'il_1',
    amount: 10_000,
    quantity: 4,
    discount: 1_000,
    taxes: [{ amount: 1_890, inclusive: false }],
  };

  it('takes discounts and taxes in proportion', () => {
    expect(estimateCredit([{ lineId: 'il_1', quantity: 1, amount: null }], [taxed])).toBe(2_500 - 250 + 473);
    expect(estimateCredit([{ lineId: 'il_1', quantity: null, amount: 100 }], [taxed])).toBe(100 - 10 + 19);
  });

  it('names all lines only where they come to what is left', () => {
    expect(chooseWhole([taxed], 10_890)).toEqual([{ lineId: 'il_1', quantity: null, amount: 10_000 }]);
    expect(chooseWhole([taxed], 10_000)).toBeNull();
    expect(chooseWhole([taxed, { ...taxed, id: 'il_2', amount: -100 }], 10_890)).toBeNull();
  });

  it('is never more for a part than for the whole line', () => {
    const amounts = fc.record({
      amount: fc.integer({ min: 1, max: 1_000_000 }),
      share: fc.double({ min: 0, max: 1, noNaN: true }),
      percentage: fc.integer({ min: 0, max: 27 }),
    });
    fc.assert(
      fc.property(amounts, ({ amount, share, percentage }) => {
        const tax = Math.round((amount * percentage) / 100);
        const line = {
          id: 'il',
          amount,
          quantity: 1,
          discount: 0,
          taxes: [{ amount: tax, inclusive: false }],
        };
        const part = { lineId: 'il', quantity: null, amount: Math.floor(amount * share) };
        expect(estimateCredit([part], [line])).toBeLessThanOrEqual(amount + tax);
      }),
    );
  });
});
