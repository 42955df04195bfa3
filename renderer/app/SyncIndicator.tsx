import { Button, Popover, Stack, UnstyledButton } from '@mantine/core';
import { IconCloudCheck, IconCloudOff, IconPlayerPause, IconRefresh } from '@tabler/icons-react';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useIpcCommand } from '../api/useIpcCommand.ts';
import { useFormat } from '../format/useFormat.ts';
import { AccountSync } from './AccountSync.tsx';
import classes from './SyncIndicator.module.css';
import { SyncProgress } from './SyncProgress.tsx';
import { useScope } from './useScope.ts';
import { useSyncState, type SyncState } from './useSyncState.ts';

/** How fresh the data is and what is being brought in; opens the details per account. */
export function SyncIndicator(): ReactNode {
  const { t } = useTranslation();
  const state = useSyncState();
  const start = useIpcCommand('sync.start');
  const { current } = useScope();
  const [isOpen, setOpen] = useState(false);

  return (
    <Popover
      width={380}
      position="right-end"
      shadow="md"
      withRoles
      trapFocus
      opened={isOpen}
      onChange={setOpen}
    >
      <Popover.Target>
        <UnstyledButton className={classes.button} onClick={() => setOpen((wasOpen) => !wasOpen)}>
          <Summary state={state} />
        </UnstyledButton>
      </Popover.Target>
      <Popover.Dropdown aria-label={t('sync.title')} className={classes.dropdown ?? ''}>
        <Stack gap="sm">
          {state.statuses.map((status) => (
            <AccountSync key={status.workspaceId} status={status} onLeave={() => setOpen(false)} />
          ))}
          <Button
            fullWidth
            variant="default"
            leftSection={<IconRefresh size={14} />}
            disabled={state.running.length > 0}
            onClick={() => start.mutate({ workspaceId: current?.id ?? null, full: false })}
          >
            {t('sync.now')}
          </Button>
        </Stack>
      </Popover.Dropdown>
    </Popover>
  );
}

function Summary({ state }: { state: SyncState }): ReactNode {
  const { t } = useTranslation();
  const format = useFormat();
  const [running] = state.running;
  const { asOf, offlineSince } = state;
  const asOfText = asOf === null ? t('sync.never') : t('sync.asOf', { time: format.freshness(asOf) });
  if (offlineSince !== null)
    return (
      <>
        <IconCloudOff size={16} className={classes.offline} aria-hidden />
        <span className={classes.text}>
          <span>{t('sync.offlineSince', { time: format.freshness(offlineSince) })}</span>
          <span className={classes.detail}>{asOfText}</span>
        </span>
      </>
    );
  if (running)
    return (
      <>
        <IconRefresh size={16} aria-hidden />
        <span className={classes.text}>
          <span>{t(`sync.phase.${running.phase}`)}</span>
          <SyncProgress status={running} />
        </span>
      </>
    );
  return (
    <>
      {state.paused || state.stopped ? (
        <IconPlayerPause size={16} aria-hidden />
      ) : (
        <IconCloudCheck size={16} aria-hidden />
      )}
      <span className={classes.text}>
        <span>{asOfText}</span>
        {state.paused && <span className={classes.detail}>{t('sync.phase.paused')}</span>}
        {state.stopped && <span className={classes.detail}>{t('sync.phase.cancelled')}</span>}
        {state.lastError && <span className={classes.detail}>{t('sync.failed')}</span>}
      </span>
    </>
  );
}
