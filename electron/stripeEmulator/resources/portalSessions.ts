import { randomUUID } from 'node:crypto';
import type Stripe from 'stripe';

import { invalidRequest, missingParameterObject, parameterMissing } from '../contract/apiError.ts';
import { choice, hash, integer, text, type Params } from '../contract/params.ts';
import { route, type Route } from '../contract/route.ts';
import { portalLocale, webAddress } from '../contract/webParams.ts';
import type { PortalConfigurationObject } from '../objects/others.ts';
import type { Books, PortalSession } from '../state/books.ts';
import type { Wire } from '../wire.ts';
import { demandCustomerParameter } from './demand.ts';
import { emit, type Cause } from './emit.ts';

type SessionObject = Wire<Stripe.BillingPortal.Session>;
type Flow = NonNullable<SessionObject['flow']>;

/** A link that nobody opens is good for this long, one in use until an hour after it was used last. */
const UNUSED_SECONDS = 300;
const IDLE_SECONDS = 3_600;

const sessionFields = {
  after_expiration: hash({
    type: choice('customer_login'),
    customer_login: hash({ expires_at: integer }),
  }),
  configuration: text,
  customer: text,
  flow_data: hash({
    type: choice('customer_update', 'payment_method_update', 'subscription_cancel', 'subscription_pause'),
    after_completion: hash({
      type: choice('hosted_confirmation', 'portal_homepage', 'redirect'),
      hosted_confirmation: hash({ custom_message: text }),
      redirect: hash({ return_url: webAddress }),
    }),
    subscription_cancel: hash({ subscription: text }),
    subscription_pause: hash({ subscription: text }),
  }),
  locale: portalLocale,
  on_behalf_of: text,
  return_url: webAddress,
};

type SessionParams = Params<typeof sessionFields>;

function demandConfiguration(books: Books, id: string | null | undefined): PortalConfigurationObject {
  const configurations = books.portalConfigurations.list({ limit: 100 }).data;
  const found = id
    ? configurations.find((candidate) => candidate.id === id)
    : configurations.find((candidate) => candidate.is_default && candidate.active);
  if (found !== undefined) return found;
  if (id) throw missingParameterObject('configuration', id, 'configuration');
  throw invalidRequest(
    'You can’t create a portal session in test mode until you save your customer portal settings in test mode at ' +
      'https://dashboard.stripe.com/test/settings/billing/portal.',
  );
}

/** A deep link needs its feature switched on. */
function checkFlow({ features }: PortalConfigurationObject, type: Flow['type']): void {
  const feature = features[type as keyof typeof features];
  if (!feature.enabled) {
    throw invalidRequest(
      `This feature is disabled in the portal configuration: ${type}.`,
      undefined,
      'flow_data[type]',
    );
  }
}

function flowOf(flow: NonNullable<SessionParams['flow_data']>): Flow {
  const completion = flow.after_completion;
  return {
    after_completion: {
      hosted_confirmation: completion?.hosted_confirmation
        ? { custom_message: completion.hosted_confirmation.custom_message ?? null }
        : null,
      redirect: completion?.redirect?.return_url ? { return_url: completion.redirect.return_url } : null,
      type: completion?.type ?? 'portal_homepage',
    },
    customer_update: null,
    subscription_cancel: null,
    subscription_pause: null,
    subscription_update: null,
    subscription_update_confirm: null,
    type: flow.type ?? 'payment_method_update',
  };
}

function openSession(books: Books, session: Omit<PortalSession, 'id' | 'secret' | 'created' | 'lastUsedAt'>) {
  return books.portalSessions.put({
    ...session,
    id: books.portalSessions.nextId(),
    secret: randomUUID().replaceAll('-', ''),
    created: books.now(),
    lastUsedAt: null,
  });
}

/** The link of a session: whoever has it acts as the customer. */
export function portalUrl({ context }: Books, session: PortalSession): string {
  const token = `${session.id.slice('bps_'.length)}${session.secret}`;
  return `${context.documentsUrl}/p/session/${context.livemode ? 'live' : 'test'}_${token}`;
}

/** The session that a link names; undefined for links that never were. */
export function findPortalSession(books: Books, token: string): PortalSession | undefined {
  const length = books.portalSessions.nextId().length - 'bps_'.length;
  const session = books.portalSessions.find(`bps_${token.slice(0, length)}`);
  return session?.secret === token.slice(length) ? session : undefined;
}

export function isPortalSessionOver(books: Books, session: PortalSession): boolean {
  const until =
    session.lastUsedAt === null ? session.created + UNUSED_SECONDS : session.lastUsedAt + IDLE_SECONDS;
  return books.now() > until;
}

/** A fresh session in the place of one that is over: the customer has shown that the mailbox is theirs. */
export function renewPortalSession(books: Books, session: PortalSession): PortalSession {
  const { customer, configuration, flow, returnUrl, recovery } = session;
  return openSession(books, { customer, configuration, flow, returnUrl, recovery });
}

/** A session by way of the log-in page, which the account knows nothing of. */
export function logInToPortal(books: Books, customer: string): PortalSession {
  const configuration = demandConfiguration(books, undefined).id;
  return openSession(books, { customer, configuration, flow: null, returnUrl: null, recovery: null });
}

function createSession(cause: Cause, params: SessionParams): SessionObject {
  const { books } = cause;
  if (!params.customer) throw parameterMissing('customer');
  const customer = demandCustomerParameter(books, params.customer);
  const configuration = demandConfiguration(books, params.configuration);
  const flow = params.flow_data ? flowOf(params.flow_data) : null;
  if (flow !== null) checkFlow(configuration, flow.type);
  const until = params.after_expiration?.customer_login?.expires_at ?? null;
  if (until !== null && until <= books.now()) {
    throw invalidRequest(
      'This timestamp must be in the future.',
      undefined,
      'after_expiration[customer_login][expires_at]',
    );
  }
  const session = openSession(books, {
    customer: customer.id,
    configuration: configuration.id,
    flow: flow?.type ?? null,
    returnUrl: flow?.after_completion.redirect?.return_url ?? params.return_url ?? null,
    recovery: params.after_expiration ? { until } : null,
  });
  const shown = {
    id: session.id,
    object: 'billing_portal.session',
    after_expiration: params.after_expiration
      ? { customer_login: { expires_at: until }, type: 'customer_login' }
      : null,
    configuration: configuration.id,
    created: session.created,
    customer: customer.id,
    customer_account: null,
    flow,
    livemode: books.context.livemode,
    locale: params.locale ?? null,
    on_behalf_of: params.on_behalf_of ?? null,
    return_url: params.return_url ?? configuration.default_return_url,
    url: portalUrl(books, session),
  } satisfies SessionObject;
  emit(cause, 'billing_portal.session.created', shown);
  return shown;
}

export const portalSessionRoutes: Route[] = [
  route({
    method: 'POST',
    path: '/v1/billing_portal/sessions',
    permission: 'rak_customer_portal_write',
    fields: sessionFields,
    answer: (call) => createSession(call, call.params),
  }),
];
