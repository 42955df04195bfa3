import { useTranslation } from 'react-i18next';
import { explainDecline } from '../../../shared/domain/declines.ts';
import { useFormat } from '../../format/useFormat.ts';
import type { WorkDetail } from './workLists.ts';

/** What a row says in small print, in words. */
export function useDetailText(): (detail: WorkDetail) => string {
  const { t } = useTranslation('today');
  const { t: tPayments } = useTranslation('payments');
  const format = useFormat();
  const daysText = (days: number): string => t('detail.days', { count: days, formatted: format.count(days) });
  return (detail) => {
    switch (detail.kind) {
      case 'daysLate':
        return daysText(detail.days);
      case 'declined':
        return detail.code === null
          ? t('detail.reasonUnknown')
          : tPayments(`declineReason.${explainDecline(detail.code).reason}`);
      case 'restoring':
        return detail.number === null
          ? t('detail.noRestoring')
          : t('detail.restoring', { number: detail.number });
      case 'clearing':
        return detail.clearing === null
          ? (detail.method ?? t('detail.clearingUnknown'))
          : t('detail.clearing', {
              from: format.day(detail.clearing.from),
              to: format.day(detail.clearing.to),
            });
      case 'card': {
        const { methodLabel: method, expMonth, expYear, hasExpired } = detail.card;
        const month = `${String(expMonth).padStart(2, '0')}-${expYear}`;
        return t(hasExpired ? 'detail.expired' : 'detail.expires', { method, month });
      }
      case 'vat':
        return detail.values.join(', ');
      case 'edit':
        return t(`detail.edit.${detail.state}`);
      case 'unknown':
        return t('detail.unknown', { when: format.moment(detail.since) });
      default:
        return detail satisfies never;
    }
  };
}
