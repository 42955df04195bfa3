import { useTranslation } from 'react-i18next';
import type { InvoiceRow } from '../../../shared/ipc/schemas/invoices.ts';
import { useObstacle } from '../../app/useObstacle.ts';

/** Whether there is something to collect; what Stripe thinks of it is asked when the dialog opens. */
export function isCollectable({ status, amountRemaining }: InvoiceRow): boolean {
  return (status === 'open' || status === 'uncollectible') && amountRemaining > 0;
}

/** Why nothing can be collected in an account at the moment, in words; null when it can. */
export function useCollectObstacle(workspaceId: string): string | null {
  const { t } = useTranslation('payments');
  return useObstacle(workspaceId, ['collect'], t('collect.offline'));
}

/** Why no subscription of an account can be resumed at the moment, in words; null when it can. */
export function useResumeObstacle(workspaceId: string): string | null {
  const { t } = useTranslation('payments');
  return useObstacle(workspaceId, ['resumeSubscriptions'], t('collect.offline'));
}
