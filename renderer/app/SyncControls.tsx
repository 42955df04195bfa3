import { Button } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { SyncStatus } from '../../shared/ipc/schemas/workspaces.ts';
import { useIpcCommand } from '../api/useIpcCommand.ts';
import { isResting } from './useSyncState.ts';

/** Holds, continues or ends what brings an account's data in; a paused or stopped account waits until it is asked to go on. */
export function SyncControls({ status }: { status: SyncStatus }): ReactNode {
  const { t } = useTranslation();
  const pause = useIpcCommand('sync.pause');
  const resume = useIpcCommand('sync.resume');
  const cancel = useIpcCommand('sync.cancel');
  const { workspaceId, phase } = status;
  const isHeld = phase === 'paused' || phase === 'cancelled';
  return (
    <Button.Group>
      {isHeld ? (
        <Button size="compact-xs" variant="default" onClick={() => resume.mutate({ workspaceId })}>
          {t('sync.resume')}
        </Button>
      ) : (
        <Button size="compact-xs" variant="default" onClick={() => pause.mutate({ workspaceId })}>
          {t('sync.pause')}
        </Button>
      )}
      {!isResting(status) && (
        <Button size="compact-xs" variant="default" onClick={() => cancel.mutate({ workspaceId })}>
          {t('sync.cancel')}
        </Button>
      )}
    </Button.Group>
  );
}
