import { de } from './mailTexts/de.ts';
import { en } from './mailTexts/en.ts';
import { es } from './mailTexts/es.ts';
import { fr } from './mailTexts/fr.ts';
import { it } from './mailTexts/it.ts';
import { nl } from './mailTexts/nl.ts';

/** Languages in which e-mails to customers can be written. */
export const mailLanguages = ['nl', 'en', 'de', 'fr', 'es', 'it'] as const;
export type MailLanguage = (typeof mailLanguages)[number];

export const mailTemplateKinds = [
  'loginLink',
  'personalLink',
  'addPaymentMethod',
  'updateDetails',
  'invoiceReminder',
] as const;
export type MailTemplateKind = (typeof mailTemplateKinds)[number];

/** `shortBody` is for `mailto:` links, which carry little; `body` for the clipboard and for drafts. */
export interface MailTemplate {
  subject: string;
  body: string;
  shortBody: string;
}
export type MailTexts = Record<MailTemplateKind, MailTemplate>;

const standardTexts: Record<MailLanguage, MailTexts> = { nl, en, de, fr, es, it };

const linkPlaceholders = ['customerName', 'accountName', 'email', 'portalLink'] as const;
const invoicePlaceholders = [
  'customerName',
  'accountName',
  'email',
  'invoiceNumber',
  'amount',
  'dueDate',
  'invoiceLink',
] as const;
export type MailPlaceholder = (typeof linkPlaceholders)[number] | (typeof invoicePlaceholders)[number];
export type MailValues = Partial<Record<MailPlaceholder, string>>;

/** The text that Kantoor brings along; people may write their own instead. */
export function standardTemplate(kind: MailTemplateKind, language: MailLanguage): MailTemplate {
  return standardTexts[language][kind];
}

/** What may stand between braces in a template of this kind. */
export function placeholdersOf(kind: MailTemplateKind): readonly MailPlaceholder[] {
  return kind === 'invoiceReminder' ? invoicePlaceholders : linkPlaceholders;
}

/** Without its link an e-mail is of no use. */
function linkPlaceholderOf(kind: MailTemplateKind): MailPlaceholder {
  return kind === 'invoiceReminder' ? 'invoiceLink' : 'portalLink';
}

export interface TemplateProblem {
  part: keyof MailTemplate;
  problem: 'empty' | 'unknownPlaceholder' | 'linkMissing' | 'lineBreak';
  /** The placeholder in question. */
  name: string | null;
}

const placeholderPattern = /\{([^{}\n]*)\}/g;

/** What is wrong with a template that a person wrote; empty when it can be used. */
export function checkTemplate(kind: MailTemplateKind, template: MailTemplate): TemplateProblem[] {
  const known: readonly string[] = placeholdersOf(kind);
  const link = linkPlaceholderOf(kind);
  return (['subject', 'body', 'shortBody'] as const).flatMap((part): TemplateProblem[] => {
    const text = template[part];
    if (text.trim() === '') return [{ part, problem: 'empty', name: null }];
    const names = [...text.matchAll(placeholderPattern)].map((match) => match[1] ?? '');
    const problems = [...new Set(names)]
      .filter((name) => !known.includes(name))
      .map((name): TemplateProblem => ({ part, problem: 'unknownPlaceholder', name }));
    if (part === 'subject' && /[\r\n]/.test(text)) problems.push({ part, problem: 'lineBreak', name: null });
    if (part !== 'subject' && !names.includes(link))
      problems.push({ part, problem: 'linkMissing', name: link });
    return problems;
  });
}

/** Puts the values in; a placeholder without a value stays, so that nobody sends a sentence with a hole unseen. */
export function fillTemplate(template: MailTemplate, values: MailValues): MailTemplate {
  const fill = (text: string): string =>
    // One pass: a customer's name that looks like a placeholder is left as it is.
    text.replaceAll(placeholderPattern, (whole, name: string) => values[name as MailPlaceholder] ?? whole);
  return {
    subject: fill(template.subject).replaceAll(/\s+/g, ' '),
    body: fill(template.body),
    shortBody: fill(template.shortBody),
  };
}

const languagesByCountry: Readonly<Record<string, MailLanguage>> = {
  NL: 'nl',
  BE: 'nl',
  SR: 'nl',
  DE: 'de',
  AT: 'de',
  CH: 'de',
  LI: 'de',
  FR: 'fr',
  LU: 'fr',
  MC: 'fr',
  SN: 'fr',
  CI: 'fr',
  MA: 'fr',
  TN: 'fr',
  ES: 'es',
  AD: 'es',
  IT: 'it',
  SM: 'it',
};

/** The language of an e-mail: what the customer prefers, else what the country speaks most, else English. */
export function mailLanguageOf(customer: {
  preferredLocales: readonly string[];
  country: string | null;
}): MailLanguage {
  for (const locale of customer.preferredLocales) {
    const language = mailLanguages.find((known) => known === locale.slice(0, 2).toLowerCase());
    if (language) return language;
  }
  // A preference that we cannot write in says at least that the country's language is not it.
  if (customer.preferredLocales.length > 0) return 'en';
  return languagesByCountry[customer.country ?? ''] ?? 'en';
}

/** The locale in which a language's e-mails write amounts and dates. */
export function mailLocaleOf(language: MailLanguage): string {
  // American English would write the month before the day.
  return language === 'en' ? 'en-GB' : language;
}

/** Windows hands a program at most this much of a `mailto:` link. */
export const longestMailto = 2081;

/** A `mailto:` link with subject and text, or null where it would be too long for Windows. Source: RFC 6068. */
export function toMailto(to: string, { subject, shortBody }: MailTemplate): string | null {
  const body = shortBody.replaceAll(/\r?\n/g, '\r\n');
  const address = encodeURIComponent(to).replaceAll('%40', '@');
  const link = `mailto:${address}?subject=${encodeURIComponent(subject)}&body=${encodeURIComponent(body)}`;
  return link.length <= longestMailto ? link : null;
}
