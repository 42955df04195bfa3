import { ar } from './ar.ts';
import { de } from './de.ts';
import { en } from './en.ts';
import { es } from './es.ts';
import { fr } from './fr.ts';
import { he } from './he.ts';
import { hu } from './hu.ts';
import { it } from './it.ts';
import { nl } from './nl.ts';
import { pl } from './pl.ts';
import { sv } from './sv.ts';
import type { Labels } from './labels.ts';

/** The languages of the documents; another one is a file of labels and a row in the number styles. */
export const labels = { en, nl, de, fr, es, it, sv, pl, hu, ar, he } satisfies Record<string, Labels>;

export type Language = keyof typeof labels;

/** The first of the customer's languages that the documents speak, else English. */
export function chooseLanguage(preferredLocales: readonly string[]): Language {
  for (const locale of preferredLocales) {
    const language = locale.toLowerCase().split(/[-_]/u)[0] ?? '';
    if (isLanguage(language)) return language;
  }
  return 'en';
}

function isLanguage(language: string): language is Language {
  return Object.hasOwn(labels, language);
}

/** Puts values into a label. */
export function fillIn(template: string, values: Readonly<Record<string, string>>): string {
  return template.replace(/\{(\w+)\}/gu, (placeholder, name: string) => values[name] ?? placeholder);
}
