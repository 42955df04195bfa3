import type { Handlers } from '../../shared/ipc/contract.ts';
import { AppError } from '../../shared/errors/appError.ts';
import type { Connectivity } from './connectivity.ts';

type Way = Pick<Connectivity, 'offlineSince'>;

/**
 * Refuses what moves money while Stripe cannot be reached. Unlike an edit such an action is never kept for later: what
 * is owed, and by which method it may be collected, can be different by then.
 * *Errors*: `offline`.
 */
export function refuseOffline(connectivity: Way, workspaceId: string): void {
  const since = connectivity.offlineSince(workspaceId);
  if (since === null) return;
  throw new AppError(
    'offline',
    'Stripe cannot be reached, and an action that moves money needs a look at how things stand now. Nothing was sent, no money was moved and nothing was kept to be sent later. Do it again when Stripe can be reached.',
    { details: { since } },
  );
}

type MoneyHandlers = Pick<Handlers, 'payments.collect' | 'payments.collectMany' | 'subscriptions.resume'>;

/** The actions that move money, refused at once while Stripe is known to be out of reach. */
export function refuseMoneyOffline<Known extends MoneyHandlers>(connectivity: Way, handlers: Known): Known {
  return {
    ...handlers,
    'payments.collect': async (input) => {
      refuseOffline(connectivity, input.workspaceId);
      return handlers['payments.collect'](input);
    },
    'payments.collectMany': async (input) => {
      for (const { workspaceId } of input.items) refuseOffline(connectivity, workspaceId);
      return handlers['payments.collectMany'](input);
    },
    'subscriptions.resume': async (input) => {
      refuseOffline(connectivity, input.workspaceId);
      return handlers['subscriptions.resume'](input);
    },
  } satisfies Known;
}
