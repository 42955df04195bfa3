import { AppError } from '../../shared/errors/appError.ts';
import type { Connectivity } from './connectivity.ts';

/**
 * Refuses what moves money while Stripe cannot be reached. Unlike an edit such an action is never kept for later: what
 * is owed, and by which method it may be collected, can be different by then.
 * *Errors*: `offline`.
 */
export function refuseOffline(connectivity: Pick<Connectivity, 'offlineSince'>, workspaceId: string): void {
  const since = connectivity.offlineSince(workspaceId);
  if (since === null) return;
  throw new AppError(
    'offline',
    'Stripe cannot be reached, and an action that moves money needs a look at how things stand now. Nothing was sent, no money was moved and nothing was kept to be sent later. Do it again when Stripe can be reached.',
    { details: { since } },
  );
}
