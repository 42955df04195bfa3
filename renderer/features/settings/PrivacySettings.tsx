import { Alert, Code, List, Text, Title } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useIpcQuery } from '../../api/useIpcQuery.ts';
import { CallError } from '../../app/CallError.tsx';
import { CopyButton } from '../../ui/CopyButton.tsx';
import { Fact, Facts } from '../../ui/Facts.tsx';
import { SettingsPanel } from './SettingsPanel.tsx';

/** Where customer data lies on this machine, what protects it, how long it stays and how to erase it. */
export function PrivacySettings(): ReactNode {
  const { t } = useTranslation('settings');
  const { data: info, error, refetch } = useIpcQuery('app.getInfo', {});
  if (!info) return error && <CallError error={error} onRetry={() => void refetch()} />;
  const { profileDir, vault, who } = info;
  return (
    <SettingsPanel title={t('privacy.title')}>
      <Text>{t('privacy.text')}</Text>
      <Facts>
        <Fact name={t('privacy.where')}>
          <Code>{profileDir}</Code> <CopyButton value={profileDir} what={t('privacy.where')} />
        </Fact>
        <Fact name={t('privacy.keys')}>
          {vault.available ? t('privacy.keysInVault') : t('privacy.keysInMemory')}
        </Fact>
        <Fact name={t('privacy.who')}>{who}</Fact>
      </Facts>
      {!vault.available && <Alert color="yellow">{t('privacy.noVault')}</Alert>}
      <Title order={3}>{t('privacy.protection.title')}</Title>
      <List size="sm" spacing={4}>
        <List.Item>{t('privacy.protection.account')}</List.Item>
        <List.Item>{t('privacy.protection.disk')}</List.Item>
        <List.Item>{t('privacy.protection.keys')}</List.Item>
        <List.Item>{t('privacy.protection.network')}</List.Item>
      </List>
      <Title order={3}>{t('privacy.retention.title')}</Title>
      <List size="sm" spacing={4}>
        <List.Item>{t('privacy.retention.cache')}</List.Item>
        <List.Item>{t('privacy.retention.documents')}</List.Item>
        <List.Item>{t('privacy.retention.audit')}</List.Item>
        <List.Item>{t('privacy.retention.exports')}</List.Item>
      </List>
      <Title order={3}>{t('privacy.erase.title')}</Title>
      <Text>{t('privacy.erase.text')}</Text>
    </SettingsPanel>
  );
}
