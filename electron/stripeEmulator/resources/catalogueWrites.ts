import { missing, missingParameterObject, parameterMissing } from '../contract/apiError.ts';
import { boolean, choice, decimal, hash, integer, metadata, text } from '../contract/params.ts';
import { idIn, route, type Route } from '../contract/route.ts';
import type { ProductObject } from '../objects/others.ts';
import type { PriceObject } from '../objects/subscription.ts';
import { emit } from './emit.ts';
import { mergeMetadata } from './merge.ts';

const productRoutes: Route[] = [
  route({
    method: 'POST',
    path: '/v1/products',
    permission: 'rak_product_write',
    fields: { name: text, active: boolean, description: text, metadata, unit_label: text, url: text },
    answer(call) {
      const { books, params } = call;
      if (!params.name) throw parameterMissing('name');
      const product = books.products.put({
        id: books.products.nextId(),
        object: 'product',
        active: params.active ?? true,
        created: books.now(),
        default_price: null,
        description: params.description ?? null,
        images: [],
        livemode: books.context.livemode,
        marketing_features: [],
        metadata: mergeMetadata({}, params.metadata),
        name: params.name,
        package_dimensions: null,
        shippable: null,
        statement_descriptor: null,
        tax_code: null,
        tax_details: null,
        type: 'service',
        unit_label: params.unit_label ?? null,
        updated: books.now(),
        url: params.url ?? null,
      } satisfies ProductObject);
      emit(call, 'product.created', product);
      return product;
    },
  }),
  route({
    method: 'POST',
    path: '/v1/products/:id',
    permission: 'rak_product_write',
    fields: {
      name: text,
      active: boolean,
      default_price: text,
      description: text,
      metadata,
      unit_label: text,
      url: text,
    },
    answer(call) {
      const { books } = call;
      const before = books.products.find(idIn(call));
      if (before === undefined) throw missing('product', idIn(call));
      const { metadata: change, ...params } = call.params;
      const product: ProductObject = { ...structuredClone(before), ...withoutEmptyName(params) };
      product.metadata = mergeMetadata(before.metadata, change);
      product.updated = books.now();
      books.products.put(product);
      emit(call, 'product.updated', product, before);
      return product;
    },
  }),
];

/** A product cannot lose its name. */
function withoutEmptyName<T extends { name?: string | null }>(
  params: T,
): Omit<T, 'name'> & { name?: string } {
  const { name, ...rest } = params;
  return name ? { ...rest, name } : rest;
}

const priceRoutes: Route[] = [
  route({
    method: 'POST',
    path: '/v1/prices',
    permission: 'rak_plan_write',
    fields: {
      active: boolean,
      currency: text,
      lookup_key: text,
      metadata,
      nickname: text,
      product: text,
      recurring: hash({ interval: choice('day', 'month', 'week', 'year'), interval_count: integer }),
      tax_behavior: choice('exclusive', 'inclusive', 'unspecified'),
      unit_amount: integer,
      unit_amount_decimal: decimal,
    },
    answer(call) {
      const { books, params } = call;
      if (!params.currency) throw parameterMissing('currency');
      if (!params.product) throw parameterMissing('product');
      if (books.products.find(params.product) === undefined)
        throw missingParameterObject('product', params.product, 'product');
      const unit =
        params.unit_amount ??
        (params.unit_amount_decimal === undefined ? undefined : Number(params.unit_amount_decimal));
      if (unit === undefined) throw parameterMissing('unit_amount');
      const price = books.prices.put({
        id: books.prices.nextId(),
        object: 'price',
        active: params.active ?? true,
        billing_scheme: 'per_unit',
        created: books.now(),
        currency: params.currency.toLowerCase(),
        custom_unit_amount: null,
        livemode: books.context.livemode,
        lookup_key: params.lookup_key ?? null,
        metadata: mergeMetadata({}, params.metadata),
        nickname: params.nickname ?? null,
        product: params.product,
        recurring: params.recurring
          ? {
              interval: params.recurring.interval ?? 'month',
              interval_count: params.recurring.interval_count ?? 1,
              meter: null,
              trial_period_days: null,
              usage_type: 'licensed',
            }
          : null,
        tax_behavior: params.tax_behavior ?? 'unspecified',
        tiers_mode: null,
        transform_quantity: null,
        type: params.recurring ? 'recurring' : 'one_time',
        unit_amount: Number.isInteger(unit) ? unit : null,
        unit_amount_decimal: String(unit),
      } satisfies PriceObject);
      emit(call, 'price.created', price);
      return price;
    },
  }),
  route({
    method: 'POST',
    path: '/v1/prices/:id',
    permission: 'rak_plan_write',
    fields: { active: boolean, lookup_key: text, metadata, nickname: text },
    answer(call) {
      const { books } = call;
      const before = books.prices.find(idIn(call));
      if (before === undefined) throw missing('price', idIn(call));
      const { metadata: change, ...params } = call.params;
      const price: PriceObject = { ...structuredClone(before), ...params };
      price.metadata = mergeMetadata(before.metadata, change);
      books.prices.put(price);
      emit(call, 'price.updated', price, before);
      return price;
    },
  }),
];

export const catalogueWriteRoutes: Route[] = [...productRoutes, ...priceRoutes];
