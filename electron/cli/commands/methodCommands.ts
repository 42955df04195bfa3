import type { CustomerDetail, PaymentMethod } from '../../../shared/ipc/schemas/customers.ts';
import type { RemovalOffer, ShadowDetail } from '../../../shared/ipc/schemas/paymentMethods.ts';
import { removalSentences } from '../../services/methodChanges.ts';
import type { CommandContext } from '../commandContext.ts';
import type { CommandOutcome, RequestOf } from '../commandRequest.ts';
import { exitCodes } from '../exitCodes.ts';
import { readPages } from '../pages.ts';
import { findWorkspaceOf } from '../selectWorkspace.ts';
import { UsageError } from '../usageError.ts';

/** What the commands about a customer's payment methods give. */
export interface MethodsOutput {
  customerId: string;
  paymentMethods: ReturnType<typeof toMethodItem>[];
  /** When Stripe was last asked for them. */
  asOf: number | null;
  /** What names another method than the new default and so does not use it. */
  others: Pick<ShadowDetail, 'kind' | 'id' | 'label' | 'methodLabel'>[];
}

function toMethodItem(method: PaymentMethod) {
  const { id, type, label, isDefault, usable, removable, removableReason, expMonth, expYear } = method;
  return { id, type, label, isDefault, usable, removable, removableReason, expMonth, expYear };
}

interface Found {
  workspaceId: string;
  customerId: string;
}

async function findCustomer(context: CommandContext, id: string): Promise<Found> {
  return { workspaceId: await findWorkspaceOf(context, 'customer', id), customerId: id };
}

async function toOutcome(
  { handlers }: CommandContext,
  found: Found,
  others: readonly ShadowDetail[] = [],
): Promise<CommandOutcome> {
  const customer: CustomerDetail = await handlers['customers.get'](found);
  const value: MethodsOutput = {
    customerId: customer.id,
    paymentMethods: customer.paymentMethods.map(toMethodItem),
    asOf: customer.paymentMethodsAsOf,
    others: others.map(({ kind, id, label, methodLabel }) => ({ kind, id, label, methodLabel })),
  };
  return { value, exitCode: exitCodes.done };
}

export async function listPaymentMethods(
  { customer }: RequestOf<'payment-methods.list'>,
  context: CommandContext,
): Promise<CommandOutcome> {
  const found = await findCustomer(context, customer);
  const { paymentMethodsAsOf } = await context.handlers['customers.get'](found);
  // Stripe lists payment methods per customer only: the first look brings them in.
  if (paymentMethodsAsOf === null) await context.handlers['customers.refresh'](found);
  return toOutcome(context, found);
}

export async function listExpiringCards(
  { limit, cursor }: RequestOf<'payment-methods.expiring'>,
  { handlers, workspaceIds }: CommandContext,
): Promise<CommandOutcome> {
  const { items, nextCursor, first } = await readPages({ limit, cursor }, (range) =>
    handlers['paymentMethods.listExpiring']({ workspaceIds, ...range }),
  );
  return { value: { items, nextCursor, asOf: first.asOf }, exitCode: exitCodes.done };
}

export async function setDefaultPaymentMethod(
  { customer, method, others }: RequestOf<'payment-methods.set-default'>,
  context: CommandContext,
): Promise<CommandOutcome> {
  const found = await findCustomer(context, customer);
  const wanted = { ...found, methodId: method, shadows: others };
  const { shadows } = await context.handlers['paymentMethods.setDefault'](wanted);
  return toOutcome(context, found, shadows);
}

export async function removePaymentMethod(
  { customer, method, replacement, yes }: RequestOf<'payment-methods.remove'>,
  context: CommandContext,
): Promise<CommandOutcome> {
  const found = await findCustomer(context, customer);
  const { handlers } = context;
  if (!yes) {
    const offer = await handlers['paymentMethods.prepareRemoval']({ ...found, methodId: method });
    throw new UsageError(await describeRemoval(context, offer, replacement));
  }
  const wanted = { ...found, methodId: method, replacementId: replacement };
  const { state } = await handlers['paymentMethods.remove'](wanted);
  const outcome = await toOutcome(context, found);
  return state === 'removedLast' ? { ...outcome, exitCode: exitCodes.partlyDone } : outcome;
}

/** The confirmation in words: whose method, in which account, and what moves where first. */
async function describeRemoval(
  { handlers }: CommandContext,
  { workspaceId, methodId, customerName, method, refusal, replacements, moved }: RemovalOffer,
  replacementId: string | null,
): Promise<string> {
  const workspaces = await handlers['workspaces.list']({});
  const workspace = workspaces.find(({ id }) => id === workspaceId);
  const place = `${workspace?.name ?? workspaceId} (${workspace?.livemode ? 'LIVE' : 'TEST'})`;
  const owner = customerName ?? 'this customer';
  const label = method?.label ?? methodId;
  if (refusal !== null)
    return `${label} of ${owner} in ${place} cannot be removed: ${removalSentences[refusal]} Nothing was changed.`;
  const other = replacements.find(({ id }) => id === replacementId) ?? replacements[0];
  const moves = [
    ...(method?.isDefault ? ['the default'] : []),
    ...moved.map((named) => `${named.kind} ${named.label}`),
  ];
  const first = moves.length > 0 ? ` First ${moves.join(', ')} moves to ${other?.label ?? '?'}.` : '';
  return `This removes ${label} of ${owner} for good, in ${place}.${first} Nothing was changed yet: add --yes to do it.`;
}

export async function createAddLink(
  { customer }: RequestOf<'payment-methods.add-link'>,
  context: CommandContext,
): Promise<CommandOutcome> {
  const found = await findCustomer(context, customer);
  const { url, expiresAt, sessionId } = await context.handlers['paymentMethods.createSetupLink'](found);
  return { value: { customerId: customer, url, expiresAt, sessionId }, exitCode: exitCodes.done };
}
