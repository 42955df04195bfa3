import { describe, expect, test } from 'vitest';
import { createI18n, localeOf, resolveLanguage } from '../../renderer/i18n/createI18n.ts';
import { toErrorSentences } from '../../renderer/i18n/errorSentences.ts';
import { en, languages, nl } from '../../renderer/i18n/resources.ts';
import { appErrorCodes } from '../../shared/errors/appError.ts';

/** Every text of a language by its path. */
function textsOf(words: object, path = ''): Map<string, string> {
  const texts = new Map<string, string>();
  for (const [key, value] of Object.entries(words)) {
    const here = path === '' ? key : `${path}.${key}`;
    if (typeof value === 'string') texts.set(here, value);
    else for (const [inner, text] of textsOf(value as object, here)) texts.set(inner, text);
  }
  return texts;
}

const placeholdersOf = (text: string): string[] =>
  [...text.matchAll(/\{\{(\w+)\}\}/g)].map(([, name]) => name ?? '').toSorted();

describe('the words of the screens', () => {
  const english = textsOf(en);
  const dutch = textsOf(nl);

  test('are there in Dutch for everything that is there in English, and the other way round', () => {
    expect([...dutch.keys()].toSorted()).toEqual([...english.keys()].toSorted());
  });

  test('take the same values in every language', () => {
    const different = [...english].filter(
      ([key, text]) => placeholdersOf(text).join() !== placeholdersOf(dutch.get(key) ?? '').join(),
    );
    expect(different).toEqual([]);
  });

  test('are never empty', () => {
    expect([...english, ...dutch].filter(([, text]) => text.trim() === '')).toEqual([]);
  });

  test.each(languages)(
    'say of every failure what happened, what it means and what to do (%s)',
    (language) => {
      const t = createI18n(language).getFixedT(language, 'errors');
      for (const code of appErrorCodes) {
        const { what, money, next } = toErrorSentences({ code, details: {}, reference: null }, t);
        for (const sentence of [what, money, next]) expect(sentence, code).toMatch(/^\p{Lu}.*[.)]$/u);
      }
    },
  );

  test('count in both languages', () => {
    const i18n = createI18n('nl');
    const t = i18n.getFixedT('nl', 'customers');
    expect(t('count', { count: 1, formatted: '1' })).toBe('1 klant');
    expect(t('count', { count: 2, formatted: '2' })).toBe('2 klanten');
  });
});

describe('the language', () => {
  test('follows the system where Kantoor speaks it, else English', () => {
    expect(resolveLanguage('system', 'nl-BE')).toBe('nl');
    expect(resolveLanguage('system', 'de-DE')).toBe('en');
    expect(resolveLanguage('nl', 'de-DE')).toBe('nl');
  });

  test('brings the formats of the system when both agree', () => {
    expect(localeOf('nl', 'nl-BE')).toBe('nl-BE');
    expect(localeOf('nl', 'en-US')).toBe('nl-NL');
    expect(localeOf('en', 'de-DE')).toBe('en-GB');
  });
});
