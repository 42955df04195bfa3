/** *Units*: requests per second; `concurrency` counts requests under way. */
export interface RequestLimits {
  /** For each method and path: what Stripe counts as one endpoint. */
  perEndpoint: number;
  overall: number;
  concurrency: number;
}

/**
 * Stripe's own limits. It publishes none for concurrency; lists weigh more there than single objects.
 * *Source*: docs.stripe.com/rate-limits as of 2026-10-28.endive.
 */
export function stripeLimits(livemode: boolean): RequestLimits {
  return { perEndpoint: 25, overall: livemode ? 100 : 25, concurrency: 20 };
}

/** What Kantoor takes by itself: well under Stripe's limits, which the customer's other systems share. */
export function defaultLimits(livemode: boolean): RequestLimits {
  return livemode
    ? { perEndpoint: 15, overall: 40, concurrency: 8 }
    : { perEndpoint: 10, overall: 10, concurrency: 6 };
}

export const requestLimitFields = ['perEndpoint', 'overall', 'concurrency'] as const;
export type RequestLimitField = (typeof requestLimitFields)[number];

/** Limits that are not whole numbers between 1 and Stripe's own. */
export function listImpossibleLimits(limits: RequestLimits, livemode: boolean): RequestLimitField[] {
  const highest = stripeLimits(livemode);
  return requestLimitFields.filter(
    (field) => !Number.isInteger(limits[field]) || limits[field] < 1 || limits[field] > highest[field],
  );
}

/** Limits that leave the customer's other systems less than Kantoor would by itself. */
export function listRaisedLimits(limits: RequestLimits, livemode: boolean): RequestLimitField[] {
  const usual = defaultLimits(livemode);
  return requestLimitFields.filter((field) => limits[field] > usual[field]);
}
