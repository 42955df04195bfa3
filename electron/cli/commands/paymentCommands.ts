import type { CollectionRefusal } from '../../../shared/domain/collecting.ts';
import type { CollectionOffer } from '../../../shared/ipc/schemas/payments.ts';
import { collectionRefused, methodRefused } from '../../services/collectionRefused.ts';
import type { CommandContext } from '../commandContext.ts';
import type { CommandOutcome, RequestOf } from '../commandRequest.ts';
import { exitCodes } from '../exitCodes.ts';
import { findWorkspaceOf } from '../selectWorkspace.ts';
import { moneyText } from '../text/table.ts';
import { UsageError } from '../usageError.ts';

/** What `invoices pay` gives; `outcome` is the attempt's state. */
export interface PaidInvoice {
  id: string;
  outcome: string;
  declineCode: string | null;
  adviceCode: string | null;
  /** Why Stripe did not try, where nothing was declined. */
  refusal: CollectionRefusal | null;
  status: string;
  amountPaid: number;
  currency: string;
  service: string;
  /** When a direct debit is expected at the latest. */
  clearsBy: number | null;
}

export async function payInvoice(
  { id, paymentMethod, yes }: RequestOf<'invoices.pay'>,
  context: CommandContext,
): Promise<CommandOutcome> {
  const { handlers } = context;
  const workspaceId = await findWorkspaceOf(context, 'invoice', id);
  const offer = await handlers['payments.prepare']({ workspaceId, invoiceId: id });
  refuseHopeless(offer, paymentMethod);
  if (!yes) throw new UsageError(await describe(context, offer, paymentMethod));
  const { attempt, refusal, invoiceStatus, amountPaid, service } = await handlers['payments.collect']({
    workspaceId,
    invoiceId: id,
    paymentMethodId: paymentMethod,
    amount: offer.amount,
    currency: offer.currency,
  });
  const value: PaidInvoice = {
    id,
    outcome: attempt.state,
    declineCode: attempt.declineCode,
    adviceCode: attempt.adviceCode,
    refusal,
    status: invoiceStatus,
    amountPaid,
    currency: offer.currency,
    service: service?.after ?? 'none',
    clearsBy: attempt.clearing?.latest ?? null,
  };
  const isCollected = attempt.state === 'paid' || attempt.state === 'processing';
  return { value, exitCode: isCollected ? exitCodes.done : exitCodes.failed };
}

/** What cannot be collected is said at once: nobody is asked to confirm it. */
function refuseHopeless({ refusal, methods }: CollectionOffer, paymentMethod: string): void {
  const method = methods.find(({ id }) => id === paymentMethod);
  if (refusal !== null && refusal !== 'noMethod') throw collectionRefused(refusal);
  if (method && method.refusal !== null) throw methodRefused(method.label, method.refusal);
}

/** The confirmation in words: whom, which account, how much, with what. */
async function describe(
  { handlers }: CommandContext,
  { workspaceId, invoiceNumber, invoiceId, customerName, methods, ...money }: CollectionOffer,
  paymentMethod: string,
): Promise<string> {
  const workspaces = await handlers['workspaces.list']({});
  const workspace = workspaces.find(({ id }) => id === workspaceId);
  const mode = workspace?.livemode ? 'LIVE' : 'TEST';
  const method = methods.find(({ id }) => id === paymentMethod)?.label;
  if (method === undefined)
    return `${customerName ?? 'This customer'} has no payment method ${paymentMethod}. ${known(methods)} Nothing was collected.`;
  return (
    `This collects ${moneyText(money)} from ${customerName ?? 'this customer'} for invoice ${invoiceNumber ?? invoiceId} ` +
    `with ${method}, in ${workspace?.name ?? workspaceId} (${mode}). Nothing was collected yet: add --yes to do it.`
  );
}

function known(methods: CollectionOffer['methods']): string {
  if (methods.length === 0) return 'None is registered.';
  return `Registered: ${methods.map(({ id, label }) => `${id} (${label})`).join(', ')}.`;
}
