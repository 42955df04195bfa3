import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Fact, Facts } from '../ui/Facts.tsx';
import { AccountName } from './AccountName.tsx';

export interface CustomerFactsProps {
  workspaceId: string;
  /** Null where the customer is not known. */
  customer: string | null;
  children?: ReactNode;
}

/** About whom something is, and in which account: what a person checks before confirming. */
export function CustomerFacts({ workspaceId, customer, children }: CustomerFactsProps): ReactNode {
  const { t } = useTranslation();
  return (
    <Facts>
      <Fact name={t('facts.customer')}>{customer ?? '–'}</Fact>
      <Fact name={t('facts.account')}>
        <AccountName workspaceId={workspaceId} />
      </Fact>
      {children}
    </Facts>
  );
}
