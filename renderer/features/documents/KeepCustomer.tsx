import { Switch, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../format/useFormat.ts';
import classes from './KeepCustomer.module.css';
import { useKept } from './useKept.ts';

/** Keeps every document of a customer on this computer, and tells how many are here. */
export function KeepCustomer({ workspaceId, id }: { workspaceId: string; id: string }): ReactNode {
  const { t } = useTranslation('documents');
  const format = useFormat();
  const { state, keep, isChanging } = useKept({ workspaceId, scope: 'customer', id });
  if (!state || state.documents === 0) return null;
  const { kept, stored, documents } = state;
  return (
    <div className={classes.keep}>
      <Switch
        size="xs"
        label={t('keep.customer')}
        checked={kept}
        disabled={isChanging}
        onChange={({ currentTarget }) => keep(currentTarget.checked)}
      />
      <Text c="dimmed" size="xs" className="tabular">
        {t('keep.customerHere', { stored: format.count(stored), documents: format.count(documents) })}
      </Text>
    </div>
  );
}
