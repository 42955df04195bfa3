import { Progress } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { SyncStatus } from '../../shared/ipc/schemas/workspaces.ts';
import { useFormat } from '../format/useFormat.ts';
import classes from './SyncIndicator.module.css';

/** Counts and, once they can be known, the share, the speed and the time left. */
export function SyncProgress({
  status,
  withSpeed = false,
}: {
  status: SyncStatus;
  withSpeed?: boolean;
}): ReactNode {
  const { t } = useTranslation();
  const format = useFormat();
  const { done, expected, secondsLeft, objectsPerSecond } = status;
  const share = expected === null || expected === 0 ? null : Math.min(1, done / expected);
  const facts = [
    expected === null
      ? t('sync.count', { done: format.count(done) })
      : t('sync.countOf', { done: format.count(done), expected: format.count(expected) }),
    withSpeed && objectsPerSecond !== null && t('sync.speed', { speed: format.count(objectsPerSecond) }),
    secondsLeft !== null && t('sync.left', { time: format.duration(secondsLeft) }),
  ];
  return (
    <>
      <Progress
        className={classes.progress ?? ''}
        size={4}
        value={share === null ? 100 : share * 100}
        animated={share === null}
        aria-label={t('sync.progressLabel')}
      />
      <span className={classes.detail}>{facts.filter((fact) => fact !== false).join(' · ')}</span>
    </>
  );
}
