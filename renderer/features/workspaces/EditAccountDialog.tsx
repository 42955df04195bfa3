import { Button, Group, Modal, Stack } from '@mantine/core';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Workspace } from '../../../shared/ipc/schemas/workspaces.ts';
import { useIpcCommand } from '../../api/useIpcCommand.ts';
import { CallError } from '../../app/CallError.tsx';
import { AccountFields, type AccountValues } from './AccountFields.tsx';

export interface AccountDialogProps {
  workspace: Workspace;
  onClose: () => void;
}

/** Name, colour and time zone of an account. */
export function EditAccountDialog({ workspace, onClose }: AccountDialogProps): ReactNode {
  const { t } = useTranslation('workspaces');
  const update = useIpcCommand('workspaces.update');
  const { id, name, color, timeZone } = workspace;
  const [values, setValues] = useState<AccountValues>({ name, color, timeZone });
  return (
    <Modal opened onClose={onClose} size={720} title={t('edit.title', { name })}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          update.mutate({ id, ...values, name: values.name.trim() }, { onSuccess: onClose });
        }}
      >
        <Stack>
          <AccountFields values={values} onChange={setValues} />
          {update.error && <CallError error={update.error} />}
          <Group justify="flex-end">
            <Button type="submit" disabled={values.name.trim() === ''} loading={update.isPending}>
              {t('edit.save')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
