import { Code, Group, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { AppInfo } from '../../../shared/ipc/schemas/app.ts';
import { useIpcQuery } from '../../api/useIpcQuery.ts';
import { CallError } from '../../app/CallError.tsx';
import { CopyButton } from '../../ui/CopyButton.tsx';
import { Fact, Facts } from '../../ui/Facts.tsx';
import { SettingsPanel } from './SettingsPanel.tsx';

/** What a person sends along with a question: versions and settings of the machine, nothing about customers. */
export function toSupportText(info: AppInfo): string {
  const { version, electronVersion, platform, systemLocale, packaged, vault } = info;
  return [
    `Kantoor ${version}${packaged ? '' : ' (unpackaged)'}`,
    `Electron ${electronVersion}`,
    `Platform ${platform}, locale ${systemLocale}`,
    `Vault ${vault.available ? 'available' : 'unavailable'} (${vault.backend})`,
  ].join('\n');
}

/** Version, logs and what to quote. */
export function AboutSettings(): ReactNode {
  const { t } = useTranslation('settings');
  const { data: info, error, refetch } = useIpcQuery('app.getInfo', {});
  if (!info) return error && <CallError error={error} onRetry={() => void refetch()} />;
  return (
    <SettingsPanel title={t('about.title')}>
      <Text>{t('about.text')}</Text>
      <Facts>
        <Fact name={t('about.version')}>{info.version}</Fact>
        <Fact name={t('about.electron')}>{info.electronVersion}</Fact>
        <Fact name={t('about.logs')}>
          <Code>{info.logDir}</Code> <CopyButton value={info.logDir} what={t('about.logs')} />
        </Fact>
        <Fact name={t('about.license')}>{t('about.licenseName')}</Fact>
      </Facts>
      <Group>
        <CopyButton value={toSupportText(info)} what="" label={t('about.copy')} />
      </Group>
      <Text c="dimmed">{t('about.copyText')}</Text>
    </SettingsPanel>
  );
}
