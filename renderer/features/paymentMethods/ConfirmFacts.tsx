import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useScope } from '../../app/useScope.ts';
import { ColorDot } from '../../ui/ColorDot.tsx';
import { Fact, Facts } from '../../ui/Facts.tsx';
import { LiveBadge } from '../../ui/LiveBadge.tsx';
import classes from './PaymentMethods.module.css';

export interface ConfirmFactsProps {
  workspaceId: string;
  customerName: string;
  method: string | null;
}

/** Whose method it is about, and in which account. */
export function ConfirmFacts({ workspaceId, customerName, method }: ConfirmFactsProps): ReactNode {
  const { t } = useTranslation('paymentMethods');
  const workspace = useScope().byId(workspaceId);
  return (
    <Facts>
      <Fact name={t('facts.customer')}>{customerName}</Fact>
      {workspace && (
        <Fact name={t('facts.account')}>
          <span className={classes.account}>
            <ColorDot color={workspace.color} />
            {workspace.name}
            <LiveBadge livemode={workspace.livemode} />
          </span>
        </Fact>
      )}
      {method !== null && <Fact name={t('facts.method')}>{method}</Fact>}
    </Facts>
  );
}
