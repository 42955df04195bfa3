import type Stripe from 'stripe';

type Part = 'line1' | 'line2' | 'city' | 'state' | 'postal_code';
type Layout = readonly (readonly Part[])[];

const street: Layout = [['line1'], ['line2']];
/** What most of Europe writes. */
const usual: Layout = [...street, ['postal_code', 'city']];
const cityThenPostal: Layout = [...street, ['city', 'postal_code']];

/** Lines of an address below the name, where a country's post differs from the usual. */
const layouts: Readonly<Record<string, Layout>> = {
  AE: [...street, ['city'], ['state']],
  BH: cityThenPostal,
  EG: [...street, ['city'], ['state'], ['postal_code']],
  ES: [...usual, ['state']],
  GB: [...street, ['city'], ['postal_code']],
  HU: [['city'], ...street, ['postal_code']],
  IE: [...street, ['city'], ['state'], ['postal_code']],
  IL: cityThenPostal,
  IT: [...street, ['postal_code', 'city', 'state']],
  JO: cityThenPostal,
  OM: [...street, ['postal_code'], ['city']],
  QA: [...street, ['city']],
  SA: cityThenPostal,
  US: [...street, ['city', 'state', 'postal_code']],
  ZA: [...street, ['state'], ['city'], ['postal_code']],
};

const regionNames = new Map<string, Intl.DisplayNames>();

/** The address as the country writes it, ending with the country's name in the reader's language. */
export function toAddressLines(address: Stripe.Address | null, locale: string): string[] {
  if (address === null) return [];
  const layout = layouts[address.country ?? ''] ?? usual;
  const lines = layout.map((parts) =>
    parts
      .map((part) => address[part])
      .filter(isText)
      .join(' '),
  );
  // An emirate and its city often have one name; the envelope bears it once.
  return [...new Set([...lines, countryName(address.country, locale)].filter(isText))];
}

function countryName(country: string | null, locale: string): string | null {
  if (country === null) return null;
  let names = regionNames.get(locale);
  if (names === undefined) {
    names = new Intl.DisplayNames([locale], { type: 'region', fallback: 'code' });
    regionNames.set(locale, names);
  }
  try {
    return names.of(country) ?? country;
  } catch {
    // A code that is no region: print it as it was entered.
    return country;
  }
}

function isText(value: string | null): value is string {
  return value !== null && value.trim() !== '';
}
