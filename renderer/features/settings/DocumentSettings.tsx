import { Table, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useIpcQuery } from '../../api/useIpcQuery.ts';
import { CallError } from '../../app/CallError.tsx';
import { useScope } from '../../app/useScope.ts';
import { useFormat } from '../../format/useFormat.ts';
import { ColorDot } from '../../ui/ColorDot.tsx';
import { SettingsPanel } from './SettingsPanel.tsx';

/** Which PDFs are kept on this computer and how much room they take. */
export function DocumentSettings(): ReactNode {
  const { t } = useTranslation('settings');
  return (
    <SettingsPanel title={t('documents.title')}>
      <Text>{t('documents.what')}</Text>
      <UsageTable />
      <Text c="dimmed">{t('documents.hint')}</Text>
    </SettingsPanel>
  );
}

function UsageTable(): ReactNode {
  const { t } = useTranslation('settings');
  const format = useFormat();
  const { byId } = useScope();
  const { data, error, refetch } = useIpcQuery('documents.getUsage', {});
  if (!data) return error && <CallError error={error} onRetry={() => void refetch()} />;
  return (
    <Table aria-label={t('documents.usage')} maw={520}>
      <Table.Thead>
        <Table.Tr>
          <Table.Th>{t('documents.account')}</Table.Th>
          <Table.Th ta="end">{t('documents.count')}</Table.Th>
          <Table.Th ta="end">{t('documents.size')}</Table.Th>
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {data.map(({ workspaceId, documents, bytes }) => {
          const workspace = byId(workspaceId);
          return (
            <Table.Tr key={workspaceId}>
              <Table.Td>
                {workspace && <ColorDot color={workspace.color} />}{' '}
                {workspace?.name ?? t('documents.disconnected')}
              </Table.Td>
              <Table.Td ta="end" className="tabular">
                {format.count(documents)}
              </Table.Td>
              <Table.Td ta="end" className="tabular">
                {format.bytes(bytes)}
              </Table.Td>
            </Table.Tr>
          );
        })}
      </Table.Tbody>
    </Table>
  );
}
