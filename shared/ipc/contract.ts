import type { z } from 'zod';
import type { EventName, MethodName } from './methods.ts';
import { appSchemas } from './schemas/app.ts';
import { auditSchemas } from './schemas/audit.ts';
import { customerSchemas } from './schemas/customers.ts';
import { documentSchemas, exportSchemas, jobSchemas } from './schemas/documents.ts';
import { eventSchemas } from './schemas/events.ts';
import { invoiceActionSchemas } from './schemas/invoiceActions.ts';
import { invoiceSchemas } from './schemas/invoices.ts';
import { mailSchemas } from './schemas/mail.ts';
import { pendingEditSchemas } from './schemas/pendingEdits.ts';
import { paymentMethodSchemas } from './schemas/paymentMethods.ts';
import { paymentSchemas, subscriptionSchemas } from './schemas/payments.ts';
import { portalSchemas } from './schemas/portal.ts';
import { reminderSchemas } from './schemas/reminders.ts';
import { searchSchemas } from './schemas/search.ts';
import { todaySchemas } from './schemas/today.ts';
import { syncSchemas, workspaceSchemas } from './schemas/workspaces.ts';

/** Input and output of every method; a method without a schema does not compile. */
export const schemas = {
  ...appSchemas,
  ...workspaceSchemas,
  ...syncSchemas,
  ...searchSchemas,
  ...todaySchemas,
  ...customerSchemas,
  ...pendingEditSchemas,
  ...invoiceSchemas,
  ...invoiceActionSchemas,
  ...paymentSchemas,
  ...subscriptionSchemas,
  ...reminderSchemas,
  ...paymentMethodSchemas,
  ...portalSchemas,
  ...mailSchemas,
  ...documentSchemas,
  ...exportSchemas,
  ...jobSchemas,
  ...auditSchemas,
} satisfies Record<MethodName, { input: z.ZodType; output: z.ZodType }>;

type Schemas = typeof schemas;
export type InputOf<Name extends MethodName> = z.infer<Schemas[Name]['input']>;
export type OutputOf<Name extends MethodName> = z.infer<Schemas[Name]['output']>;
export type EventOf<Name extends EventName> = z.infer<(typeof eventSchemas)[Name]>;

/** One function per method: what the services give and what the renderer's client offers. */
export type Handlers = { [Name in MethodName]: (input: InputOf<Name>) => Promise<OutputOf<Name>> };
