import { Button, Title } from '@mantine/core';
import { IconArrowLeft } from '@tabler/icons-react';
import { useEffect, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import type { KeyInspection } from '../../../shared/ipc/schemas/workspaces.ts';
import { useOpenAccounts } from '../../app/useOpenAccounts.ts';
import { AccountStep } from './AccountStep.tsx';
import classes from './ConnectPage.module.css';
import { KeyStep } from './KeyStep.tsx';

interface InspectedKey {
  /** Kept while this page is open, and nowhere else. */
  key: string;
  inspection: KeyInspection;
}

/** Connects a Stripe account: first the key and what it may do, then name, colour and time zone. */
export function ConnectPage(): ReactNode {
  const { t } = useTranslation('workspaces');
  const navigate = useNavigate();
  const openAccounts = useOpenAccounts();
  const [inspected, setInspected] = useState<InspectedKey | null>(null);
  const title = t('connect.title');

  useEffect(() => {
    document.title = `${title} · Kantoor`;
  }, [title]);

  return (
    <main className={classes.frame}>
      <div className={classes.inner}>
        <Button
          variant="subtle"
          className={classes.back ?? ''}
          leftSection={<IconArrowLeft size={14} />}
          onClick={() => (inspected ? setInspected(null) : void navigate(-1))}
        >
          {t('connect.back')}
        </Button>
        <Title order={1}>{title}</Title>
        {inspected ? (
          <AccountStep
            connectKey={inspected.key}
            inspection={inspected.inspection}
            onConnected={({ id }) => void openAccounts(id)}
          />
        ) : (
          <KeyStep onInspected={(key, inspection) => setInspected({ key, inspection })} />
        )}
      </div>
    </main>
  );
}
