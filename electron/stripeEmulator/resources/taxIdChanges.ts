import { invalidRequest } from '../contract/apiError.ts';
import { buildTaxId, type CustomerObject, type TaxIdObject } from '../objects/customer.ts';
import type { Books } from '../state/books.ts';
import { taxIdsOf } from '../state/lookups.ts';
import { emit, type Cause } from './emit.ts';
import {
  countryOfTaxId,
  hasTaxIdFormat,
  isKnownTaxIdType,
  isVerifiedByRegister,
  registerAnswer,
} from './taxIdFormats.ts';

const MAX_PER_CUSTOMER = 5;

export function createTaxId(
  cause: Cause,
  customer: CustomerObject,
  type: string,
  value: string,
): TaxIdObject {
  const { books } = cause;
  if (!isKnownTaxIdType(type)) {
    throw invalidRequest(`Invalid type: must be one of ad_nrt, ae_trn, …, zw_tin`, undefined, 'type');
  }
  if (!hasTaxIdFormat(type, value)) {
    throw invalidRequest(`Invalid value for ${type}.`, 'tax_id_invalid', 'value');
  }
  if (taxIdsOf(books, customer.id).length >= MAX_PER_CUSTOMER) {
    throw invalidRequest(`You can only have ${MAX_PER_CUSTOMER} tax IDs per customer.`);
  }
  const taxId = buildTaxId({
    id: books.taxIds.nextId(),
    created: books.now(),
    livemode: books.context.livemode,
    customer: customer.id,
    type,
    value,
    country: countryOfTaxId(type, value),
    status: isVerifiedByRegister(type) ? 'pending' : 'unavailable',
    verifiedName: null,
    verifiedAddress: null,
  });
  books.taxIds.put(taxId);
  emit(cause, 'customer.tax_id.created', taxId);
  return taxId;
}

export function deleteTaxId(
  cause: Cause,
  taxId: TaxIdObject,
): { id: string; object: 'tax_id'; deleted: true } {
  cause.books.taxIds.remove(taxId.id);
  emit(cause, 'customer.tax_id.deleted', taxId);
  return { id: taxId.id, object: 'tax_id', deleted: true };
}

/** Lets the register answer for the numbers that have waited long enough. */
export function settleVerifications(books: Books, delaySeconds: number): void {
  const due = books.taxIds.changedWhere(
    (taxId) => taxId.verification?.status === 'pending' && taxId.created + delaySeconds <= books.now(),
  );
  for (const taxId of due) {
    const status = registerAnswer(taxId.value);
    if (status === 'pending') continue;
    const before = structuredClone(taxId);
    const owner = typeof taxId.customer === 'string' ? books.customers.find(taxId.customer) : undefined;
    const verified = status === 'verified';
    taxId.verification = {
      status,
      verified_name: verified ? (owner?.name?.toUpperCase() ?? null) : null,
      verified_address: verified ? describeAddress(owner) : null,
    };
    books.taxIds.put(taxId);
    emit({ books, requestId: null, idempotencyKey: null }, 'customer.tax_id.updated', taxId, before);
  }
}

function describeAddress(customer: CustomerObject | undefined): string | null {
  const address = customer?.address;
  if (!address) return null;
  return [address.line1, address.postal_code, address.city].filter(Boolean).join(', ').toUpperCase();
}
