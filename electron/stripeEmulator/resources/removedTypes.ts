import { invalidRequest } from '../contract/apiError.ts';
import type { Field } from '../contract/params.ts';

/** Gone since endive; Stripe names the replacement. */
export const removedTypes: Field<never> = {
  read() {
    throw invalidRequest(
      'The `payment_method_types` parameter is no longer supported. Use `allowed_payment_method_types` instead.',
      'payment_method_types_no_longer_supported',
      'payment_method_types',
    );
  },
};
