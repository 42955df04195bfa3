import type { Route } from '../contract/route.ts';
import { accountRoutes } from './account.ts';
import { catalogueReadRoutes } from './catalogue.ts';
import { catalogueWriteRoutes } from './catalogueWrites.ts';
import { checkoutRoutes } from './checkoutSessions.ts';
import { controlRoutes } from './control.ts';
import { creditNoteReadRoutes } from './creditNotes.ts';
import { creditNoteWriteRoutes } from './creditNoteWrites.ts';
import { customerReadRoutes } from './customers.ts';
import { customerWriteRoutes } from './customerWrites.ts';
import { eventRoutes } from './events.ts';
import { disputeRoutes } from './disputes.ts';
import { paymentIntentWriteRoutes } from './intentWrites.ts';
import { invoiceActionRoutes } from './invoiceActions.ts';
import { invoiceItemRoutes } from './invoiceItems.ts';
import { invoicePreviewRoutes } from './invoicePreview.ts';
import { invoiceReadRoutes } from './invoices.ts';
import { invoiceWriteRoutes } from './invoiceWrites.ts';
import { mandateRoutes } from './mandates.ts';
import { paymentMethodReadRoutes } from './paymentMethods.ts';
import { paymentMethodWriteRoutes } from './paymentMethodWrites.ts';
import { paymentReadRoutes } from './payments.ts';
import { portalRoutes } from './portal.ts';
import { portalSessionRoutes } from './portalSessions.ts';
import { refundRoutes } from './refunds.ts';
import { searchRoutes } from './search.ts';
import { setupIntentRoutes } from './setupIntents.ts';
import { sourceRoutes } from './sources.ts';
import { subscriptionPauseRoutes } from './subscriptionPauses.ts';
import { subscriptionReadRoutes } from './subscriptions.ts';
import { subscriptionScheduleRoutes } from './subscriptionSchedules.ts';
import { subscriptionWriteRoutes } from './subscriptionWrites.ts';
import { taxIdReadRoutes, taxIdWriteRoutes } from './taxIds.ts';

/** Everything the API answers. */
export const routes: readonly Route[] = [
  ...accountRoutes,
  ...catalogueReadRoutes,
  ...catalogueWriteRoutes,
  ...checkoutRoutes,
  ...controlRoutes,
  ...creditNoteReadRoutes,
  ...creditNoteWriteRoutes,
  ...customerReadRoutes,
  ...customerWriteRoutes,
  ...eventRoutes,
  ...disputeRoutes,
  ...paymentIntentWriteRoutes,
  ...invoiceActionRoutes,
  ...invoiceItemRoutes,
  ...invoicePreviewRoutes,
  ...invoiceReadRoutes,
  ...invoiceWriteRoutes,
  ...mandateRoutes,
  ...paymentMethodReadRoutes,
  ...paymentMethodWriteRoutes,
  ...paymentReadRoutes,
  ...portalRoutes,
  ...portalSessionRoutes,
  ...refundRoutes,
  ...searchRoutes,
  ...setupIntentRoutes,
  ...sourceRoutes,
  ...subscriptionPauseRoutes,
  ...subscriptionReadRoutes,
  ...subscriptionScheduleRoutes,
  ...subscriptionWriteRoutes,
  ...taxIdReadRoutes,
  ...taxIdWriteRoutes,
];
