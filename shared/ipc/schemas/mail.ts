import { z } from 'zod';
import { mailLanguages, mailTemplateKinds } from '../../domain/mailTemplates.ts';
import { empty, shortText } from './primitives.ts';

const language = z.enum(mailLanguages);
const kind = z.enum(mailTemplateKinds);
const mailText = z.string().max(20_000);

const mailTemplate = z.strictObject({
  kind,
  language,
  subject: shortText,
  body: mailText,
  /** For `mailto:` links, which carry little. */
  shortBody: z.string().max(2000),
});

export const mailSchemas = {
  /** Every kind in every language; `isOwn` where a person wrote their own. */
  'mail.listTemplates': {
    input: empty,
    output: z.array(z.strictObject({ ...mailTemplate.shape, isOwn: z.boolean() })),
  },
  'mail.saveTemplate': { input: mailTemplate, output: empty },
  'mail.resetTemplate': { input: z.strictObject({ kind, language }), output: empty },
  /** Saves an unsent e-mail where the person says, for their mail program to open; null when they changed their mind. */
  'mail.saveDraft': {
    input: z.strictObject({ to: z.string().max(512), subject: z.string().max(1000), body: mailText }),
    output: z.strictObject({ file: z.string().nullable() }),
  },
};
