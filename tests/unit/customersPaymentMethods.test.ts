import { describe, expect, it } from 'vitest';
import {
  isExpired,
  isUsable,
  labelOfPaymentMethod,
  type PaymentMethodFacts,
} from '../../shared/domain/paymentMethods.ts';

const now = { year: 2026, month: 11 };

function card(id: string, exp_month = 12, exp_year = 2030): PaymentMethodFacts {
  return { id, type: 'card', card: { brand: 'visa', last4: '4242', exp_month, exp_year } };
}
const debit: PaymentMethodFacts = {
  id: 'pm_debit',
  type: 'sepa_debit',
  sepa_debit: { last4: '3201', country: 'NL' },
};
const transfer: PaymentMethodFacts = { id: 'pm_transfer', type: 'customer_balance' };

describe('a payment method', () => {
  it('is usable when it is a card or a direct debit, never a bank transfer', () => {
    expect([card('a'), debit, transfer].map((method) => isUsable(method, now))).toEqual([true, true, false]);
  });

  it('expires after the last day of its month', () => {
    expect(isExpired(card('a', 11, 2026), now)).toBe(false);
    expect(isExpired(card('a', 10, 2026), now)).toBe(true);
    expect(isExpired(debit, now)).toBe(false);
  });

  it('is called as people know it', () => {
    expect(labelOfPaymentMethod(card('a'))).toBe('Visa •••• 4242');
    expect(labelOfPaymentMethod(debit)).toBe('SEPA Direct Debit •••• 3201');
    expect(labelOfPaymentMethod({ id: 'x', type: 'link', link: { email: 'a@b.example' } })).toBe(
      'Link a@b.example',
    );
    expect(labelOfPaymentMethod({ id: 'x', type: 'brand_new' })).toBe('Brand new');
  });
});
