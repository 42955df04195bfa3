import type Stripe from 'stripe';

import type { Wire } from '../wire.ts';

export type EventObject = Wire<Omit<Stripe.EventBase, 'data' | 'type'>> & {
  type: string;
  data: { object: Record<string, unknown>; previous_attributes?: Record<string, unknown> };
};

interface EventInput {
  id: string;
  created: number;
  livemode: boolean;
  apiVersion: string;
  type: string;
  object: object;
  previous: Record<string, unknown> | undefined;
  requestId: string | null;
  idempotencyKey: string | null;
}

export function buildEvent(input: EventInput): EventObject {
  const event: EventObject = {
    id: input.id,
    object: 'event',
    api_version: input.apiVersion,
    created: input.created,
    data: { object: input.object as Record<string, unknown> },
    livemode: input.livemode,
    pending_webhooks: 0,
    request: { id: input.requestId, idempotency_key: input.idempotencyKey },
    type: input.type,
  };
  if (input.previous !== undefined) event.data.previous_attributes = input.previous;
  return event;
}
