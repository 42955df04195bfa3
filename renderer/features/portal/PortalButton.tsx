import { Button, Tooltip } from '@mantine/core';
import { IconDoorEnter } from '@tabler/icons-react';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { CustomerDetail } from '../../../shared/ipc/schemas/customers.ts';
import { useObstacle } from '../../app/useObstacle.ts';
import { PortalDialog } from './PortalDialog.tsx';

/** Opens the links into the customer portal for one customer. */
export function PortalButton({ customer }: { customer: CustomerDetail }): ReactNode {
  const { t } = useTranslation('portal');
  const [isOpen, setOpen] = useState(false);
  const missing = useObstacle(customer.workspaceId, ['portal'], t('obstacle.offline'));
  const obstacle = customer.deleted ? t('obstacle.deleted') : missing;
  return (
    <>
      <Tooltip label={obstacle} disabled={obstacle === null} multiline maw={320}>
        <Button
          variant="default"
          leftSection={<IconDoorEnter size={14} />}
          data-disabled={obstacle !== null}
          aria-disabled={obstacle !== null}
          onClick={() => obstacle === null && setOpen(true)}
        >
          {t('button')}
        </Button>
      </Tooltip>
      {isOpen && <PortalDialog customer={customer} onClose={() => setOpen(false)} />}
    </>
  );
}
