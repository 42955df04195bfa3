import { useTranslation } from 'react-i18next';
import type { OutputOf } from '../../../shared/ipc/contract.ts';
import { useFormat } from '../../format/useFormat.ts';

type Affects = OutputOf<'customers.update'>['affects'];

/** Says in sentences which invoices a change reaches and which keep what was printed on them. */
export function useAffectsText(): (affects: Affects) => string[] {
  const { t } = useTranslation('customers');
  const format = useFormat();
  return ({ drafts, futureInvoices, unchangedIssued }) => {
    const sentences: string[] = [];
    if (drafts > 0)
      sentences.push(t('edit.affects.drafts', { count: drafts, formatted: format.count(drafts) }));
    if (futureInvoices) sentences.push(t('edit.affects.future'));
    if (unchangedIssued > 0)
      sentences.push(
        t('edit.affects.issued', { count: unchangedIssued, formatted: format.count(unchangedIssued) }),
      );
    return sentences;
  };
}
