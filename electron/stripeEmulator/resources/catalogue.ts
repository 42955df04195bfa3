import { missing } from '../contract/apiError.ts';
import { listPage, pageQuery } from '../contract/pagination.ts';
import { boolean, choice, list, pageFields, text, timeRange } from '../contract/params.ts';
import { idIn, route, type Route } from '../contract/route.ts';
import { buildCoupon, couponId } from '../seeds/catalogue.ts';

export const catalogueReadRoutes: Route[] = [
  route({
    method: 'GET',
    path: '/v1/products',
    permission: 'rak_product_read',
    fields: {
      ...pageFields,
      active: boolean,
      created: timeRange,
      ids: list(text),
      shippable: boolean,
      url: text,
    },
    answer: ({ books, params }) =>
      listPage(
        books.products,
        {
          ...pageQuery(params),
          created: params.created,
          matches: (product) =>
            (params.active === undefined || product.active === params.active) &&
            (!params.ids || params.ids.includes(product.id)),
          matchesSeed: (position) =>
            params.active !== false &&
            (!params.ids || params.ids.includes(books.products.seedAt(position)?.id ?? '')),
        },
        'product',
        '/v1/products',
      ),
  }),
  route({
    method: 'GET',
    path: '/v1/products/:id',
    permission: 'rak_product_read',
    fields: {},
    answer(call) {
      const product = call.books.products.find(idIn(call));
      if (product === undefined) throw missing('product', idIn(call));
      return product;
    },
  }),
  route({
    method: 'GET',
    path: '/v1/prices',
    permission: 'rak_plan_read',
    fields: {
      ...pageFields,
      active: boolean,
      created: timeRange,
      currency: text,
      product: text,
      type: choice('one_time', 'recurring'),
    },
    answer({ books, params }) {
      const matches = (price: NonNullable<ReturnType<typeof books.prices.find>>): boolean =>
        (params.active === undefined || price.active === params.active) &&
        (!params.currency || price.currency === params.currency) &&
        (!params.product || price.product === params.product) &&
        (params.type === undefined || price.type === params.type);
      return listPage(
        books.prices,
        {
          ...pageQuery(params),
          created: params.created,
          matches,
          matchesSeed(position) {
            const price = books.prices.seedAt(position);
            return price !== undefined && matches(price);
          },
        },
        'price',
        '/v1/prices',
      );
    },
  }),
  route({
    method: 'GET',
    path: '/v1/prices/:id',
    permission: 'rak_plan_read',
    fields: {},
    answer(call) {
      const price = call.books.prices.find(idIn(call));
      if (price === undefined) throw missing('price', idIn(call));
      return price;
    },
  }),
  route({
    method: 'GET',
    path: '/v1/tax_rates',
    permission: 'rak_tax_rate_read',
    fields: { ...pageFields, active: boolean, created: timeRange, inclusive: boolean },
    answer: ({ books, params }) =>
      listPage(
        books.taxRates,
        {
          ...pageQuery(params),
          created: params.created,
          matchesSeed: () => params.active !== false && params.inclusive !== true,
        },
        'tax_rate',
        '/v1/tax_rates',
      ),
  }),
  route({
    method: 'GET',
    path: '/v1/tax_rates/:id',
    permission: 'rak_tax_rate_read',
    fields: {},
    answer(call) {
      const rate = call.books.taxRates.find(idIn(call));
      if (rate === undefined) throw missing('tax_rate', idIn(call));
      return rate;
    },
  }),
  route({
    method: 'GET',
    path: '/v1/coupons/:id',
    permission: 'rak_coupon_read',
    fields: {},
    answer(call) {
      if (idIn(call) !== couponId()) throw missing('coupon', idIn(call), 'coupon');
      return buildCoupon(call.books.context);
    },
  }),
];
