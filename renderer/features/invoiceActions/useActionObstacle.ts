import { useTranslation } from 'react-i18next';
import type { InvoiceAction } from '../../../shared/domain/invoiceActions.ts';
import { useObstacleOf } from '../../app/useObstacle.ts';

/** Says why something cannot be done with the invoices of an account at the moment, in words; null when it can. */
export function useActionObstacle(): (workspaceId: string, action: InvoiceAction) => string | null {
  const { t } = useTranslation('invoiceActions');
  const obstacleOf = useObstacleOf();
  return (workspaceId, action) =>
    // One right of the key covers every change of an invoice, collecting it included; credit notes have their own.
    obstacleOf(workspaceId, action === 'credit' ? ['collect', 'credit'] : ['collect'], t('obstacle.offline'));
}
