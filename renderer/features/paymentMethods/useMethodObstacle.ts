import { useTranslation } from 'react-i18next';
import { useScope } from '../../app/useScope.ts';

/** Why payment methods cannot be changed in an account at the moment, in words; null when they can. */
export function useMethodObstacle(workspaceId: string): string | null {
  const { t } = useTranslation('paymentMethods');
  const workspace = useScope().byId(workspaceId);
  const off = workspace?.featuresOff ?? [];
  if (off.includes('editPaymentMethods') || off.includes('editCustomers')) return t('obstacle.noRight');
  return workspace && workspace.offlineSince !== null ? t('obstacle.offline') : null;
}
