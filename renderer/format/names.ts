/** PERF: one per locale and kind; a country column asks for every row. */
const displayNames = new Map<string, Intl.DisplayNames>();

function namesFor(locale: string, type: 'region' | 'language'): Intl.DisplayNames {
  const key = `${locale} ${type}`;
  let names = displayNames.get(key);
  if (!names) {
    names = new Intl.DisplayNames(locale, { type, fallback: 'code' });
    displayNames.set(key, names);
  }
  return names;
}

/** Name of a country (ISO 3166-1 alpha-2) in the language of the screen; the code itself when nobody knows it. */
export function countryName(code: string, language: string): string {
  return /^[A-Z]{2}$/.test(code) ? (namesFor(language, 'region').of(code) ?? code) : code;
}

/** Name of a language tag in the language of the screen, with a capital where the language writes one in lists. */
export function languageName(tag: string, language: string): string {
  try {
    const name = namesFor(language, 'language').of(tag) ?? tag;
    return name.charAt(0).toLocaleUpperCase(language) + name.slice(1);
  } catch {
    return tag;
  }
}
