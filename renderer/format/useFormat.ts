import { createContext, use, useMemo } from 'react';
import type { Day, UnixSeconds } from '../../shared/domain/dates.ts';
import type { Money } from '../../shared/domain/money.ts';
import { formatCalendarDay, formatDay, formatFreshness, formatMoment } from './dates.ts';
import { formatMoney, formatMoneyList, formatUnitPrice } from './money.ts';
import { countryName, languageName } from './names.ts';
import {
  formatBytes,
  formatCount,
  formatDuration,
  formatPercentage,
  formatQuantity,
  formatShare,
} from './numbers.ts';

export interface FormatSettings {
  /** BCP 47 locale of numbers and dates. */
  locale: string;
  /** Language of the words, for names of countries and languages. */
  language: string;
  /** Zone of this machine: for moments that belong to no account. */
  timeZone: string;
}

export interface Format extends FormatSettings {
  money: (money: Money) => string;
  moneyList: (amounts: readonly Money[]) => string;
  unitPrice: (minorUnits: string, currency: string) => string;
  count: (count: number) => string;
  bytes: (bytes: number) => string;
  share: (share: number) => string;
  percentage: (percentage: number) => string;
  quantity: (quantity: number) => string;
  duration: (seconds: number) => string;
  day: (moment: UnixSeconds, timeZone?: string) => string;
  calendarDay: (day: Day) => string;
  moment: (moment: UnixSeconds, timeZone?: string) => string;
  freshness: (moment: UnixSeconds) => string;
  country: (code: string) => string;
  languageName: (tag: string) => string;
}

/** Binds the formatters to one person's settings. */
export function createFormat(settings: FormatSettings): Format {
  const { locale, language, timeZone } = settings;
  return {
    ...settings,
    money: (money) => formatMoney(money, locale),
    moneyList: (amounts) => formatMoneyList(amounts, locale),
    unitPrice: (minorUnits, currency) => formatUnitPrice(minorUnits, currency, locale),
    count: (count) => formatCount(count, locale),
    bytes: (bytes) => formatBytes(bytes, locale),
    share: (share) => formatShare(share, locale),
    percentage: (percentage) => formatPercentage(percentage, locale),
    quantity: (quantity) => formatQuantity(quantity, locale),
    duration: (seconds) => formatDuration(seconds, locale),
    day: (moment, zone = timeZone) => formatDay(moment, locale, zone),
    calendarDay: (day) => formatCalendarDay(day, locale),
    moment: (moment, zone = timeZone) => formatMoment(moment, locale, zone),
    freshness: (moment) => formatFreshness(moment, Math.floor(Date.now() / 1000), locale, timeZone),
    country: (code) => countryName(code, language),
    languageName: (tag) => languageName(tag, language),
  };
}

export const FormatContext = createContext<Format>(
  createFormat({ locale: 'en-GB', language: 'en', timeZone: 'UTC' }),
);

/** Formatters for this person's locale; days take the account's time zone where a thing belongs to an account. */
export function useFormat(): Format {
  return use(FormatContext);
}

/** Formatters that keep their identity while the settings stay the same. */
export function useFormatFor({ locale, language, timeZone }: FormatSettings): Format {
  return useMemo(() => createFormat({ locale, language, timeZone }), [locale, language, timeZone]);
}
