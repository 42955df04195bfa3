import { Anchor, Group, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { SyncStatus } from '../../shared/ipc/schemas/workspaces.ts';
import { useFormat } from '../format/useFormat.ts';
import { toErrorWhat } from '../i18n/errorSentences.ts';
import { ColorDot } from '../ui/ColorDot.tsx';
import { paths } from './paths.ts';
import { SyncControls } from './SyncControls.tsx';
import classes from './SyncIndicator.module.css';
import { SyncProgress } from './SyncProgress.tsx';
import { useScope } from './useScope.ts';
import { isResting } from './useSyncState.ts';

/** One account: how fresh it is, what is being brought in, and the way to hold or end that. */
export function AccountSync({ status, onLeave }: { status: SyncStatus; onLeave: () => void }): ReactNode {
  const { t } = useTranslation();
  const { t: tError } = useTranslation('errors');
  const format = useFormat();
  const { byId, scope } = useScope();
  const workspace = byId(status.workspaceId);
  const { workspaceId, asOf, offlineSince, completeBackTo, lastError } = status;
  const facts = [
    asOf === null ? t('sync.never') : t('sync.asOf', { time: format.freshness(asOf) }),
    offlineSince !== null && t('sync.offlineSince', { time: format.freshness(offlineSince) }),
    completeBackTo !== null &&
      t('sync.completeBackTo', { day: format.day(completeBackTo, workspace?.timeZone) }),
  ];
  return (
    <section aria-label={workspace?.name}>
      <Group justify="space-between" wrap="nowrap" gap="xs">
        <Text fw={600} component="div" className={classes.account ?? ''}>
          {workspace && <ColorDot color={workspace.color} />}
          {workspace?.name}
        </Text>
        <SyncControls status={status} />
      </Group>
      <Text c="dimmed" size="xs">
        {facts.filter((fact) => fact !== false).join(' · ')}
      </Text>
      {(!isResting(status) || status.phase !== 'idle') && (
        <Text size="xs">{t(`sync.phase.${status.phase}`)}</Text>
      )}
      {!isResting(status) && <SyncProgress status={status} withSpeed />}
      {lastError && offlineSince === null && (
        <Text c="red" size="xs">
          {toErrorWhat(lastError.code, tError)}
        </Text>
      )}
      <div>
        <Anchor component={Link} to={paths.health(scope, workspaceId)} size="xs" onClick={onLeave}>
          {t('sync.health')}
        </Anchor>
      </div>
    </section>
  );
}
