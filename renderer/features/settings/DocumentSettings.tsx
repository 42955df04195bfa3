import { Alert, Button, Group, Progress, Select, Text, Title } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { DocumentStatus } from '../../../shared/ipc/schemas/documents.ts';
import { useIpcCommand } from '../../api/useIpcCommand.ts';
import { useIpcQuery } from '../../api/useIpcQuery.ts';
import { CallError } from '../../app/CallError.tsx';
import { useScope } from '../../app/useScope.ts';
import { useFormat } from '../../format/useFormat.ts';
import { DocumentPolicies } from './DocumentPolicies.tsx';
import { SettingsPanel } from './SettingsPanel.tsx';
import { useSettings } from './useSettings.ts';

/** Which PDFs are kept on this computer, how much room they may take, and what gave way. */
export function DocumentSettings(): ReactNode {
  const { t } = useTranslation('settings');
  const { t: tDocuments } = useTranslation('documents');
  const { data: status, error, refetch } = useIpcQuery('documents.getStatus', {});
  const fetchNow = useIpcCommand('documents.fetchNow');
  if (!status) return error && <CallError error={error} onRetry={() => void refetch()} />;
  const isStopped = status.accounts.some(({ prefetch }) =>
    ['diskFull', 'quotaFull', 'failed', 'offline'].includes(prefetch.state),
  );
  return (
    <SettingsPanel title={t('documents.title')}>
      <Text>{t('documents.what')}</Text>
      <Text>{tDocuments('policy.text')}</Text>
      <DocumentPolicies accounts={status.accounts} />
      {isStopped && (
        <Group>
          <Button variant="default" loading={fetchNow.isPending} onClick={() => fetchNow.mutate({})}>
            {tDocuments('fetchNow')}
          </Button>
        </Group>
      )}
      <Room status={status} />
      <Evictions evictions={status.evictions} />
      <Text c="dimmed">{t('documents.hint')}</Text>
    </SettingsPanel>
  );
}

/** *Units*: MB; what somebody set by hand stays choosable. */
const quotas = [1_000, 2_000, 5_000, 10_000, 20_000, 50_000, 100_000, 200_000];
const bytesPerMegabyte = 1_000_000;

function Room({ status }: { status: DocumentStatus }): ReactNode {
  const { t } = useTranslation('documents');
  const format = useFormat();
  const { settings, change, error } = useSettings();
  const { usedBytes, quotaBytes } = status;
  const chosen = settings?.documentQuotaMegabytes ?? quotaBytes / bytesPerMegabyte;
  const sizes = quotas.includes(chosen) ? quotas : [chosen, ...quotas];
  return (
    <>
      <Title order={3}>{t('room.title')}</Title>
      {error && <CallError error={error} />}
      <Group gap="md" align="end">
        <Select
          label={t('room.quota')}
          w={140}
          allowDeselect={false}
          value={String(chosen)}
          data={sizes.map((size) => ({ value: String(size), label: format.bytes(size * bytesPerMegabyte) }))}
          onChange={(size) => size !== null && change({ documentQuotaMegabytes: Number(size) })}
        />
        <div>
          <Text className="tabular" mb={4}>
            {t('room.used', { used: format.bytes(usedBytes), quota: format.bytes(quotaBytes) })}
          </Text>
          <Progress
            w={280}
            aria-label={t('room.label')}
            value={Math.min(100, (usedBytes / quotaBytes) * 100)}
          />
        </div>
      </Group>
      {usedBytes > quotaBytes && <Alert color="yellow">{t('room.tooMuch')}</Alert>}
      <Text c="dimmed">{t('room.quotaText')}</Text>
    </>
  );
}

function Evictions({ evictions }: { evictions: DocumentStatus['evictions'] }): ReactNode {
  const { t } = useTranslation('documents');
  const format = useFormat();
  const { byId } = useScope();
  if (evictions.length === 0) return null;
  return (
    <>
      <Title order={3}>{t('evictions.title')}</Title>
      <ul>
        {evictions.map(({ workspaceId, at, documents, bytes, usedBefore }) => (
          <li key={`${workspaceId} ${at}`} className="tabular">
            {t('evictions.what', {
              count: documents,
              formatted: format.count(documents),
              day: format.day(at),
              account: byId(workspaceId)?.name ?? t('accounts.disconnected'),
              size: format.bytes(bytes),
              before: format.day(usedBefore),
            })}
          </li>
        ))}
      </ul>
      <Text c="dimmed">{t('evictions.text')}</Text>
    </>
  );
}
