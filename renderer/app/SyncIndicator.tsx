import { Button, Popover, Progress, Stack, Text, UnstyledButton } from '@mantine/core';
import { IconCloudCheck, IconCloudOff, IconPlayerPause, IconRefresh } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { SyncStatus } from '../../shared/ipc/schemas/workspaces.ts';
import { useIpcCommand } from '../api/useIpcCommand.ts';
import { useFormat } from '../format/useFormat.ts';
import { ColorDot } from '../ui/ColorDot.tsx';
import classes from './SyncIndicator.module.css';
import { useScope } from './useScope.ts';
import { useSyncState, type SyncState } from './useSyncState.ts';

/** How fresh the data is and what is being brought in; opens the details per account. */
export function SyncIndicator(): ReactNode {
  const { t } = useTranslation();
  const state = useSyncState();
  const start = useIpcCommand('sync.start');
  const pause = useIpcCommand('sync.pause');
  const resume = useIpcCommand('sync.resume');
  const { current } = useScope();
  const workspaceId = current?.id ?? null;

  return (
    <Popover width={340} position="right-end" shadow="md" withRoles trapFocus>
      <Popover.Target>
        <UnstyledButton className={classes.button}>
          <Summary state={state} />
        </UnstyledButton>
      </Popover.Target>
      <Popover.Dropdown aria-label={t('sync.title')}>
        <Stack gap="sm">
          {state.statuses.map((status) => (
            <AccountState key={status.workspaceId} status={status} />
          ))}
          <Button.Group>
            <Button
              fullWidth
              variant="default"
              leftSection={<IconRefresh size={14} />}
              disabled={state.running.length > 0}
              onClick={() => start.mutate({ workspaceId, full: false })}
            >
              {t('sync.now')}
            </Button>
            {state.paused ? (
              <Button fullWidth variant="default" onClick={() => resume.mutate({ workspaceId })}>
                {t('sync.resume')}
              </Button>
            ) : (
              <Button
                fullWidth
                variant="default"
                disabled={state.running.length === 0}
                onClick={() => pause.mutate({ workspaceId })}
              >
                {t('sync.pause')}
              </Button>
            )}
          </Button.Group>
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
      {state.paused ? <IconPlayerPause size={16} aria-hidden /> : <IconCloudCheck size={16} aria-hidden />}
      <span className={classes.text}>
        <span>{asOfText}</span>
        {state.paused && <span className={classes.detail}>{t('sync.phase.paused')}</span>}
        {state.lastError && <span className={classes.detail}>{t('sync.failed')}</span>}
      </span>
    </>
  );
}

/** Counts and, once they can be known, the share and the time left. */
function SyncProgress({ status }: { status: SyncStatus }): ReactNode {
  const { t } = useTranslation();
  const format = useFormat();
  const { done, expected, secondsLeft } = status;
  const share = expected === null || expected === 0 ? null : Math.min(1, done / expected);
  return (
    <>
      <Progress
        className={classes.progress ?? ''}
        size={4}
        value={share === null ? 100 : share * 100}
        animated={share === null}
        aria-label={t('sync.progressLabel')}
      />
      <span className={classes.detail}>
        {expected === null
          ? t('sync.count', { done: format.count(done) })
          : t('sync.countOf', { done: format.count(done), expected: format.count(expected) })}
        {secondsLeft !== null && ` · ${t('sync.left', { time: format.duration(secondsLeft) })}`}
      </span>
    </>
  );
}

function AccountState({ status }: { status: SyncStatus }): ReactNode {
  const { t } = useTranslation();
  const { t: tError } = useTranslation('errors');
  const format = useFormat();
  const { byId } = useScope();
  const workspace = byId(status.workspaceId);
  const resting = status.phase === 'idle' || status.phase === 'paused';
  return (
    <div>
      <Text fw={600} component="div" className={classes.account ?? ''}>
        {workspace && <ColorDot color={workspace.color} />}
        {workspace?.name}
      </Text>
      <Text c="dimmed" size="xs">
        {status.asOf === null ? t('sync.never') : t('sync.asOf', { time: format.freshness(status.asOf) })}
        {status.offlineSince !== null &&
          ` · ${t('sync.offlineSince', { time: format.freshness(status.offlineSince) })}`}
        {status.completeBackTo !== null &&
          ` · ${t('sync.completeBackTo', { day: format.day(status.completeBackTo, workspace?.timeZone) })}`}
      </Text>
      {!resting && (
        <>
          <Text size="xs">{t(`sync.phase.${status.phase}`)}</Text>
          <SyncProgress status={status} />
        </>
      )}
      {status.lastError && (
        <Text c="red" size="xs">
          {tError(`${toKnownCode(status.lastError.code)}.what`, {})}
        </Text>
      )}
    </div>
  );
}

function toKnownCode(
  code: string,
): 'offline' | 'key_invalid' | 'key_expired' | 'stripe_unavailable' | 'internal' {
  const known = ['offline', 'key_invalid', 'key_expired', 'stripe_unavailable'] as const;
  return known.find((other) => other === code) ?? 'internal';
}
