import { invalidRequest } from '../contract/apiError.ts';
import {
  anything,
  boolean,
  choice,
  hash,
  integer,
  limitedText,
  list,
  metadata,
  text,
  type Params,
} from '../contract/params.ts';
import type { CustomerObject } from '../objects/customer.ts';
import { changed, mergeMetadata } from './merge.ts';

export const address = hash({
  city: text,
  country: text,
  line1: text,
  line2: text,
  postal_code: text,
  state: text,
});

const EMAIL = /^[^\s@]+@[^\s@]+\.[^\s@]+$/;

/** The parameters that creating and updating a customer share. */
export const customerFields = {
  address,
  balance: integer,
  business_name: limitedText(150),
  description: text,
  email: limitedText(512),
  individual_name: limitedText(150),
  invoice_prefix: text,
  invoice_settings: hash({
    custom_fields: list(hash({ name: limitedText(40), value: limitedText(140) }), 4),
    default_payment_method: text,
    footer: text,
    rendering_options: hash({ amount_tax_display: text, template: text }),
  }),
  metadata,
  name: limitedText(256),
  next_invoice_sequence: integer,
  phone: text,
  preferred_locales: list(text),
  shipping: hash({ name: text, phone: text, address }),
  tax: hash({ ip_address: text, validate_location: choice('auto', 'deferred', 'immediately') }),
  tax_exempt: choice('none', 'exempt', 'reverse', ''),
  validate: boolean,
  cash_balance: anything,
};

type CustomerParams = Params<typeof customerFields>;

/** Applies the parameters to a customer: what is absent stays, what is empty is cleared. */
export function applyCustomerParams(customer: CustomerObject, params: CustomerParams): void {
  if (params.email && !EMAIL.test(params.email)) {
    throw invalidRequest(`Invalid email address: ${params.email}`, 'email_invalid', 'email');
  }
  customer.address = mergeAddress(customer.address ?? null, params.address);
  customer.balance = changed(customer.balance, params.balance);
  customer.description = changed(customer.description, params.description);
  customer.email = changed(customer.email, params.email);
  customer.name = changed(customer.name ?? null, params.name);
  customer.phone = changed(customer.phone ?? null, params.phone);
  customer.preferred_locales = changed(
    customer.preferred_locales ?? [],
    params.preferred_locales === null ? [] : params.preferred_locales?.filter((locale) => locale !== null),
  );
  if (params.business_name !== undefined) setOrDelete(customer, 'business_name', params.business_name);
  if (params.individual_name !== undefined) setOrDelete(customer, 'individual_name', params.individual_name);
  if (params.invoice_prefix !== undefined) customer.invoice_prefix = checkPrefix(params.invoice_prefix);
  if (params.next_invoice_sequence !== undefined)
    customer.next_invoice_sequence = params.next_invoice_sequence;
  if (params.tax_exempt !== undefined) customer.tax_exempt = params.tax_exempt || 'none';
  if (params.shipping !== undefined) customer.shipping = readShipping(params.shipping);
  customer.metadata = mergeMetadata(customer.metadata, params.metadata);
  applyInvoiceSettings(customer, params.invoice_settings);
}

type AddressParams = CustomerParams['address'];

/** Sub-keys that are sent replace the old ones; the documentation leaves open what becomes of the others, they stay. */
function mergeAddress(
  current: NonNullable<CustomerObject['address']> | null,
  change: AddressParams,
): NonNullable<CustomerObject['address']> | null {
  if (change === undefined) return current;
  if (change === null) return null;
  const empty = { city: null, country: null, line1: null, line2: null, postal_code: null, state: null };
  const country = change.country;
  if (country && !/^[A-Z]{2}$/.test(country.toUpperCase())) {
    throw invalidRequest(
      `Country '${country}' is unknown. Try using a 2-character alphanumeric country code instead.`,
      undefined,
      'address[country]',
    );
  }
  return { ...empty, ...current, ...change, ...(country ? { country: country.toUpperCase() } : {}) };
}

function readShipping(shipping: CustomerParams['shipping']): CustomerObject['shipping'] {
  if (!shipping) return null;
  if (!shipping.name)
    throw invalidRequest('Missing required param: shipping[name].', 'parameter_missing', 'shipping[name]');
  if (!shipping.address) {
    throw invalidRequest(
      'Missing required param: shipping[address].',
      'parameter_missing',
      'shipping[address]',
    );
  }
  const given = mergeAddress(null, shipping.address);
  return {
    name: shipping.name,
    phone: shipping.phone ?? null,
    ...(given === null ? {} : { address: given }),
  };
}

function applyInvoiceSettings(customer: CustomerObject, change: CustomerParams['invoice_settings']): void {
  if (!change) return;
  const settings = customer.invoice_settings;
  settings.default_payment_method = changed(settings.default_payment_method, change.default_payment_method);
  settings.footer = changed(settings.footer, change.footer);
  if (change.custom_fields !== undefined) {
    settings.custom_fields =
      change.custom_fields?.map((field) => ({ name: field?.name ?? '', value: field?.value ?? '' })) ?? null;
  }
  if (change.rendering_options !== undefined) {
    settings.rendering_options =
      change.rendering_options === null
        ? null
        : {
            amount_tax_display: change.rendering_options.amount_tax_display ?? null,
            template: change.rendering_options.template ?? null,
          };
  }
}

function checkPrefix(prefix: string | null): string {
  if (prefix === null || !/^[A-Z0-9]{1,12}$/.test(prefix)) {
    throw invalidRequest(
      'Invoice prefix must be 1 to 12 uppercase letters or numbers.',
      undefined,
      'invoice_prefix',
    );
  }
  return prefix;
}

function setOrDelete(
  customer: CustomerObject,
  key: 'business_name' | 'individual_name',
  value: string | null,
): void {
  if (value === null) delete customer[key];
  else customer[key] = value;
}
