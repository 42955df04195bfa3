import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  baselineOf,
  expectClearing,
  findCollectionRefusal,
  findMethodRefusal,
  findTraceOf,
  isLongAgo,
  judgeDebit,
  judgeRefusal,
  suggestMethod,
  type IntentFacts,
  type InvoiceFacts,
  type MandateState,
} from '../../shared/domain/collecting.ts';
import {
  declineAdvices,
  declineReasons,
  explainDecline,
  knownDeclineCodes,
} from '../../shared/domain/declines.ts';

const now = { year: 2026, month: 11 };
const euros: Pick<InvoiceFacts, 'currency' | 'payment_settings'> = {
  currency: 'eur',
  payment_settings: null,
};
const card = { brand: 'visa', last4: '4242', exp_month: 12, exp_year: 2027 };

function refusalOf(type: string, invoice = euros, mandate: MandateState | null = null): string | null {
  const method = { id: 'pm_1', type, card: type === 'card' ? card : null };
  return findMethodRefusal(method, invoice, { now, mandate });
}

function invoiceWith(intent: Partial<IntentFacts>, status = 'open'): InvoiceFacts {
  const payment_intent = { id: 'pi_1', status: 'requires_payment_method', ...intent };
  return {
    status,
    amount_remaining: 100,
    currency: 'eur',
    payments: { data: [{ status: 'open', payment: { type: 'payment_intent', payment_intent } }] },
  };
}

describe('a payment method for an invoice', () => {
  it('is a card or a direct debit of the right currency, never a bank transfer or a push method', () => {
    expect(refusalOf('card')).toBeNull();
    expect(refusalOf('sepa_debit')).toBeNull();
    expect(refusalOf('customer_balance')).toBe('bankTransfer');
    for (const type of ['ideal', 'bancontact', 'pay_by_bank', 'klarna', 'link', 'a_new_one'])
      expect(refusalOf(type)).toBe('typeNotAllowed');
    expect(refusalOf('bacs_debit')).toBe('currency');
    expect(refusalOf('sepa_debit', { currency: 'gbp' })).toBe('currency');
  });

  it('is refused where the invoice takes other types only', () => {
    const invoice = { ...euros, payment_settings: { payment_method_types: ['card', 'customer_balance'] } };
    expect(refusalOf('sepa_debit', invoice)).toBe('notForThisInvoice');
    expect(refusalOf('card', invoice)).toBeNull();
  });

  it('is refused when the card has expired and when the mandate does not hold', () => {
    const expired = { id: 'pm_1', type: 'card', card: { ...card, exp_year: 2026, exp_month: 10 } };
    expect(findMethodRefusal(expired, euros, { now, mandate: null })).toBe('expired');
    expect(refusalOf('sepa_debit', euros, 'revoked')).toBe('mandateRevoked');
    expect(refusalOf('sepa_debit', euros, 'refused')).toBe('mandateRefused');
    expect(refusalOf('sepa_debit', euros, 'pending')).toBe('mandatePending');
    expect(refusalOf('sepa_debit', euros, 'active')).toBeNull();
  });

  it('is suggested in the order in which Stripe would take it, among those that can be used', () => {
    const methods = [
      { id: 'a', refusal: null },
      { id: 'b', refusal: 'expired' as const },
      { id: 'c', refusal: null },
    ];
    expect(suggestMethod(methods, ['b', 'c', 'a'])?.id).toBe('c');
    expect(suggestMethod(methods, [null, 'b'])?.id).toBe('a');
    expect(suggestMethod([], ['a'])).toBeNull();
  });
});

describe('an invoice', () => {
  it('can be collected while open or uncollectible, with something left to pay and no debit under way', () => {
    expect(findCollectionRefusal(invoiceWith({}))).toBeNull();
    expect(findCollectionRefusal(invoiceWith({}, 'uncollectible'))).toBeNull();
    for (const status of ['draft', 'paid', 'void'])
      expect(findCollectionRefusal(invoiceWith({}, status))).toBe(status);
    expect(findCollectionRefusal(invoiceWith({ status: 'processing' }))).toBe('debitInProgress');
    expect(findCollectionRefusal({ ...invoiceWith({}), amount_remaining: 0 })).toBe('nothingToPay');
  });
});

describe('the answer of Stripe', () => {
  it.each([
    [
      { status: 402, code: 'card_declined', declineCode: 'insufficient_funds' },
      'declined',
      'insufficient_funds',
    ],
    [{ status: 402, code: 'expired_card', declineCode: null }, 'declined', 'expired_card'],
    [
      { status: 402, code: 'card_declined', declineCode: 'authentication_required' },
      'authentication_required',
      'authentication_required',
    ],
    [
      { status: 400, code: 'invoice_payment_intent_requires_action', declineCode: null },
      'authentication_required',
      null,
    ],
    [
      { status: 400, code: 'payment_intent_authentication_failure', declineCode: null },
      'authentication_required',
      null,
    ],
    [{ status: 400, code: 'payment_method_currency_mismatch', declineCode: null }, 'refused', null],
    [{ status: 402, code: 'payment_intent_mandate_invalid', declineCode: null }, 'refused', null],
    [{ status: 400, code: null, declineCode: null }, 'refused', null],
    [{ status: 404, code: 'resource_missing', declineCode: null }, 'refused', null],
  ])('%j means %s', (refusal, state, declineCode) => {
    expect(judgeRefusal({ adviceCode: null, ...refusal })).toMatchObject({ state, declineCode });
  });

  it('when it never came is found by what changed about the invoice', () => {
    const before = invoiceWith({ latest_charge: 'ch_1', last_payment_error: { code: 'card_declined' } });
    const baseline = baselineOf(before);
    expect(findTraceOf(before, baseline)).toBeNull();
    expect(findTraceOf(invoiceWith({}, 'paid'), baseline)?.state).toBe('paid');
    expect(findTraceOf(invoiceWith({ status: 'processing' }), baseline)?.state).toBe('processing');
    expect(findTraceOf(invoiceWith({ status: 'requires_action' }), baseline)?.state).toBe(
      'authentication_required',
    );
    const declined = invoiceWith({
      latest_charge: { id: 'ch_2' },
      last_payment_error: {
        code: 'card_declined',
        decline_code: 'lost_card',
        advice_code: 'do_not_try_again',
      },
    });
    expect(findTraceOf(declined, baseline)).toMatchObject({
      state: 'declined',
      declineCode: 'lost_card',
      adviceCode: 'do_not_try_again',
    });
  });

  it('is waited for two minutes, and not at all when the clock was set back', () => {
    expect(isLongAgo(1000, 1119)).toBe(false);
    expect(isLongAgo(1000, 1120)).toBe(true);
    expect(isLongAgo(1000, 999)).toBe(true);
  });
});

describe('a direct debit', () => {
  it('is followed until it is paid or failed', () => {
    expect(judgeDebit(invoiceWith({ status: 'processing' }))).toBeNull();
    expect(judgeDebit(invoiceWith({}, 'paid'))?.state).toBe('paid');
    const failed = judgeDebit(invoiceWith({ last_payment_error: { code: 'account_closed' } }));
    expect(failed).toMatchObject({ state: 'failed', declineCode: 'account_closed' });
  });

  it('clears on working days, later at the latest than usually', () => {
    const friday = Date.parse('2026-11-20T15:00:00Z') / 1000;
    const clearing = expectClearing('sepa_debit', friday);
    expect(new Date((clearing?.from ?? 0) * 1000).toISOString().slice(0, 10)).toBe('2026-11-27');
    expect(expectClearing('card', friday)).toBeNull();
    fc.assert(
      fc.property(
        fc.constantFrom('sepa_debit', 'bacs_debit', 'us_bank_account'),
        fc.nat(4_000_000_000),
        (type, since) => {
          const days = expectClearing(type, since);
          if (!days) return false;
          const weekday = new Date(days.latest * 1000).getUTCDay();
          return since < days.from && days.from <= days.to && days.to <= days.latest && weekday % 6 !== 0;
        },
      ),
    );
  });
});

describe('a decline code', () => {
  it('has a reason and an advice, also when nobody knows it', () => {
    expect(explainDecline('insufficient_funds')).toEqual({ reason: 'insufficientFunds', advice: 'tryLater' });
    expect(explainDecline('a_code_of_next_year')).toEqual({ reason: 'unknownCode', advice: 'askBank' });
    expect(explainDecline('toString')).toMatchObject({ reason: 'unknownCode' });
    expect(explainDecline(null)).toMatchObject({ reason: 'generic' });
  });

  it('uses every reason and every advice that screens have words for', () => {
    const used = [...knownDeclineCodes, 'nobody_knows'].map(explainDecline);
    expect(new Set(used.map(({ reason }) => reason))).toEqual(new Set(declineReasons));
    expect(new Set(used.map(({ advice }) => advice))).toEqual(new Set(declineAdvices));
  });
});
