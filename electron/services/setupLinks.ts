import type Stripe from 'stripe';
import type { UnixSeconds } from '../../shared/domain/dates.ts';
import { setupLocaleOf, setupTypesFor } from '../../shared/domain/setupLinks.ts';
import { AppError, isAppError } from '../../shared/errors/appError.ts';
import { unlessForbidden } from '../../shared/errors/unlessForbidden.ts';
import type { Handlers, InputOf, OutputOf } from '../../shared/ipc/contract.ts';
import type { StripeGateway, Wire } from '../stripe/stripeGatewayApi.ts';
import type { WorkspaceRegistry } from '../workspaces/workspaceRegistryApi.ts';
import type { MethodChangeDeps } from './methodChanges.ts';
import type { SetupLinkRecord } from './methodRecords.ts';
import type { PublicNames } from './publicName.ts';
import { recordWrite } from './recordedWrite.ts';
import { refuseOffline } from './refuseOffline.ts';
import { idOf } from './idOf.ts';

export interface SetupLinkDeps extends MethodChangeDeps {
  registry: Pick<WorkspaceRegistry, 'get'>;
  publicNames: PublicNames;
}

type Session = Wire<Stripe.Checkout.Session>;
type CustomerRef = InputOf<'paymentMethods.listSetupLinks'>;

export type SetupLinkServices = Pick<
  Handlers,
  | 'paymentMethods.createSetupLink'
  | 'paymentMethods.listSetupLinks'
  | 'paymentMethods.followSetupLinks'
  | 'paymentMethods.forgetSetupLink'
>;

/** Links to a page of Stripe's on which a customer registers a payment method. */
export function createSetupLinkServices(deps: SetupLinkDeps): SetupLinkServices {
  return {
    'paymentMethods.createSetupLink': (input) => createSetupLink(deps, input),
    'paymentMethods.listSetupLinks': async (input) => listLinksOf(deps, input),
    'paymentMethods.followSetupLinks': async (input) => {
      await followSetupLinks(deps, input);
      return {};
    },
    'paymentMethods.forgetSetupLink': async ({ sessionId }) => {
      await deps.records.forget(sessionId);
      return {};
    },
  };
}

/** Where a customer lands whose merchant has told Stripe no website; the page is Stripe's own. */
const stripeWebsite = 'https://stripe.com/';

/**
 * Has Stripe make a page for a customer.
 * SECURITY: whoever has its address can act for the customer: it is handed out once, neither kept nor logged.
 */
async function createSetupLink(
  deps: SetupLinkDeps,
  { workspaceId, customerId }: CustomerRef,
): Promise<OutputOf<'paymentMethods.createSetupLink'>> {
  refuseOffline(deps.connectivity, workspaceId);
  const gateway = await deps.gateways.of(workspaceId);
  const customer = await gateway.getCustomer(customerId);
  if (customer.deleted)
    throw new AppError('customer_deleted', 'This customer was deleted in Stripe. No link was made.', {
      details: { customerId },
    });
  const currency = customer.currency ?? deps.registry.get(workspaceId).defaultCurrency ?? 'eur';
  const { name: accountName, website } = await deps.publicNames.of(workspaceId);
  const preferredLocales = customer.preferred_locales ?? [];
  const session = await recordWrite<Session>(deps, {
    kind: 'setupLink',
    audit: {
      workspaceId,
      action: 'paymentMethod.linkCreated',
      target: customerId,
      targetName: customer.name ?? null,
      before: {},
      after: {},
    },
    send: (options) =>
      gateway.createSetupSession(
        {
          customer: customerId,
          currency,
          allowed_payment_method_types: setupTypesFor(currency),
          locale: setupLocaleOf(preferredLocales),
          success_url: website ?? stripeWebsite,
        },
        options,
      ),
    // Without an answer nobody knows the address: the page that may have been made is of no use.
    findEffect: async () => null,
  });
  if (session.url === null)
    throw new AppError('stripe_refused', 'Stripe made no page for this customer. Nothing was changed.');
  const { id: sessionId, url, expires_at: expiresAt } = session;
  await deps.records.saveLink({
    sessionId,
    workspaceId,
    customerId,
    customerName: customer.name ?? null,
    who: deps.who(),
    createdAt: deps.now(),
    expiresAt,
    state: 'open',
    methodId: null,
  });
  return { sessionId, url, expiresAt, accountName, preferredLocales };
}

async function listLinksOf(
  { records }: Pick<SetupLinkDeps, 'records'>,
  { workspaceId, customerId }: CustomerRef,
): Promise<SetupLinkRecord[]> {
  const links = await records.listLinks();
  return links.filter((link) => link.workspaceId === workspaceId && link.customerId === customerId);
}

/** Asks Stripe what became of a customer's links; without a customer, of all that an account gave out. */
export async function followSetupLinks(
  deps: SetupLinkDeps,
  { workspaceId, customerId }: { workspaceId: string; customerId: string | null },
): Promise<void> {
  const links = (await deps.records.listLinks()).filter(
    (link) =>
      link.state === 'open' &&
      link.workspaceId === workspaceId &&
      (customerId === null || link.customerId === customerId),
  );
  if (links.length === 0) return;
  const gateway = await deps.gateways.of(workspaceId);
  for (const link of links) {
    const found = judgeSession(await readSession(gateway, link.sessionId), deps.now());
    if (found.state === 'open') continue;
    await deps.records.saveLink({ ...link, ...found });
    if (found.state === 'arrived')
      await deps.refreshCustomer(workspaceId, link.customerId).catch(() => undefined);
  }
}

async function readSession(gateway: StripeGateway, sessionId: string): Promise<Session | null> {
  try {
    // The set-up intent names the method; without the right to it the arrival is told all the same.
    const whole = await unlessForbidden(gateway.getSetupSession(sessionId, ['setup_intent']), null);
    return whole ?? (await gateway.getSetupSession(sessionId));
  } catch (error) {
    if (isAppError(error) && error.code === 'not_found') return null;
    throw error;
  }
}

function judgeSession(
  session: Session | null,
  now: UnixSeconds,
): Pick<SetupLinkRecord, 'state' | 'methodId'> {
  if (session?.status === 'complete') {
    const intent = session.setup_intent;
    const method = intent !== null && typeof intent === 'object' ? intent.payment_method : null;
    return { state: 'arrived', methodId: method === null ? null : idOf(method) };
  }
  const isOver = session === null || session.status === 'expired' || session.expires_at <= now;
  return { state: isOver ? 'expired' : 'open', methodId: null };
}

/** What became of a link is dealt with once its method is the default, or gone. */
export async function forgetLinksTo(
  { records }: Pick<SetupLinkDeps, 'records'>,
  methodId: string,
): Promise<void> {
  for (const link of await records.listLinks())
    if (link.methodId === methodId) await records.forget(link.sessionId);
}
