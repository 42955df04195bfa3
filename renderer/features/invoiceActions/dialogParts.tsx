import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { invoiceActionRefusals } from '../../../shared/domain/invoiceActions.ts';
import type { IpcError } from '../../api/kantoorApi.ts';
import { CallError } from '../../app/CallError.tsx';
import { CustomerFacts } from '../../app/CustomerFacts.tsx';
import { Fact } from '../../ui/Facts.tsx';
import { RefusalAlert } from '../../ui/RefusalAlert.tsx';

/** Why something is not done; words of a later version are shown as they are. */
export function RefusalNotice({ reason }: { reason: string }): ReactNode {
  const { t } = useTranslation('invoiceActions');
  const known = invoiceActionRefusals.find((each) => each === reason);
  return <RefusalAlert>{known ? t(`refusal.${known}`) : reason}</RefusalAlert>;
}

/** A refusal has a reason of its own; everything else is trouble as everywhere. */
export function ActionFailure({ error }: { error: IpcError }): ReactNode {
  if (error.code !== 'action_refused') return <CallError error={error} />;
  return <RefusalNotice reason={String(error.details['reason'])} />;
}

interface InvoiceFactsProps {
  invoice: { workspaceId: string; invoiceNumber: string | null; customerName: string | null };
  children: ReactNode;
}

/** Whose invoice it is, in which account, LIVE or TEST. */
export function InvoiceFacts({ invoice, children }: InvoiceFactsProps): ReactNode {
  const { t } = useTranslation('invoiceActions');
  return (
    <CustomerFacts workspaceId={invoice.workspaceId} customer={invoice.customerName}>
      <Fact name={t('fact.invoice')}>{invoice.invoiceNumber ?? t('fact.draft')}</Fact>
      {children}
    </CustomerFacts>
  );
}
