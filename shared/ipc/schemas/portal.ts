import { z } from 'zod';
import { portalLinkKinds, portalRefusals, portalWarnings } from '../../domain/portal.ts';
import { count, empty, stripeId, unixSeconds, workspaceId } from './primitives.ts';

const customerRef = z.strictObject({ workspaceId, customerId: stripeId });

/** What an account's portal lets its customers do. */
const portalSettings = z.strictObject({
  /** Null while the login page is off. */
  loginUrl: z.string().nullable(),
  customerUpdate: z.boolean(),
  /** Stripe's words for the fields that customers may change themselves. */
  allowedUpdates: z.array(z.string()),
  invoiceHistory: z.boolean(),
  paymentMethodUpdate: z.boolean(),
  subscriptionCancel: z.boolean(),
  subscriptionUpdate: z.boolean(),
  returnUrl: z.string().nullable(),
});
export type PortalSettings = z.infer<typeof portalSettings>;

const portalOverview = z.strictObject({
  workspaceId,
  /** Null where Stripe has no portal for the account yet, or where it could not be read. */
  settings: portalSettings.nullable(),
  /** Why it could not be read: a code of `AppError`, with Stripe's words. */
  error: z.strictObject({ code: z.string(), message: z.string() }).nullable(),
  asOf: unixSeconds,
});
export type PortalOverview = z.infer<typeof portalOverview>;

const portalOffer = z.strictObject({
  ...customerRef.shape,
  customerName: z.string().nullable(),
  /** Under which customers know the account: Stripe's public name, not what it is called here. */
  accountName: z.string(),
  email: z.string().nullable(),
  country: z.string().nullable(),
  preferredLocales: z.array(z.string()),
  links: z.array(
    z.strictObject({
      kind: z.enum(portalLinkKinds),
      refusal: z.enum(portalRefusals).nullable(),
      warnings: z.array(z.enum(portalWarnings)),
    }),
  ),
  /** Other customers of the account with the same e-mail address, the first few. */
  sharedWith: z.array(z.strictObject({ id: stripeId, name: z.string().nullable() })),
  sharedCount: count,
});
export type PortalOffer = z.infer<typeof portalOffer>;

const portalLink = z.strictObject({
  customerId: stripeId,
  kind: z.enum(portalLinkKinds),
  /** SECURITY: whoever has a personal link acts as the customer; shown when asked for, neither stored nor logged. */
  url: z.string(),
  /** Null where the link stays good: a login page, or a personal link that is renewed by a code sent by e-mail. */
  expiresAt: unixSeconds.nullable(),
  warnings: z.array(z.enum(portalWarnings)),
});
export type PortalLink = z.infer<typeof portalLink>;

export const portalSchemas = {
  /** The portal of each account, read once and again on `portal.refresh`. */
  'portal.list': { input: empty, output: z.array(portalOverview) },
  'portal.refresh': { input: empty, output: empty },
  /** Reads the customer live and says which links can be made. */
  'portal.prepare': { input: customerRef, output: portalOffer },
  'portal.createLink': {
    input: z.strictObject({ ...customerRef.shape, kind: z.enum(portalLinkKinds) }),
    output: portalLink,
  },
};
