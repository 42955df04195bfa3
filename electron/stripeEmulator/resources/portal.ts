import { randomUUID } from 'node:crypto';
import type Stripe from 'stripe';

import { invalidRequest, missing, parameterMissing } from '../contract/apiError.ts';
import { listPage, pageQuery } from '../contract/pagination.ts';
import { boolean, choice, hash, integer, pageFields, text } from '../contract/params.ts';
import { idIn, route, type Route } from '../contract/route.ts';
import type { Wire } from '../wire.ts';
import { demandCustomerParameter } from './demand.ts';

export const portalRoutes: Route[] = [
  route({
    method: 'GET',
    path: '/v1/billing_portal/configurations',
    permission: 'rak_customer_portal_read',
    fields: { ...pageFields, active: boolean, is_default: boolean },
    answer: ({ books, params }) =>
      listPage(
        books.portalConfigurations,
        { ...pageQuery(params), matchesSeed: () => params.active !== false && params.is_default !== false },
        'configuration',
        '/v1/billing_portal/configurations',
      ),
  }),
  route({
    method: 'GET',
    path: '/v1/billing_portal/configurations/:id',
    permission: 'rak_customer_portal_read',
    fields: {},
    answer(call) {
      const configuration = call.books.portalConfigurations.find(idIn(call));
      if (configuration === undefined) throw missing('configuration', idIn(call));
      return configuration;
    },
  }),
  route({
    method: 'POST',
    path: '/v1/billing_portal/sessions',
    permission: 'rak_customer_portal_write',
    fields: {
      after_expiration: hash({
        type: choice('customer_login'),
        customer_login: hash({ expires_at: integer }),
      }),
      configuration: text,
      customer: text,
      flow_data: hash({ type: choice('customer_update', 'payment_method_update') }),
      locale: text,
      return_url: text,
    },
    answer({ books, params }) {
      if (!params.customer) throw parameterMissing('customer');
      const customer = demandCustomerParameter(books, params.customer);
      const [configuration] = books.portalConfigurations.list({ limit: 1 }).data;
      const configurationId = params.configuration ?? configuration?.id ?? '';
      if (books.portalConfigurations.find(configurationId) === undefined) {
        throw invalidRequest(
          `No such configuration: '${configurationId}'`,
          'resource_missing',
          'configuration',
        );
      }
      const secret = randomUUID().replaceAll('-', '');
      const flow = params.flow_data?.type;
      return {
        id: `bps_1${secret.slice(0, 14)}`,
        object: 'billing_portal.session',
        after_expiration: params.after_expiration
          ? {
              customer_login: { expires_at: params.after_expiration.customer_login?.expires_at ?? null },
              type: 'customer_login',
            }
          : null,
        configuration: configurationId,
        created: books.now(),
        customer: customer.id,
        customer_account: null,
        flow: flow === undefined ? null : portalFlow(flow),
        livemode: books.context.livemode,
        locale: params.locale ?? null,
        on_behalf_of: null,
        return_url: params.return_url ?? null,
        url: `${books.context.documentsUrl}/p/session/${books.context.livemode ? 'live' : 'test'}_${secret}`,
      } satisfies Wire<Stripe.BillingPortal.Session>;
    },
  }),
];

function portalFlow(type: string): NonNullable<Wire<Stripe.BillingPortal.Session>['flow']> {
  return {
    after_completion: { hosted_confirmation: null, redirect: null, type: 'portal_homepage' },
    customer_update: null,
    subscription_cancel: null,
    subscription_pause: null,
    subscription_update: null,
    subscription_update_confirm: null,
    type,
  };
}
