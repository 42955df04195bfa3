import type { MethodStep, Shadow } from '../../shared/domain/methodChanges.ts';
import { isLegacyMethod } from '../../shared/domain/paymentMethods.ts';
import { isAppError } from '../../shared/errors/appError.ts';
import type { AuditEntry } from '../../shared/ipc/schemas/audit.ts';
import type { StripeGateway, Written, WriteOptions } from '../stripe/stripeGatewayApi.ts';
import { labelOfMethodId, type LiveMethods } from './methodsLive.ts';
import { recordWrite, type RecordedWriteDeps } from './recordedWrite.ts';
import { idOf } from './idOf.ts';
import { defaultMethodOf } from './toPaymentMethods.ts';

/** Where a step is sent, and what is known of the customer before it. */
export interface StepContext {
  gateway: StripeGateway;
  workspaceId: string;
  live: LiveMethods;
}

/**
 * Sends one step of a change as a recorded write of its own. What somebody else did already counts as done.
 * *Errors*: whatever Stripe refused with.
 */
export async function sendMethodStep(
  deps: RecordedWriteDeps,
  context: StepContext,
  step: MethodStep,
): Promise<void> {
  const { workspaceId, live, gateway } = context;
  await recordWrite<'done'>(deps, {
    kind: 'paymentMethod',
    audit: {
      workspaceId,
      target: live.customer.id,
      targetName: live.customer.name ?? null,
      ...describeStep(step, live),
    },
    send: async (options) => {
      const { requestId } = await sendStep(gateway, live.customer.id, step, options);
      return { value: 'done', requestId };
    },
    findEffect: async () => ((await isDone(gateway, live.customer.id, step)) ? 'done' : null),
  });
}

function describeStep(step: MethodStep, live: LiveMethods): Pick<AuditEntry, 'action' | 'before' | 'after'> {
  const label = (id: string | null): string | null =>
    id === null ? null : (labelOfMethodId(id, live) ?? id);
  switch (step.kind) {
    case 'setDefault':
      return {
        action: 'paymentMethod.defaultChanged',
        before: { paymentMethod: label(live.defaultId) },
        after: { paymentMethod: label(step.paymentMethodId) },
      };
    case 'repoint':
    case 'clear':
      return {
        action: 'paymentMethod.defaultChanged',
        before: { paymentMethod: label(step.shadow.paymentMethodId) },
        after: {
          [step.shadow.kind]: step.shadow.label,
          paymentMethod: step.kind === 'clear' ? null : label(step.paymentMethodId),
        },
      };
    case 'detach':
      return {
        action: 'paymentMethod.removed',
        before: { paymentMethod: label(step.paymentMethodId) },
        after: {},
      };
    default:
      return step satisfies never;
  }
}

function sendStep(
  gateway: StripeGateway,
  customerId: string,
  step: MethodStep,
  options: WriteOptions,
): Promise<Written<unknown>> {
  switch (step.kind) {
    case 'setDefault': {
      const { paymentMethodId: id } = step;
      // STRIPE: a default source counts where there is no default method.
      const params = isLegacyMethod(id)
        ? { default_source: id, invoice_settings: { default_payment_method: '' as const } }
        : { invoice_settings: { default_payment_method: id } };
      return gateway.updateCustomer(customerId, params, options);
    }
    case 'repoint':
      return pointShadow(gateway, step.shadow, step.paymentMethodId, options);
    case 'clear':
      return clearShadow(gateway, step.shadow, options);
    case 'detach':
      return detach(gateway, customerId, step.paymentMethodId, options);
    default:
      return step satisfies never;
  }
}

function pointShadow(
  gateway: StripeGateway,
  { kind, id }: Shadow,
  method: string,
  options: WriteOptions,
): Promise<Written<unknown>> {
  const params = isLegacyMethod(method)
    ? { default_source: method, default_payment_method: '' as const }
    : { default_payment_method: method };
  if (kind === 'subscription') return gateway.updateSubscription(id, params, options);
  if (kind === 'invoice') return gateway.updateInvoice(id, params, options);
  return gateway.updateSchedule(id, { default_settings: { default_payment_method: method } }, options);
}

/** STRIPE: a method and a source of the time before are two fields; the customer's default counts when both are empty. */
function clearShadow(
  gateway: StripeGateway,
  { kind, id, paymentMethodId }: Shadow,
  options: WriteOptions,
): Promise<Written<unknown>> {
  const nothing = {
    default_payment_method: '' as const,
    ...(isLegacyMethod(paymentMethodId) ? { default_source: '' as const } : {}),
  };
  return kind === 'invoice'
    ? gateway.updateInvoice(id, nothing, options)
    : gateway.updateSubscription(id, nothing, options);
}

async function detach(
  gateway: StripeGateway,
  customerId: string,
  id: string,
  options: WriteOptions,
): Promise<Written<unknown>> {
  try {
    return isLegacyMethod(id)
      ? await gateway.deleteSource(customerId, id, options)
      : await gateway.detachPaymentMethod(id, options);
  } catch (error) {
    // STRIPE: a method that is not attached any more is refused with a code that varies.
    const isRefused = isAppError(error) && (error.code === 'stripe_refused' || error.code === 'not_found');
    if (!isRefused || (await isHeld(gateway, customerId, id))) throw error;
    return { value: null, requestId: error.reference };
  }
}

async function isHeld(gateway: StripeGateway, customerId: string, id: string): Promise<boolean> {
  return (await gateway.listPaymentMethods(customerId)).some((method) => method.id === id);
}

/** Whether Stripe shows what a step was to do. */
async function isDone(gateway: StripeGateway, customerId: string, step: MethodStep): Promise<boolean> {
  if (step.kind === 'detach') return !(await isHeld(gateway, customerId, step.paymentMethodId));
  if (step.kind === 'setDefault') {
    const customer = await gateway.getCustomer(customerId);
    return !customer.deleted && defaultMethodOf(customer) === step.paymentMethodId;
  }
  const named = await readNamed(gateway, customerId, step.shadow);
  return named === (step.kind === 'clear' ? null : step.paymentMethodId);
}

async function readNamed(
  gateway: StripeGateway,
  customerId: string,
  { kind, id }: Shadow,
): Promise<string | null> {
  let method: string | { id: string } | null;
  if (kind !== 'schedule') {
    const found = await (kind === 'subscription' ? gateway.getSubscription(id) : gateway.getInvoice(id));
    method = found.default_payment_method ?? found.default_source;
  } else {
    const schedules = await gateway.listSchedulesOf(customerId);
    const schedule = schedules.find((known) => known.id === id);
    method = schedule?.default_settings.default_payment_method ?? null;
  }
  return method === null ? null : idOf(method);
}
