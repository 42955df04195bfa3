import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  checkTemplate,
  fillTemplate,
  longestMailto,
  mailLanguageOf,
  mailLanguages,
  mailTemplateKinds,
  placeholdersOf,
  standardTemplate,
  toMailto,
} from '../../shared/domain/mailTemplates.ts';

const everyTemplate = mailLanguages.flatMap((language) =>
  mailTemplateKinds.map((kind) => ({ language, kind, template: standardTemplate(kind, language) })),
);
const longLink = `https://billing.stripe.com/p/session/${'x'.repeat(150)}`;

describe('the standard e-mails', () => {
  it.each(everyTemplate)('$kind in $language can be used as it is', ({ kind, template }) => {
    expect(checkTemplate(kind, template)).toEqual([]);
  });

  it.each(everyTemplate)(
    '$kind in $language fits into a mailto link with its short text',
    ({ kind, template }) => {
      const values = Object.fromEntries(
        placeholdersOf(kind).map((name) => [name, 'Ørsted Café Brouwersgracht 12']),
      );
      const mail = fillTemplate(template, { ...values, portalLink: longLink, invoiceLink: longLink });
      expect(toMailto('invoices@restaurant.example', mail)?.length).toBeLessThanOrEqual(longestMailto);
    },
  );

  it.each(mailLanguages)('tells in %s the five steps of logging in', (language) => {
    const { body } = standardTemplate('loginLink', language);
    expect([...body.matchAll(/^(\d)\. /gm)].map((step) => step[1])).toEqual(['1', '2', '3', '4', '5']);
  });
});

describe('a template that a person wrote', () => {
  const good = standardTemplate('loginLink', 'en');

  it('is refused with a name that no value exists for', () => {
    expect(checkTemplate('loginLink', { ...good, subject: 'For {customer}' })).toEqual([
      { part: 'subject', problem: 'unknownPlaceholder', name: 'customer' },
    ]);
  });

  it('is refused without its link, empty, or with a subject of two lines', () => {
    const template = { subject: 'One\ntwo', body: 'Hello', shortBody: ' ' };
    expect(checkTemplate('invoiceReminder', template)).toEqual([
      { part: 'subject', problem: 'lineBreak', name: null },
      { part: 'body', problem: 'linkMissing', name: 'invoiceLink' },
      { part: 'shortBody', problem: 'empty', name: null },
    ]);
  });
});

describe('filling a template', () => {
  it('leaves a placeholder without a value visible', () => {
    expect(fillTemplate({ subject: '{amount}', body: '', shortBody: '' }, {}).subject).toBe('{amount}');
  });

  it('takes a value as it is, whatever it looks like', () => {
    fc.assert(
      fc.property(fc.string(), (name) => {
        const { body } = fillTemplate(
          { subject: '', body: '<{customerName}>', shortBody: '' },
          { customerName: name, accountName: 'never' },
        );
        expect(body).toBe(`<${name}>`);
      }),
    );
  });

  it('never lets a value break the subject into two lines', () => {
    const { subject } = fillTemplate(
      { subject: 'For {customerName}', body: '', shortBody: '' },
      { customerName: 'A\r\nBcc: someone@else.example' },
    );
    expect(subject).toBe('For A Bcc: someone@else.example');
  });
});

describe('the language of an e-mail', () => {
  it.each([
    { preferredLocales: ['fr-CA'], country: 'NL', language: 'fr' },
    { preferredLocales: ['pl', 'de'], country: 'NL', language: 'de' },
    { preferredLocales: ['pl'], country: 'NL', language: 'en' },
    { preferredLocales: [], country: 'AT', language: 'de' },
    { preferredLocales: [], country: 'PL', language: 'en' },
    { preferredLocales: [], country: null, language: 'en' },
  ])('is $language for $preferredLocales in $country', ({ language, ...customer }) => {
    expect(mailLanguageOf(customer)).toBe(language);
  });
});

describe('a mailto link', () => {
  it('carries subject and text so that any mail program reads them', () => {
    const link = toMailto('a+b@c.example', {
      subject: 'Één & twee?',
      body: '',
      shortBody: 'Regel 1\nRegel 2',
    });
    const url = new URL(link ?? '');
    expect(decodeURIComponent(url.pathname)).toBe('a+b@c.example');
    expect(url.search).toContain('%0D%0A');
    expect(url.searchParams.get('subject')).toBe('Één & twee?');
  });

  it('is not made where Windows would cut it off', () => {
    expect(toMailto('a@b.example', { subject: '', body: '', shortBody: 'é'.repeat(400) })).toBeNull();
  });
});
