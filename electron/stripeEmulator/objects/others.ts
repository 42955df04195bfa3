import type Stripe from 'stripe';

import type { Wire } from '../wire.ts';

export type ProductObject = Wire<Stripe.Product>;
export type TaxRateObject = Wire<Stripe.TaxRate>;
export type InvoiceItemObject = Wire<Stripe.InvoiceItem>;
export type SetupIntentObject = Wire<Stripe.SetupIntent>;
export type PortalConfigurationObject = Wire<Stripe.BillingPortal.Configuration>;
export type ScheduleObject = Wire<Stripe.SubscriptionSchedule>;
