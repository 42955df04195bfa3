import type { Route } from '../contract/route.ts';
import { accountRoutes } from './account.ts';
import { catalogueReadRoutes } from './catalogue.ts';
import { catalogueWriteRoutes } from './catalogueWrites.ts';
import { creditNoteReadRoutes } from './creditNotes.ts';
import { creditNoteWriteRoutes } from './creditNoteWrites.ts';
import { customerReadRoutes } from './customers.ts';
import { customerWriteRoutes } from './customerWrites.ts';
import { eventRoutes } from './events.ts';
import { intentWriteRoutes } from './intentWrites.ts';
import { invoiceActionRoutes } from './invoiceActions.ts';
import { invoiceItemRoutes } from './invoiceItems.ts';
import { invoicePreviewRoutes } from './invoicePreview.ts';
import { invoiceReadRoutes } from './invoices.ts';
import { invoiceWriteRoutes } from './invoiceWrites.ts';
import { paymentMethodReadRoutes } from './paymentMethods.ts';
import { paymentMethodWriteRoutes } from './paymentMethodWrites.ts';
import { paymentReadRoutes } from './payments.ts';
import { portalRoutes } from './portal.ts';
import { refundRoutes } from './refunds.ts';
import { searchRoutes } from './search.ts';
import { subscriptionReadRoutes } from './subscriptions.ts';
import { subscriptionWriteRoutes } from './subscriptionWrites.ts';
import { taxIdReadRoutes, taxIdWriteRoutes } from './taxIds.ts';

/** Everything the API answers. */
export const routes: readonly Route[] = [
  ...accountRoutes,
  ...catalogueReadRoutes,
  ...catalogueWriteRoutes,
  ...creditNoteReadRoutes,
  ...creditNoteWriteRoutes,
  ...customerReadRoutes,
  ...customerWriteRoutes,
  ...eventRoutes,
  ...intentWriteRoutes,
  ...invoiceActionRoutes,
  ...invoiceItemRoutes,
  ...invoicePreviewRoutes,
  ...invoiceReadRoutes,
  ...invoiceWriteRoutes,
  ...paymentMethodReadRoutes,
  ...paymentMethodWriteRoutes,
  ...paymentReadRoutes,
  ...portalRoutes,
  ...refundRoutes,
  ...searchRoutes,
  ...subscriptionReadRoutes,
  ...subscriptionWriteRoutes,
  ...taxIdReadRoutes,
  ...taxIdWriteRoutes,
];
