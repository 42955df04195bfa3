import { buildCoupon, couponId } from '../seeds/catalogue.ts';
import { buildSeedDiscount } from '../seeds/discountSeeds.ts';
import type { Books } from '../state/books.ts';
import { findCustomer, paymentsOf, refundsOf, subscriptionsOf, taxIdsOf } from '../state/lookups.ts';
import { invalidRequest } from './apiError.ts';
import { listObject } from './pagination.ts';

const MAX_DEPTH = 4;
/** Lists that come inside another object hold this many entries. */
const INNER_LIMIT = 10;

type Node = Record<string, unknown>;

interface Kind {
  permission: string;
  find(books: Books, id: string): object | undefined;
}

/** What an id inside an object stands for, by its prefix. */
const KINDS: Record<string, Kind> = {
  cus: { permission: 'rak_customer_read', find: findCustomer },
  in: { permission: 'rak_invoice_read', find: (books, id) => books.invoices.find(id) },
  sub: { permission: 'rak_subscription_read', find: (books, id) => books.subscriptions.find(id) },
  pm: { permission: 'rak_payment_method_read', find: (books, id) => books.paymentMethods.find(id) },
  pi: { permission: 'rak_payment_intent_read', find: (books, id) => books.paymentIntents.find(id) },
  ch: { permission: 'rak_charge_read', find: (books, id) => books.charges.find(id) },
  re: { permission: 'rak_charge_read', find: (books, id) => books.refunds.find(id) },
  cn: { permission: 'rak_credit_note_read', find: (books, id) => books.creditNotes.find(id) },
  price: { permission: 'rak_plan_read', find: (books, id) => books.prices.find(id) },
  prod: { permission: 'rak_product_read', find: (books, id) => books.products.find(id) },
  txr: { permission: 'rak_tax_rate_read', find: (books, id) => books.taxRates.find(id) },
  txi: { permission: 'rak_customer_read', find: (books, id) => books.taxIds.find(id) },
  seti: { permission: 'rak_setup_intent_read', find: (books, id) => books.setupIntents.find(id) },
  mandate: { permission: 'rak_payment_method_read', find: (books, id) => books.mandates.find(id) },
  dp: { permission: 'rak_dispute_read', find: (books, id) => books.disputes.find(id) },
  di: { permission: 'rak_coupon_read', find: (books, id) => buildSeedDiscount(books.context, id) },
  [couponId()]: { permission: 'rak_coupon_read', find: (books) => buildCoupon(books.context) },
};

/** Fields that hold an id which may be asked for as the whole object. */
const EXPANDABLE: ReadonlySet<string> = new Set([
  'account_tax_ids',
  'charge',
  'coupon',
  'customer',
  'default_account_tax_ids',
  'default_payment_method',
  'default_price',
  'discount',
  'discounts',
  'invoice',
  'latest_charge',
  'latest_invoice',
  'mandate',
  'payment_intent',
  'payment_method',
  'pending_setup_intent',
  'price',
  'product',
  'refund',
  'setup_intent',
  'subscription',
]);

/** Fields that are absent until they are asked for. */
const INCLUDABLE: Record<
  string,
  Record<string, { permission: string; make(books: Books, node: Node): unknown }>
> = {
  invoice: {
    payments: {
      permission: 'rak_invoice_read',
      make(books, node) {
        const all = paymentsOf(books, String(node.id));
        return listObject(
          { data: all.slice(0, INNER_LIMIT), hasMore: all.length > INNER_LIMIT },
          `/v1/invoice_payments?invoice=${String(node.id)}`,
        );
      },
    },
    confirmation_secret: {
      permission: 'rak_invoice_read',
      make(books, node) {
        const intent = paymentsOf(books, String(node.id)).find((payment) => payment.is_default)?.payment
          .payment_intent;
        return typeof intent === 'string'
          ? { client_secret: `${intent}_secret_emulated`, type: 'payment_intent' }
          : null;
      },
    },
  },
  customer: {
    tax_ids: {
      permission: 'rak_customer_read',
      make: (books, node) =>
        listObject(
          { data: taxIdsOf(books, String(node.id)), hasMore: false },
          `/v1/customers/${String(node.id)}/tax_ids`,
        ),
    },
    subscriptions: {
      permission: 'rak_subscription_read',
      make(books, node) {
        const running = subscriptionsOf(books, String(node.id)).data.filter(
          ({ status }) => status !== 'canceled' && status !== 'incomplete_expired',
        );
        return listObject(
          { data: running.slice(0, INNER_LIMIT), hasMore: running.length > INNER_LIMIT },
          `/v1/customers/${String(node.id)}/subscriptions`,
        );
      },
    },
    sources: {
      permission: 'rak_customer_read',
      make: (_books, node) =>
        listObject({ data: [], hasMore: false }, `/v1/customers/${String(node.id)}/sources`),
    },
    tax: {
      permission: 'rak_customer_read',
      make: () => ({ automatic_tax: 'not_collecting', ip_address: null, location: null, provider: 'stripe' }),
    },
    cash_balance: { permission: 'rak_customer_read', make: () => null },
    invoice_credit_balance: { permission: 'rak_customer_read', make: () => ({}) },
  },
  charge: {
    refunds: {
      permission: 'rak_charge_read',
      make: (books, node) =>
        listObject(
          { data: refundsOf(books, String(node.id)), hasMore: false },
          `/v1/charges/${String(node.id)}/refunds`,
        ),
    },
  },
};

interface Expansion {
  books: Books;
  /** Throws when the key may not read this. */
  demand(permission: string): void;
}

/** Checks `expand` before anything is read or written. */
export function checkExpandPaths(paths: readonly string[]): void {
  for (const path of paths) {
    if (path.split('.').length > MAX_DEPTH) {
      throw invalidRequest(
        `You cannot expand more than 4 levels of a property. Property: ${path}`,
        undefined,
        'expand',
      );
    }
  }
}

/** Replaces ids by their objects and adds what is absent by default, along each path. */
export function expandObject(expansion: Expansion, root: object, paths: readonly string[]): void {
  for (const path of paths) expandAt(expansion, root as Node, path.split('.'), path);
}

function expandAt(expansion: Expansion, node: Node, path: readonly string[], whole: string): void {
  const [name, ...rest] = path;
  if (name === undefined) return;
  if (node.object === 'list' && name === 'data') {
    for (const item of node.data as Node[]) expandAt(expansion, item, rest, whole);
    return;
  }
  if (node.deleted === true) return;
  include(expansion, node, name);
  const value = node[name];
  if (value === undefined) {
    if (namesOneOfSeveral(node) && EXPANDABLE.has(name)) return;
    throw notExpandable(whole, node);
  }
  if (typeof value === 'string') {
    if (!EXPANDABLE.has(name)) throw notExpandable(whole, node);
    node[name] = resolve(expansion, value);
  } else if (Array.isArray(value)) {
    node[name] = value.map((item: unknown) => (typeof item === 'string' ? resolve(expansion, item) : item));
  }
  const next = node[name];
  if (rest.length === 0 || next === null) return;
  const children = Array.isArray(next) ? next : [next];
  for (const child of children) {
    if (typeof child === 'object' && child !== null) expandAt(expansion, child as Node, rest, whole);
  }
}

/** A hash that names one of several things by its type (an invoice payment's `payment`): the others are absent, not unknown. */
function namesOneOfSeveral({ object, type }: Node): boolean {
  return object === undefined && typeof type === 'string';
}

function include(expansion: Expansion, node: Node, name: string): void {
  if (node[name] !== undefined) return;
  const includable = INCLUDABLE[String(node.object)]?.[name];
  if (includable === undefined) return;
  expansion.demand(includable.permission);
  node[name] = includable.make(expansion.books, node);
}

function resolve(expansion: Expansion, id: string): unknown {
  const kind = KINDS[id] ?? KINDS[id.slice(0, id.indexOf('_'))];
  if (kind === undefined) return id;
  expansion.demand(kind.permission);
  return kind.find(expansion.books, id) ?? id;
}

function notExpandable(path: string, node: Node): Error {
  const hint = node.object === 'list' ? ` You may want to try expanding 'data.${path}' instead.` : '';
  return invalidRequest(`This property cannot be expanded (${path}).${hint}`, undefined, 'expand');
}
