import { useTranslation } from 'react-i18next';
import { useScope } from '../../app/useScope.ts';

/** Why nothing can be done in an account at the moment, in words; null when it can. */
export function useObstacle(workspaceId: string): string | null {
  return useObstacleOf()(workspaceId);
}

/** The same for accounts that become known later. */
export function useObstacleOf(): (workspaceId: string) => string | null {
  const { t } = useTranslation('invoiceActions');
  const { byId } = useScope();
  return (workspaceId) => {
    const workspace = byId(workspaceId);
    // One right of the key covers every change of an invoice, collecting it included.
    if (workspace?.featuresOff.includes('collect')) return t('obstacle.noRight');
    return workspace && workspace.offlineSince !== null ? t('obstacle.offline') : null;
  };
}
