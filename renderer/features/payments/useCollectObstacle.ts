import { useTranslation } from 'react-i18next';
import type { InvoiceRow } from '../../../shared/ipc/schemas/invoices.ts';
import type { Feature } from '../../../shared/ipc/schemas/workspaces.ts';
import { useScope } from '../../app/useScope.ts';

/** Whether there is something to collect; what Stripe thinks of it is asked when the dialog opens. */
export function isCollectable({ status, amountRemaining }: InvoiceRow): boolean {
  return (status === 'open' || status === 'uncollectible') && amountRemaining > 0;
}

/** Why nothing can be collected in an account at the moment, in words; null when it can. */
export function useCollectObstacle(workspaceId: string): string | null {
  const { t } = useTranslation('payments');
  return useObstacle(workspaceId, 'collect', t('collect.noRight'));
}

/** Why no subscription of an account can be resumed at the moment, in words; null when it can. */
export function useResumeObstacle(workspaceId: string): string | null {
  const { t } = useTranslation('payments');
  return useObstacle(workspaceId, 'resumeSubscriptions', t('collect.noRightToResume'));
}

function useObstacle(workspaceId: string, feature: Feature, missing: string): string | null {
  const { t } = useTranslation('payments');
  const workspace = useScope().byId(workspaceId);
  if (workspace?.featuresOff.includes(feature)) return missing;
  return workspace && workspace.offlineSince !== null ? t('collect.offline') : null;
}
