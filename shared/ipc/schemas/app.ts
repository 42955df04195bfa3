import { z } from 'zod';
import { suspensionThresholds } from '../../domain/subscriptions.ts';
import { empty, longText, shortText, stripeId, workspaceId } from './primitives.ts';

const appInfo = z.strictObject({
  version: z.string(),
  electronVersion: z.string(),
  /** Folder in which customer data lies on this machine. */
  profileDir: z.string(),
  logDir: z.string(),
  platform: z.enum(['win32', 'darwin', 'linux', 'other']),
  systemLocale: z.string(),
  packaged: z.boolean(),
  /** Whether the operating system can seal keys; `reason` says in English why not. */
  vault: z.strictObject({ available: z.boolean(), backend: z.string(), reason: z.string().nullable() }),
  /** OS account and display name under which changes are recorded. */
  who: z.string(),
  /** Set when this start found something a person must know, e.g. that the cache had to be set aside. */
  notices: z.array(z.enum(['cacheSetAside'])),
});
export type AppInfo = z.infer<typeof appInfo>;

const settings = z.strictObject({
  language: z.enum(['system', 'nl', 'en']),
  /** BCP 47 locale for numbers and dates; `language` follows the language. */
  formatLocale: z.union([z.literal('language'), shortText]),
  colorScheme: z.enum(['system', 'light', 'dark']),
  exportDirectory: longText.nullable(),
  exportNameTemplate: shortText,
  /** The mildest standing of a subscription that counts as a suspended service. */
  suspendedFrom: z.enum(suspensionThresholds),
  /** *Units*: MB (1,000,000 bytes) that the documents of all accounts may take on this computer. */
  documentQuotaMegabytes: z.int().min(100).max(10_000_000),
});
export type Settings = z.infer<typeof settings>;

export const appSchemas = {
  'app.getInfo': { input: empty, output: appInfo },
  'settings.get': { input: empty, output: settings },
  'settings.update': { input: settings.partial(), output: settings },
  /** Only https on Stripe's hosts and mailto are opened. */
  'links.openExternal': { input: z.strictObject({ url: longText }), output: empty },
  /** Opens the object's page in the Stripe Dashboard. */
  'links.openInStripe': {
    input: z.strictObject({
      workspaceId,
      kind: z.enum(['customer', 'invoice', 'apiKeys']),
      id: stripeId.nullable(),
    }),
    output: empty,
  },
};
