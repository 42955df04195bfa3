import { Alert } from '@mantine/core';
import { IconCloudOff } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useIpcQuery } from '../api/useIpcQuery.ts';
import { useFormat } from '../format/useFormat.ts';
import { useScope } from './useScope.ts';

/** Says once that Stripe cannot be reached and goes by itself when it can again; calls that fail meanwhile stay quiet. */
export function OfflineNotice(): ReactNode {
  const { t } = useTranslation();
  const format = useFormat();
  const { byId, workspaces } = useScope();
  const { data = [] } = useIpcQuery('sync.getStatus', {});
  const offline = data.filter(({ offlineSince }) => offlineSince !== null);
  if (offline.length === 0) return null;
  const time = format.freshness(Math.min(...offline.flatMap(({ offlineSince }) => offlineSince ?? [])));
  const names = offline.map(({ workspaceId }) => byId(workspaceId)?.name ?? '').join(', ');
  const isEverything = offline.length === workspaces.length;
  return (
    <Alert color="yellow" radius={0} py={6} role="status" icon={<IconCloudOff size={16} />}>
      {isEverything ? t('offline.all', { time }) : t('offline.some', { time, names })}
    </Alert>
  );
}
