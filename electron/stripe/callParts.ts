import type { Stripe } from 'stripe';
import { createTurns } from './inTurn.ts';
import type { StripeGateway, Wire, Written, WriteOptions } from './stripeGatewayApi.ts';
import { toAppError } from './toAppError.ts';

export interface CallDeps {
  sdk: Stripe;
  installationId: string;
  stats: Readonly<StripeGateway['stats']>;
}

/** What all calls with typed parameters are made of. */
export interface CallParts extends Pick<CallDeps, 'sdk'> {
  /** Sends a request of the SDK and turns whatever it throws into an `AppError`. */
  call: <Value>(send: () => Promise<Value>) => Promise<Value>;
  /** The same for a change: under its action's key, and in the customer's turn. */
  write: <Value>(
    options: WriteOptions,
    send: (request: Stripe.RequestOptions) => Promise<Stripe.Response<Value>>,
  ) => Promise<Written<Wire<Value>>>;
  /** All pages of a list. */
  collect: <Value>(pages: AsyncIterable<Value>) => Promise<Wire<Value>[]>;
}

/** STRIPE: the most that a list gives at once. */
export const pageSize = 100;

/** The SDK's decimals are class instances that do not survive being sent to another process; their JSON is text. */
export function toWire<Value>(value: Value): Wire<Value> {
  return JSON.parse(JSON.stringify(value)) as Wire<Value>;
}

async function call<Value>(send: () => Promise<Value>): Promise<Value> {
  try {
    return await send();
  } catch (error) {
    throw toAppError(error);
  }
}

/** Makes the parts for one account. */
export function createCallParts({ sdk, installationId }: CallDeps): CallParts {
  const inTurn = createTurns();
  return {
    sdk,
    call,
    // STRIPE: writes to one customer's objects lock each other out (429 lock_timeout), repetitions included.
    write: ({ actionId, customerId }, send) =>
      inTurn(customerId, () =>
        call(async () => {
          // The same action gives the same key, so that repeating it after a kill changes nothing twice.
          const value = await send({ idempotencyKey: `kantoor-${installationId}-${actionId}` });
          return { value: toWire(value), requestId: value.lastResponse.requestId };
        }),
      ),
    collect: (pages) =>
      call(async () => {
        const found = [];
        for await (const each of pages) found.push(toWire(each));
        return found;
      }),
  };
}
