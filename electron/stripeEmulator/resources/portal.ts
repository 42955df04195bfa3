import { missing } from '../contract/apiError.ts';
import { listPage, pageQuery } from '../contract/pagination.ts';
import { boolean, pageFields } from '../contract/params.ts';
import { idIn, route, type Route } from '../contract/route.ts';

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
];
