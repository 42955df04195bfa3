import { ActionIcon, Tooltip } from '@mantine/core';
import { IconPin, IconPinFilled } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useKept } from './useKept.ts';

/** Keeps an invoice's document on this computer: a pin that stays down. */
export function KeepInvoice({ workspaceId, id }: { workspaceId: string; id: string }): ReactNode {
  const { t } = useTranslation('documents');
  const { state, keep, isChanging } = useKept({ workspaceId, scope: 'invoice', id });
  if (!state) return null;
  const { kept, byCustomer } = state;
  const isPinned = kept || byCustomer;
  const label = byCustomer ? t('keep.byCustomer') : t(kept ? 'keep.invoiceKept' : 'keep.invoice');
  return (
    <Tooltip label={label}>
      <ActionIcon
        variant="subtle"
        {...(isPinned ? {} : { color: 'gray' })}
        aria-label={label}
        aria-pressed={isPinned}
        aria-disabled={byCustomer}
        loading={isChanging}
        onClick={() => !byCustomer && keep(!kept)}
      >
        {isPinned ? <IconPinFilled size={16} /> : <IconPin size={16} />}
      </ActionIcon>
    </Tooltip>
  );
}
