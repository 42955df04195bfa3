import { findResumeRefusal, isStillSuspended } from '../../shared/domain/resuming.ts';
import type { SuspensionThreshold } from '../../shared/domain/subscriptions.ts';
import type { ResumeRefusal } from '../../shared/domain/resuming.ts';
import { AppError } from '../../shared/errors/appError.ts';
import type { Handlers, InputOf, OutputOf } from '../../shared/ipc/contract.ts';
import type { StripeGateways } from '../stripe/stripeGatewayApi.ts';
import { toResumable } from './paymentsLive.ts';
import type { LiveSubscription } from './paymentsLive.ts';
import { serviceOfSubscription } from './paymentsSend.ts';
import { recordWrite } from './recordedWrite.ts';
import type { RecordedWriteDeps } from './recordedWrite.ts';
import { idOf } from './idOf.ts';

export interface SubscriptionDeps extends RecordedWriteDeps {
  gateways: StripeGateways;
  /** What counts as a suspended service: the person's setting. */
  suspendedFrom: () => SuspensionThreshold;
  refreshCustomer: (workspaceId: string, customerId: string) => Promise<void>;
}

const refusalSentences: Record<ResumeRefusal, string> = {
  notPaused: 'This subscription is not paused any more.',
  sendInvoice: 'Stripe resumes only subscriptions that are charged automatically.',
  ended: 'This subscription has ended and cannot be resumed.',
};

export type SubscriptionServices = Pick<Handlers, 'subscriptions.resume'>;

/** Use cases around a customer's subscriptions. */
export function createSubscriptionServices(deps: SubscriptionDeps): SubscriptionServices {
  return { 'subscriptions.resume': (input) => resumeSubscription(deps, input) };
}

async function resumeSubscription(
  deps: SubscriptionDeps,
  { workspaceId, subscriptionId, billingCycle }: InputOf<'subscriptions.resume'>,
): Promise<OutputOf<'subscriptions.resume'>> {
  const gateway = await deps.gateways.of(workspaceId);
  const before = await gateway.getSubscription(subscriptionId, ['customer']);
  const refusal = findResumeRefusal(toResumable(before));
  if (refusal !== null)
    throw new AppError('collection_refused', `${refusalSentences[refusal]} Nothing was changed.`, {
      details: { reason: refusal },
    });
  const customerId = idOf(before.customer);
  const after = await recordWrite<LiveSubscription>(deps, {
    kind: 'subscriptionResume',
    audit: {
      workspaceId,
      action: 'subscription.resumed',
      target: customerId,
      targetName: nameOf(before),
      before: { subscription: before.status },
      after: { subscription: 'active' },
    },
    // Resumed only once the money is there: the service must not come back on a promise.
    send: (options) =>
      gateway.resumeSubscription(
        subscriptionId,
        {
          billing_cycle_anchor: { type: billingCycle },
          payment_behavior: 'resume_on_payment_success',
        },
        options,
      ),
    findEffect: async () => {
      const found = await gateway.getSubscription(subscriptionId);
      return found.status === 'paused' ? null : found;
    },
  });
  await deps.refreshCustomer(workspaceId, customerId).catch(() => undefined);
  const { latestInvoiceId, status } = toResumable(after);
  const isWaiting = status === 'paused' || isStillSuspended(toResumable(after));
  return {
    status,
    service: serviceOfSubscription(after, deps.suspendedFrom()),
    invoiceId: isWaiting && latestInvoiceId !== toResumable(before).latestInvoiceId ? latestInvoiceId : null,
  };
}

function nameOf({ customer }: LiveSubscription): string | null {
  return typeof customer === 'object' && !customer.deleted ? (customer.name ?? null) : null;
}
