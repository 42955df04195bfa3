import { missingParameterObject } from '../contract/apiError.ts';
import { boolean, list, metadata, text } from '../contract/params.ts';
import type { PaymentMethodObject } from '../objects/paymentMethod.ts';
import type { Books } from '../state/books.ts';
import { removedTypes } from './removedTypes.ts';
import { makeTestMethod } from './testMethods.ts';

/** What intents to pay and to set up have in common. */
export const intentFields = {
  allowed_payment_method_types: list(text),
  customer: text,
  confirm: boolean,
  description: text,
  metadata,
  payment_method: text,
  payment_method_types: removedTypes,
  return_url: text,
};

/** A stored method, or a fresh one for a test id. */
export function findMethod(books: Books, id: string): PaymentMethodObject {
  const fresh = makeTestMethod(books, id);
  if (fresh !== undefined) return books.paymentMethods.put(fresh);
  const method = books.paymentMethods.find(id);
  if (method === undefined) throw missingParameterObject('PaymentMethod', id, 'payment_method');
  return method;
}
