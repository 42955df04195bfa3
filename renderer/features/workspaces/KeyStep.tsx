import { Button, Code, Group, List, PasswordInput, Text, Title } from '@mantine/core';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { permissionSpecs } from '../../../shared/domain/permissions.ts';
import type { KeyInspection } from '../../../shared/ipc/schemas/workspaces.ts';
import { useIpcCommand } from '../../api/useIpcCommand.ts';
import { CallError } from '../../app/CallError.tsx';
import { CopyButton } from '../../ui/CopyButton.tsx';
import classes from './ConnectPage.module.css';

/** What a person pastes to whoever manages the keys, or works through in Stripe's own form. */
export function permissionListText(): string {
  return permissionSpecs
    .map(({ dashboardRow, level, slug }) => `${dashboardRow}: ${level} (${slug})`)
    .join('\n');
}

/** First step: a key is pasted and Stripe is asked what it may do. Nothing is stored yet. */
export function KeyStep({
  onInspected,
}: {
  onInspected: (key: string, inspection: KeyInspection) => void;
}): ReactNode {
  const { t } = useTranslation('workspaces');
  const [key, setKey] = useState('');
  const inspect = useIpcCommand('workspaces.inspectKey');
  const trimmed = key.trim();

  return (
    <>
      <form
        className={classes.panel}
        onSubmit={(event) => {
          event.preventDefault();
          inspect.mutate({ key: trimmed }, { onSuccess: (inspection) => onInspected(trimmed, inspection) });
        }}
      >
        <Title order={2}>{t('key.title')}</Title>
        <Text c="dimmed">{t('key.text')}</Text>
        <PasswordInput
          label={t('key.label')}
          description={t('key.description')}
          placeholder="rk_…"
          value={key}
          autoComplete="off"
          spellCheck={false}
          data-autofocus
          autoFocus
          maxLength={500}
          visibilityToggleButtonProps={{ 'aria-label': t('key.show') }}
          onChange={(event) => setKey(event.currentTarget.value)}
        />
        <Group>
          <Button type="submit" loading={inspect.isPending} disabled={trimmed.length < 8}>
            {t('key.check')}
          </Button>
        </Group>
        {inspect.error && <CallError error={inspect.error} />}
      </form>
      <section className={classes.panel} aria-labelledby="how-to-key">
        <Title order={2} id="how-to-key">
          {t('key.howTo.title')}
        </Title>
        <List type="ordered" size="sm" spacing={4}>
          <List.Item>{t('key.howTo.open')}</List.Item>
          <List.Item>{t('key.howTo.create')}</List.Item>
          <List.Item>{t('key.howTo.grant')}</List.Item>
          <List.Item>{t('key.howTo.paste')}</List.Item>
        </List>
        <Code block>{permissionListText()}</Code>
        <div>
          <CopyButton value={permissionListText()} what="" label={t('key.howTo.copy')} />
        </div>
      </section>
    </>
  );
}
