import type Stripe from 'stripe';
import {
  findPortalRefusal,
  listPortalWarnings,
  portalLinkKinds,
  portalLocaleOf,
  toLoginLink,
  type PortalCustomer,
  type PortalLinkKind,
  type PortalRefusal,
} from '../../shared/domain/portal.ts';
import { AppError, isAppError } from '../../shared/errors/appError.ts';
import type { Handlers, InputOf } from '../../shared/ipc/contract.ts';
import type {
  PortalLink,
  PortalOffer,
  PortalOverview,
  PortalSettings,
} from '../../shared/ipc/schemas/portal.ts';
import type { PublishEvent } from '../ipc/publishEvent.ts';
import type { StripeGateway, StripeGateways, Wire } from '../stripe/stripeGatewayApi.ts';
import type { WorkspaceDatabase } from '../workspaceDatabase/workspaceDatabaseApi.ts';
import type { WorkspaceRegistry } from '../workspaces/workspaceRegistryApi.ts';
import type { PublicNames } from './publicName.ts';
import { recordWrite, type RecordedWriteDeps } from './recordedWrite.ts';

export interface PortalServiceDeps extends RecordedWriteDeps {
  gateways: StripeGateways;
  registry: Pick<WorkspaceRegistry, 'list'>;
  publicNames: PublicNames;
  workspaceDatabase: RecordedWriteDeps['workspaceDatabase'] & Pick<WorkspaceDatabase, 'appendAudit'>;
  publishEvent: PublishEvent;
}

type PortalServices = Pick<
  Handlers,
  'portal.list' | 'portal.refresh' | 'portal.prepare' | 'portal.createLink'
>;
type CustomerRef = InputOf<'portal.prepare'>;

/** Sharing customers that are named; the rest is a number. */
const namedSharers = 5;

/** Use cases around Stripe's customer portal: what each account's portal offers, and links into it. */
export function createPortalServices(deps: PortalServiceDeps): PortalServices {
  // Settings of a portal change once in a while: read once, and again when somebody asks.
  const known = new Map<string, PortalOverview>();

  async function readOverview(workspaceId: string): Promise<PortalOverview> {
    const overview = await readPortal(deps, workspaceId);
    // What failed (no network, a right that is missing) is read again at the next look.
    if (overview.error === null) known.set(workspaceId, overview);
    else known.delete(workspaceId);
    return overview;
  }

  return {
    'portal.list': () =>
      Promise.all(deps.registry.list().map(async ({ id }) => known.get(id) ?? readOverview(id))),
    async 'portal.refresh'() {
      await Promise.all(deps.registry.list().map(({ id }) => readOverview(id)));
      deps.publishEvent('cache.changed', { workspaceId: null, resources: ['workspaces'] });
      return {};
    },
    'portal.prepare': async (input) => (await readOffer(deps, input)).offer,
    'portal.createLink': (input) => createLink(deps, input),
  };
}

async function readPortal(
  { gateways, now }: PortalServiceDeps,
  workspaceId: string,
): Promise<PortalOverview> {
  const asOf = now();
  try {
    const configuration = await (await gateways.of(workspaceId)).findPortalConfiguration();
    return { workspaceId, settings: configuration && toSettings(configuration), error: null, asOf };
  } catch (error) {
    if (!isAppError(error)) throw error;
    return { workspaceId, settings: null, error: { code: error.code, message: error.message }, asOf };
  }
}

function toSettings({
  login_page: login,
  features,
  default_return_url: returnUrl,
}: Wire<Stripe.BillingPortal.Configuration>): PortalSettings {
  return {
    loginUrl: login.enabled ? login.url : null,
    customerUpdate: features.customer_update.enabled,
    allowedUpdates: features.customer_update.allowed_updates,
    invoiceHistory: features.invoice_history.enabled,
    paymentMethodUpdate: features.payment_method_update.enabled,
    subscriptionCancel: features.subscription_cancel.enabled,
    subscriptionUpdate: features.subscription_update.enabled,
    returnUrl,
  };
}

interface LiveOffer {
  offer: PortalOffer;
  settings: PortalSettings | null;
  locale: string;
}

/** Everything that decides which links a customer can be given, read live. */
async function readOffer({ gateways, publicNames }: PortalServiceDeps, ref: CustomerRef): Promise<LiveOffer> {
  const gateway = await gateways.of(ref.workspaceId);
  const [customer, configuration, { name: accountName }] = await Promise.all([
    gateway.getCustomer(ref.customerId),
    gateway.findPortalConfiguration(),
    publicNames.of(ref.workspaceId),
  ]);
  const settings = configuration && toSettings(configuration);
  const live: Partial<Wire<Stripe.Customer>> = customer.deleted ? {} : customer;
  const email = live.email || null;
  const sharers = await listSharers(gateway, ref.customerId, email);
  const facts: PortalCustomer = { email, deleted: customer.deleted === true, sharedWith: sharers.length };
  const preferredLocales = live.preferred_locales ?? [];
  const offer: PortalOffer = {
    ...ref,
    customerName: live.name ?? null,
    accountName,
    email,
    country: live.address?.country ?? null,
    preferredLocales,
    links: portalLinkKinds.map((kind) => ({
      kind,
      refusal: findPortalRefusal(kind, settings, facts),
      warnings: listPortalWarnings(kind, facts),
    })),
    sharedWith: sharers.slice(0, namedSharers),
    sharedCount: sharers.length,
  };
  return { offer, settings, locale: portalLocaleOf(preferredLocales) };
}

async function listSharers(gateway: StripeGateway, customerId: string, email: string | null) {
  if (email === null) return [];
  return (await gateway.listCustomersByEmail(email)).filter(({ id }) => id !== customerId);
}

async function createLink(deps: PortalServiceDeps, input: InputOf<'portal.createLink'>): Promise<PortalLink> {
  const { customerId, kind } = input;
  const live = await readOffer(deps, input);
  const link = live.offer.links.find((candidate) => candidate.kind === kind);
  if (!link || link.refusal !== null) throw refused(link?.refusal ?? 'noPortal');
  const url =
    kind === 'login' ? await makeLoginLink(deps, input, live) : await makeSession(deps, input, live);
  return { customerId, kind, url, expiresAt: null, warnings: link.warnings };
}

/** Nothing is asked of Stripe for a login link: it is the account's page with the address filled in. */
async function makeLoginLink(
  deps: PortalServiceDeps,
  input: InputOf<'portal.createLink'>,
  { offer, settings }: LiveOffer,
): Promise<string> {
  const { who, now, workspaceDatabase } = deps;
  await workspaceDatabase.appendAudit({
    at: now(),
    who: who(),
    ...toAudit(input, offer),
    outcome: 'done',
    requestId: null,
  });
  return toLoginLink(settings?.loginUrl ?? '', offer.email ?? '');
}

/** SECURITY: the log says that a link was made and of which kind, never the link. */
function toAudit({ workspaceId, customerId, kind }: InputOf<'portal.createLink'>, offer: PortalOffer) {
  return {
    workspaceId,
    action: 'portal.linkCreated' as const,
    target: customerId,
    targetName: offer.customerName,
    before: {},
    after: { link: kind },
  };
}

const flows: Partial<Record<PortalLinkKind, Stripe.BillingPortal.SessionCreateParams.FlowData>> = {
  addPaymentMethod: { type: 'payment_method_update' },
  updateDetails: { type: 'customer_update' },
};

async function makeSession(
  deps: PortalServiceDeps,
  input: InputOf<'portal.createLink'>,
  { offer, locale }: LiveOffer,
): Promise<string> {
  const gateway = await deps.gateways.of(input.workspaceId);
  const flow = flows[input.kind];
  const params: Stripe.BillingPortal.SessionCreateParams = {
    customer: input.customerId,
    locale,
    // An e-mail is opened hours later: then a code sent to the customer's address makes the link good again.
    after_expiration: { type: 'customer_login' },
    ...(flow ? { flow_data: flow } : {}),
  };
  const { url } = await recordWrite(deps, {
    kind: 'portalLink',
    audit: toAudit(input, offer),
    send: (options) => gateway.createPortalSession(params, options),
    findEffect: () => Promise.resolve(null),
  });
  return url;
}

const refusals: Record<PortalRefusal, string> = {
  customerDeleted: 'This customer was deleted in Stripe, so there is nothing to log in to.',
  noPortal:
    'This account has no customer portal yet. Somebody has to save its settings once in the Stripe Dashboard, under Settings, Billing, Customer portal.',
  loginPageOff:
    'The login page of this account’s portal is switched off. It can be switched on in the Stripe Dashboard, under Settings, Billing, Customer portal; a personal link works without it.',
  noEmail:
    'This customer has no e-mail address, and the login page needs one. Enter it in the billing information first, or make a personal link.',
  paymentMethodsOff: 'The portal of this account does not let customers change their payment methods.',
  detailsOff: 'The portal of this account does not let customers change their billing information.',
};

function refused(reason: PortalRefusal): AppError {
  const code = reason === 'customerDeleted' ? 'customer_deleted' : 'portal_refused';
  return new AppError(code, `${refusals[reason]} No link was made.`, { details: { reason } });
}
