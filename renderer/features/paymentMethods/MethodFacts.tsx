import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { DefaultOffer, RemovalOffer } from '../../../shared/ipc/schemas/paymentMethods.ts';
import { CustomerFacts } from '../../app/CustomerFacts.tsx';
import { useMethodName } from '../../app/useMethodName.ts';
import { Fact } from '../../ui/Facts.tsx';
import { RefusalAlert } from '../../ui/RefusalAlert.tsx';

/** Which method of whom a change is about, and why it is not made where it is refused. */
export function MethodFacts({ offer }: { offer: RemovalOffer | DefaultOffer }): ReactNode {
  const { t } = useTranslation('paymentMethods');
  const nameOf = useMethodName();
  const { workspaceId, customerId, customerName, method, methodId, refusal } = offer;
  return (
    <>
      <CustomerFacts workspaceId={workspaceId} customer={customerName ?? customerId}>
        <Fact name={t('method')}>{method ? nameOf(method) : methodId}</Fact>
      </CustomerFacts>
      {refusal !== null && (
        <RefusalAlert>
          {t(`refusal.${refusal}`)} {t('refusal.nothing')}
        </RefusalAlert>
      )}
    </>
  );
}
