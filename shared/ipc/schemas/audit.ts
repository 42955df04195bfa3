import { z } from 'zod';
import {
  count,
  empty,
  offset,
  pageLimit,
  stripeId,
  unixSeconds,
  workspaceId,
  workspaceIds,
} from './primitives.ts';

export const auditActions = [
  'workspace.connected',
  'workspace.disconnected',
  'workspace.changed',
  'workspace.keyReplaced',
  'customer.updated',
  'customer.deleted',
  'taxId.added',
  'taxId.removed',
  'taxId.verified',
  'paymentMethod.added',
  'paymentMethod.removed',
  'paymentMethod.defaultChanged',
  'paymentMethod.linkCreated',
  'invoice.finalized',
  'invoice.sent',
  'invoice.credited',
  'invoice.voided',
  'invoice.markedUncollectible',
  'invoice.collected',
  'subscription.canceled',
  'subscription.paused',
  'subscription.resumed',
  'portal.linkCreated',
  'export.created',
  'export.finished',
  'document.saved',
  'settings.changed',
] as const;
export type AuditAction = (typeof auditActions)[number];

/**
 * `pending` is written before sending; `unknown` when no answer came. An edit that waited may also end as `conflict` (a
 * person has to decide), `withdrawn`, `replaced` (by a later edit) or `alreadySo` (somebody else made the same change).
 */
export const auditOutcomes = [
  'done',
  'refused',
  'unknown',
  'pending',
  'conflict',
  'withdrawn',
  'replaced',
  'alreadySo',
] as const;

const auditEntry = z.strictObject({
  id: z.int(),
  at: unixSeconds,
  who: z.string(),
  workspaceId: workspaceId.nullable(),
  action: z.enum(auditActions),
  /** Stripe id or batch id of what was changed, and the name it had then. */
  target: z.string().nullable(),
  targetName: z.string().nullable(),
  /** Field → value, only the fields that changed. */
  before: z.record(z.string(), z.string().nullable()),
  after: z.record(z.string(), z.string().nullable()),
  outcome: z.enum(auditOutcomes),
  requestId: z.string().nullable(),
});
export type AuditEntry = z.infer<typeof auditEntry>;

export const auditSchemas = {
  'audit.list': {
    input: z.strictObject({
      workspaceIds,
      customerId: stripeId.nullable(),
      offset,
      limit: pageLimit,
    }),
    output: z.strictObject({ rows: z.array(auditEntry), total: count }),
  },
  /** Recomputes the hash chain of the log. */
  'audit.verify': { input: empty, output: z.strictObject({ entries: count, intact: z.boolean() }) },
};
