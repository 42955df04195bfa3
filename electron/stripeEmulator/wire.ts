import type Stripe from 'stripe';

type Primitive = string | number | boolean | null | undefined | void;

/** A Stripe object as it travels over HTTP: decimals are strings, everything else as the SDK types it. */
export type Wire<T> = T extends Primitive
  ? T
  : T extends Stripe.Decimal
    ? string
    : T extends (infer U)[]
      ? Wire<U>[]
      : T extends object
        ? { [K in keyof T]: Wire<T[K]> }
        : T;
