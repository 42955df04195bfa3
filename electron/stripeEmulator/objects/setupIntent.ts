import type { SetupIntentObject } from './others.ts';

interface SetupIntentInput {
  id: string;
  created: number;
  livemode: boolean;
  customer: string | null;
  description: string | null;
  metadata: { [key: string]: string };
  paymentMethod: string | null;
  allowedTypes: string[] | null;
  usage: string;
}

export function buildSetupIntent(input: SetupIntentInput): SetupIntentObject {
  return {
    id: input.id,
    object: 'setup_intent',
    allowed_payment_method_types: input.allowedTypes,
    application: null,
    automatic_payment_methods: null,
    cancellation_reason: null,
    client_secret: `${input.id}_secret_emulated`,
    created: input.created,
    customer: input.customer,
    customer_account: null,
    description: input.description,
    excluded_payment_method_types: null,
    flow_directions: null,
    last_setup_error: null,
    latest_attempt: null,
    livemode: input.livemode,
    mandate: null,
    metadata: input.metadata,
    next_action: null,
    on_behalf_of: null,
    payment_method: input.paymentMethod,
    payment_method_configuration_details: null,
    payment_method_options: null,
    payment_method_types: input.allowedTypes ?? ['card'],
    single_use_mandate: null,
    status: input.paymentMethod === null ? 'requires_payment_method' : 'requires_confirmation',
    usage: input.usage,
  } satisfies SetupIntentObject;
}
