import { buildMandate, type MandateObject } from '../objects/mandate.ts';
import type { SetupIntentObject } from '../objects/others.ts';
import type { PaymentMethodObject } from '../objects/paymentMethod.ts';
import { buildSetupIntent } from '../objects/setupIntent.ts';
import { idAt } from '../state/ids.ts';
import type { CustomerFacts, SeedContext } from './customerFacts.ts';
import { hasRevokedMandate } from './failureSeeds.ts';
import { METHOD_SLOTS, paymentMethodsOf } from './paymentMethodSeeds.ts';

const isDebit = ({ type }: PaymentMethodObject): boolean => type === 'sepa_debit' || type === 'bacs_debit';

/** The mandate behind a seeded debit; it stands at the position of its method. */
export function seedMandateId(context: SeedContext, customer: number, slot: number): string {
  return idAt('mandate', context.part, customer * METHOD_SLOTS + slot);
}

export function buildSeedMandate(
  context: SeedContext,
  customer: CustomerFacts,
  slot: number,
): MandateObject | undefined {
  const method = paymentMethodsOf(context, customer)[slot];
  if (method === undefined || !isDebit(method)) return undefined;
  const revoked = hasRevokedMandate(context, customer.index);
  return buildMandate({
    id: seedMandateId(context, customer.index, slot),
    livemode: context.livemode,
    paymentMethod: method.id,
    type: method.type,
    acceptedAt: method.created,
    status: revoked ? 'inactive' : 'active',
    networkStatus: revoked ? 'revoked' : 'accepted',
  });
}

/** How a seeded debit was registered: the one place where the API ties a method to its mandate. */
export function buildSeedSetupIntent(
  context: SeedContext,
  customer: CustomerFacts,
  slot: number,
): SetupIntentObject | undefined {
  const method = paymentMethodsOf(context, customer)[slot];
  if (method === undefined || !isDebit(method)) return undefined;
  const intent = buildSetupIntent({
    id: idAt('seti', context.part, customer.index * METHOD_SLOTS + slot),
    created: method.created,
    livemode: context.livemode,
    customer: customer.id,
    description: null,
    metadata: {},
    paymentMethod: method.id,
    allowedTypes: ['card', method.type],
    usage: 'off_session',
  });
  intent.status = 'succeeded';
  intent.mandate = seedMandateId(context, customer.index, slot);
  return intent;
}
