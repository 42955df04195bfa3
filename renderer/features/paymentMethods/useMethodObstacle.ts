import { useTranslation } from 'react-i18next';
import { useObstacle } from '../../app/useObstacle.ts';

/** Why payment methods cannot be changed in an account at the moment, in words; null when they can. */
export function useMethodObstacle(workspaceId: string): string | null {
  const { t } = useTranslation('paymentMethods');
  return useObstacle(workspaceId, ['editPaymentMethods', 'editCustomers'], t('obstacle.offline'));
}

/** Why no page on which a method is added can be made in an account at the moment, in words; null when it can. */
export function useAddObstacle(workspaceId: string): string | null {
  const { t } = useTranslation('paymentMethods');
  return useObstacle(workspaceId, ['setupLinks'], t('obstacle.offline'));
}
