import { createInstance, type i18n } from 'i18next';
import { initReactI18next } from 'react-i18next';
import { en, nl, type Language } from './resources.ts';

/** Words in memory from the first render on: the locales are small and a screen without words is no screen. */
export function createI18n(language: Language): i18n {
  const instance = createInstance();
  void instance.use(initReactI18next).init({
    lng: language,
    fallbackLng: 'en',
    resources: { en, nl },
    defaultNS: 'app',
    contextSeparator: '~',
    interpolation: { escapeValue: false },
    returnNull: false,
    initAsync: false,
  });
  return instance;
}

/** Language of the screens: the person's choice, else the system's when Kantoor speaks it, else English. */
export function resolveLanguage(chosen: 'system' | Language, systemLocale: string): Language {
  if (chosen !== 'system') return chosen;
  return systemLocale.toLowerCase().startsWith('nl') ? 'nl' : 'en';
}

/** Locale of numbers and dates that belongs to a language when the person chose no other. */
export function localeOf(language: Language, systemLocale: string): string {
  if (systemLocale.toLowerCase().startsWith(`${language}-`)) return systemLocale;
  return language === 'nl' ? 'nl-NL' : 'en-GB';
}
