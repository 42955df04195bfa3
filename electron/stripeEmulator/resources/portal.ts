import { missing } from '../contract/apiError.ts';
import { listPage, pageQuery } from '../contract/pagination.ts';
import { boolean, hash, metadata, pageFields, text } from '../contract/params.ts';
import { idIn, route, type Route } from '../contract/route.ts';
import type { PortalConfigurationObject } from '../objects/others.ts';
import { portalLoginUrl } from '../seeds/portalSeeds.ts';
import type { Books } from '../state/books.ts';
import { emit } from './emit.ts';
import { mergeMetadata } from './merge.ts';

function demandConfiguration(books: Books, id: string): PortalConfigurationObject {
  const configuration = books.portalConfigurations.find(id);
  if (configuration === undefined) throw missing('configuration', id);
  return configuration;
}

export const portalRoutes: Route[] = [
  route({
    method: 'GET',
    path: '/v1/billing_portal/configurations',
    permission: 'rak_customer_portal_read',
    fields: { ...pageFields, active: boolean, is_default: boolean },
    answer({ books, params }) {
      const fits = ({ active, is_default: isDefault }: PortalConfigurationObject): boolean =>
        (params.active === undefined || params.active === active) &&
        (params.is_default === undefined || params.is_default === isDefault);
      return listPage(
        books.portalConfigurations,
        {
          ...pageQuery(params),
          matches: fits,
          matchesSeed(position) {
            const seed = books.portalConfigurations.seedAt(position);
            return seed !== undefined && fits(seed);
          },
        },
        'configuration',
        '/v1/billing_portal/configurations',
      );
    },
  }),
  route({
    method: 'GET',
    path: '/v1/billing_portal/configurations/:id',
    permission: 'rak_customer_portal_read',
    fields: {},
    answer: (call) => demandConfiguration(call.books, idIn(call)),
  }),
  route({
    method: 'POST',
    path: '/v1/billing_portal/configurations/:id',
    permission: 'rak_customer_portal_write',
    fields: {
      active: boolean,
      default_return_url: text,
      features: hash({
        customer_update: hash({ enabled: boolean }),
        invoice_history: hash({ enabled: boolean }),
        payment_method_update: hash({ enabled: boolean }),
      }),
      login_page: hash({ enabled: boolean }),
      metadata,
      name: text,
    },
    answer(call) {
      const { books, params } = call;
      const before = demandConfiguration(books, idIn(call));
      const configuration = structuredClone(before);
      const { features, login_page: login } = params;
      configuration.active = params.active ?? configuration.active;
      if (params.default_return_url !== undefined)
        configuration.default_return_url = params.default_return_url;
      if (params.name !== undefined) configuration.name = params.name;
      for (const name of ['customer_update', 'invoice_history', 'payment_method_update'] as const) {
        const enabled = features?.[name]?.enabled;
        if (enabled !== undefined) configuration.features[name].enabled = enabled;
      }
      if (login?.enabled !== undefined) {
        const url = login.enabled ? portalLoginUrl(books.context) : null;
        configuration.login_page = { enabled: login.enabled, url };
      }
      configuration.metadata = mergeMetadata(configuration.metadata, params.metadata);
      configuration.updated = books.now();
      books.portalConfigurations.put(configuration);
      emit(call, 'billing_portal.configuration.updated', configuration, before);
      return configuration;
    },
  }),
];
