import type { Permission } from '../../shared/ipc/schemas/workspaces.ts';
import { permissionSpecs } from '../../shared/domain/permissions.ts';

/** A request that changes nothing whatever the answer is. */
export interface Probe {
  method: 'GET' | 'POST';
  /** Path after `/v1/`, with its query. */
  path: string;
  body?: string;
}

/**
 * STRIPE: the permission is checked before the object is looked up, so a write to an object that cannot exist
 * answers 403 without the permission and 404 with it.
 */
const nobody = 'kantoorPermissionTest0';

const probes: Record<string, Probe> = {
  rak_customer_read: { method: 'GET', path: 'customers?limit=1' },
  rak_invoice_read: { method: 'GET', path: 'invoices?limit=1' },
  rak_credit_note_read: { method: 'GET', path: 'credit_notes?limit=1' },
  rak_subscription_read: { method: 'GET', path: 'subscriptions?limit=1' },
  rak_payment_method_read: { method: 'GET', path: `payment_methods/pm_${nobody}` },
  rak_payment_intent_read: { method: 'GET', path: `payment_intents/pi_${nobody}` },
  rak_setup_intent_read: { method: 'GET', path: `setup_intents/seti_${nobody}` },
  rak_customer_portal_read: { method: 'GET', path: 'billing_portal/configurations?limit=1' },
  rak_event_read: { method: 'GET', path: 'events?limit=1' },
  rak_charge_read: { method: 'GET', path: 'charges?limit=1' },
  rak_accounts_kyc_basic_read: { method: 'GET', path: 'account' },
  rak_customer_write: { method: 'POST', path: `customers/cus_${nobody}` },
  rak_invoice_write: { method: 'POST', path: `invoices/in_${nobody}` },
  rak_subscription_write: { method: 'POST', path: `subscriptions/sub_${nobody}` },
  rak_payment_method_write: { method: 'POST', path: `payment_methods/pm_${nobody}/detach` },
  rak_credit_note_write: { method: 'POST', path: 'credit_notes', body: `invoice=in_${nobody}&amount=1` },
  rak_checkout_session_write: {
    method: 'POST',
    path: 'checkout/sessions',
    body: `mode=setup&currency=eur&customer=cus_${nobody}&success_url=https://stripe.com/`,
  },
  rak_customer_portal_write: {
    method: 'POST',
    path: 'billing_portal/sessions',
    body: `customer=cus_${nobody}`,
  },
};

/** What one probe's answer says: 403 = missing, a busy or broken server = unknown, anything else got past the check. */
function verdictOf(status: number | null): boolean | null {
  if (status === 403) return false;
  if (status === null || status === 401 || status === 429 || status >= 500) return null;
  return true;
}

/**
 * Finds out for every permission whether the key has it.
 * *Shape*: `ask` gives the status of the answer, or null where there was none; it throws when the key itself is refused.
 */
export async function probePermissions(ask: (probe: Probe) => Promise<number | null>): Promise<Permission[]> {
  return Promise.all(
    permissionSpecs.map(async ({ slug }) => {
      const probe = probes[slug];
      return { permission: slug, granted: probe ? verdictOf(await ask(probe)) : null };
    }),
  );
}
