import type { PortalConfigurationObject } from '../objects/others.ts';
import { idAt } from '../state/ids.ts';
import type { SeedContext } from './customerFacts.ts';

/** The account's default customer portal. The third account of an office has its log-in page switched off. */
export function buildSeedPortalConfiguration(context: SeedContext): PortalConfigurationObject {
  const hasLogin = context.account.index % 3 !== 2;
  return {
    id: idAt('bpc', context.part, 0),
    object: 'billing_portal.configuration',
    active: true,
    application: null,
    business_profile: {
      headline: `${context.account.legalName}: your invoices`,
      privacy_policy_url: null,
      terms_of_service_url: null,
    },
    created: context.start,
    default_return_url: null,
    features: {
      customer_update: { allowed_updates: ['address', 'phone', 'tax_id'], enabled: true },
      invoice_history: { enabled: true },
      payment_method_update: { enabled: true, payment_method_configuration: null },
      subscription_cancel: {
        cancellation_reason: { enabled: false, feedback_options: null, options: [] },
        enabled: false,
        mode: 'at_period_end',
        proration_behavior: 'none',
      },
      subscription_pause: { duration: { interval_options: [], type: 'indefinite' }, enabled: false },
      subscription_update: {
        billing_cycle_anchor: null,
        default_allowed_updates: [],
        enabled: false,
        proration_behavior: 'none',
        schedule_at_period_end: { conditions: [] },
        trial_update_behavior: 'continue_trial',
      },
    },
    is_default: true,
    livemode: context.livemode,
    login_page: { enabled: hasLogin, url: hasLogin ? portalLoginUrl(context) : null },
    metadata: {},
    name: null,
    updated: context.start,
  } satisfies PortalConfigurationObject;
}

/** The address at which all customers of an account log in. */
export function portalLoginUrl(context: SeedContext): string {
  return `${context.documentsUrl}/p/login/${context.livemode ? 'live' : 'test'}_${context.part}`;
}
