import { isSupportedCountry, parsePhoneNumberFromString } from 'libphonenumber-js/min';

export type PhoneCheck = { ok: true; value: string } | { ok: false };

function parse(text: string, country: string | null): ReturnType<typeof parsePhoneNumberFromString> {
  return country !== null && isSupportedCountry(country)
    ? parsePhoneNumberFromString(text, country)
    : parsePhoneNumberFromString(text);
}

/**
 * Checks a phone number as a person of a country writes it; gives it in international form.
 * Length and country decide, not the list of assigned ranges: that list is always older than the newest number.
 */
export function checkPhone(text: string, country: string | null): PhoneCheck {
  const number = parse(text, country);
  return number?.isPossible() ? { ok: true, value: number.formatInternational() } : { ok: false };
}

/** A stored phone number in international form; as it is where it cannot be understood. */
export function formatPhone(text: string, country: string | null): string {
  const number = parse(text, country);
  return number?.isPossible() ? number.formatInternational() : text;
}
