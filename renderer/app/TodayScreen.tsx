import { Button } from '@mantine/core';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useIpcQuery } from '../api/useIpcQuery.ts';
import { AddMethodDialog } from '../features/paymentMethods/AddMethodDialog.tsx';
import { CollectButton } from '../features/payments/CollectButton.tsx';
import { CollectDesk } from '../features/payments/CollectDesk.tsx';
import { TodayPage } from '../features/today/TodayPage.tsx';

/** The first screen with what other features do about its rows. */
export function TodayScreen(): ReactNode {
  return (
    <CollectDesk>
      <TodayPage
        renderCollect={(invoice) => <CollectButton invoice={invoice} compact />}
        renderAskForMethod={(customer) => <AskForMethod {...customer} />}
      />
    </CollectDesk>
  );
}

interface AskForMethodProps {
  workspaceId: string;
  customerId: string;
  name: string;
}

/** Opens the dialog that makes a page on which the customer registers a new method. */
function AskForMethod({ name, ...customer }: AskForMethodProps): ReactNode {
  const { t } = useTranslation('today');
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <Button
        size="compact-xs"
        variant="default"
        aria-label={t('askForMethodOf', { name })}
        onClick={() => setOpen(true)}
      >
        {t('askForMethod')}
      </Button>
      {isOpen && <AskDialog {...customer} onClose={() => setOpen(false)} />}
    </>
  );
}

function AskDialog({
  onClose,
  ...customer
}: Omit<AskForMethodProps, 'name'> & { onClose: () => void }): ReactNode {
  const { data } = useIpcQuery('customers.get', customer);
  return data ? <AddMethodDialog customer={data} onClose={onClose} /> : null;
}
