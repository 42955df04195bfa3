import type { Route } from '../contract/route.ts';
import { accountRoutes } from './account.ts';
import { catalogueReadRoutes } from './catalogue.ts';
import { creditNoteReadRoutes } from './creditNotes.ts';
import { customerReadRoutes } from './customers.ts';
import { customerWriteRoutes } from './customerWrites.ts';
import { eventRoutes } from './events.ts';
import { invoiceReadRoutes } from './invoices.ts';
import { paymentMethodReadRoutes } from './paymentMethods.ts';
import { paymentReadRoutes } from './payments.ts';
import { portalRoutes } from './portal.ts';
import { subscriptionReadRoutes } from './subscriptions.ts';
import { taxIdReadRoutes, taxIdWriteRoutes } from './taxIds.ts';

export const routes: readonly Route[] = [
  ...accountRoutes,
  ...catalogueReadRoutes,
  ...creditNoteReadRoutes,
  ...customerReadRoutes,
  ...customerWriteRoutes,
  ...eventRoutes,
  ...invoiceReadRoutes,
  ...paymentMethodReadRoutes,
  ...paymentReadRoutes,
  ...portalRoutes,
  ...subscriptionReadRoutes,
  ...taxIdReadRoutes,
  ...taxIdWriteRoutes,
];
