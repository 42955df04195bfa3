import type { TFunction } from 'i18next';
import { dayOf, type UnixSeconds } from '../../../shared/domain/dates.ts';
import type { InvoiceDetail } from '../../../shared/ipc/schemas/invoices.ts';
import { shownStatusOf } from '../../app/invoiceTones.ts';
import type { Format } from '../../format/useFormat.ts';

const dayMs = 86_400_000;

/** Whole calendar days from one moment to another in a time zone; negative when the second is earlier. */
export function daysBetween(from: UnixSeconds, to: UnixSeconds, timeZone: string): number {
  return Math.round((Date.parse(dayOf(to, timeZone)) - Date.parse(dayOf(from, timeZone))) / dayMs);
}

type Standing = Pick<InvoiceDetail, 'status' | 'overdue' | 'dueAt' | 'attemptCount'>;

/** How an invoice stands, in words: `Overdue by 12 days`, `Open, due in 3 days`. */
export function describeStanding(
  invoice: Standing,
  {
    now,
    timeZone,
    t,
    tApp,
  }: { now: UnixSeconds; timeZone: string; t: TFunction<'invoices'>; tApp: TFunction<'app'> },
): string {
  const status = shownStatusOf(invoice);
  const word = tApp(`invoiceStatus.${status}`);
  const { dueAt, attemptCount } = invoice;
  if (status === 'overdue') {
    if (dueAt === null) return t('standing.collectionFailed', { word, count: attemptCount });
    const days = daysBetween(dueAt, now, timeZone);
    return days === 0 ? t('standing.overdueToday', { word }) : t('standing.overdue', { word, count: days });
  }
  if (status !== 'open' || dueAt === null) return word;
  const days = daysBetween(now, dueAt, timeZone);
  return days <= 0 ? t('standing.dueToday', { word }) : t('standing.due', { word, count: days });
}

type TaxSummary = InvoiceDetail['taxes'][number];

/** One tax per rate and reason: a document can name the same rate once per line. */
export function groupTaxes(taxes: readonly TaxSummary[]): TaxSummary[] {
  const groups = new Map<string, TaxSummary>();
  for (const tax of taxes) {
    const key = JSON.stringify([tax.percentage, tax.reason, tax.inclusive]);
    const known = groups.get(key);
    groups.set(key, known ? { ...tax, ...addTaxes(known, tax) } : tax);
  }
  return [...groups.values()];
}

function addTaxes(left: TaxSummary, right: TaxSummary): Pick<TaxSummary, 'amount' | 'taxableAmount'> {
  const isKnown = left.taxableAmount !== null && right.taxableAmount !== null;
  return {
    amount: left.amount + right.amount,
    taxableAmount: isKnown ? (left.taxableAmount ?? 0) + (right.taxableAmount ?? 0) : null,
  };
}

const namedTaxReasons = [
  'reverse_charge',
  'customer_exempt',
  'product_exempt',
  'zero_rated',
  'not_collecting',
  'not_subject_to_tax',
  'reduced_rated',
] as const;

/** A tax in words: rate, reason where it is not the usual one, and the amount it is on. */
export function describeTax(
  { percentage, reason, inclusive, taxableAmount }: TaxSummary,
  { currency, t, format }: { currency: string; t: TFunction<'invoices'>; format: Format },
): string {
  const named = namedTaxReasons.find((known) => known === reason);
  const rate =
    percentage === null ? t('taxes.vat') : t('taxes.rate', { rate: format.percentage(percentage) });
  const what = named === undefined ? rate : t(`taxes.reason.${named}`, { rate });
  const parts = [
    what,
    taxableAmount === null
      ? null
      : t('taxes.on', { amount: format.money({ amount: taxableAmount, currency }) }),
    inclusive ? t('taxes.inclusive') : null,
  ];
  return parts.filter((part) => part !== null).join(' ');
}

const namedReasons = [
  'manual',
  'subscription_create',
  'subscription_cycle',
  'subscription_update',
  'subscription_threshold',
  'quote_accept',
] as const;

/** Why the invoice was made; null where nobody would learn anything from it. */
export function describeReason(billingReason: string | null, t: TFunction<'invoices'>): string | null {
  const named = namedReasons.find((known) => known === billingReason);
  return named === undefined ? null : t(`reason.${named}`);
}
