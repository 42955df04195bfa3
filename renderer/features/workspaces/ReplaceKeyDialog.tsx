import { Button, Checkbox, Group, Modal, PasswordInput, Stack, Text } from '@mantine/core';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useIpcCommand } from '../../api/useIpcCommand.ts';
import { useIpcQuery } from '../../api/useIpcQuery.ts';
import { CallError } from '../../app/CallError.tsx';
import type { AccountDialogProps } from './EditAccountDialog.tsx';

/** A new key for an account, e.g. after the old one expired. */
export function ReplaceKeyDialog({ workspace, onClose }: AccountDialogProps): ReactNode {
  const { t } = useTranslation('workspaces');
  const replace = useIpcCommand('workspaces.replaceKey');
  const { data: info } = useIpcQuery('app.getInfo', {});
  const hasVault = info?.vault.available ?? false;
  const [key, setKey] = useState('');
  const [sessionOnly, setSessionOnly] = useState(false);
  const trimmed = key.trim();
  return (
    <Modal opened onClose={onClose} title={t('replace.title', { name: workspace.name })}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          replace.mutate({ id: workspace.id, key: trimmed, sessionOnly }, { onSuccess: onClose });
        }}
      >
        <Stack>
          <Text>{t('replace.text')}</Text>
          <PasswordInput
            label={t('key.label')}
            value={key}
            data-autofocus
            autoComplete="off"
            spellCheck={false}
            maxLength={500}
            visibilityToggleButtonProps={{ 'aria-label': t('key.show') }}
            onChange={(event) => setKey(event.currentTarget.value)}
          />
          {!hasVault && <Text c="dimmed">{t('account.noVault')}</Text>}
          <Checkbox
            label={t('replace.sessionOnly')}
            checked={sessionOnly}
            onChange={(event) => setSessionOnly(event.currentTarget.checked)}
          />
          {replace.error && <CallError error={replace.error} />}
          <Group justify="flex-end">
            <Button
              type="submit"
              disabled={trimmed.length < 8 || (!hasVault && !sessionOnly)}
              loading={replace.isPending}
            >
              {t('replace.save')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
