import { Button, Tooltip } from '@mantine/core';
import { IconDoorEnter } from '@tabler/icons-react';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { CustomerDetail } from '../../../shared/ipc/schemas/customers.ts';
import { useScope } from '../../app/useScope.ts';
import { PortalDialog } from './PortalDialog.tsx';

/** Opens the links into the customer portal for one customer. */
export function PortalButton({ customer }: { customer: CustomerDetail }): ReactNode {
  const { t } = useTranslation('portal');
  const [isOpen, setOpen] = useState(false);
  const workspace = useScope().byId(customer.workspaceId);
  const obstacle = customer.deleted
    ? t('obstacle.deleted')
    : workspace?.offlineSince
      ? t('obstacle.offline')
      : null;
  return (
    <>
      <Tooltip label={obstacle} disabled={obstacle === null}>
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
