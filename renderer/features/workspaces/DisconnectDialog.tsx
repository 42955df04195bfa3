import { Radio, Stack, Text } from '@mantine/core';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useIpcCommand } from '../../api/useIpcCommand.ts';
import { CallError } from '../../app/CallError.tsx';
import { ConfirmDialog } from '../../ui/ConfirmDialog.tsx';
import { LiveBadge } from '../../ui/LiveBadge.tsx';
import type { AccountDialogProps } from './EditAccountDialog.tsx';

/** Forgets an account: says what goes, what stays, and asks about the stored documents. */
export function DisconnectDialog({ workspace, onClose }: AccountDialogProps): ReactNode {
  const { t } = useTranslation('workspaces');
  const disconnect = useIpcCommand('workspaces.disconnect');
  const [documents, setDocuments] = useState<'keep' | 'delete'>('keep');
  const { id, name, livemode } = workspace;
  return (
    <ConfirmDialog
      opened
      danger
      title={t('disconnect.title', { name })}
      confirmLabel={t('disconnect.confirm')}
      busy={disconnect.isPending}
      onClose={onClose}
      onConfirm={() =>
        disconnect.mutate({ id, deleteDocuments: documents === 'delete' }, { onSuccess: onClose })
      }
    >
      <Text>
        {name} <LiveBadge livemode={livemode} />
      </Text>
      <Text>{t('disconnect.text')}</Text>
      <Radio.Group
        label={t('disconnect.documents')}
        value={documents}
        onChange={(value) => setDocuments(value === 'delete' ? 'delete' : 'keep')}
      >
        <Stack gap={10} mt={8}>
          <Radio value="keep" label={t('disconnect.keep')} />
          <Radio value="delete" label={t('disconnect.delete')} />
        </Stack>
      </Radio.Group>
      {disconnect.error && <CallError error={disconnect.error} />}
    </ConfirmDialog>
  );
}
