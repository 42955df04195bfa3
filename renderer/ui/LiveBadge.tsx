import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import classes from './LiveBadge.module.css';

/** LIVE in full colour, TEST hatched: the difference holds without colour and at a glance. */
export function LiveBadge({ livemode }: { livemode: boolean }): ReactNode {
  const { t } = useTranslation('ui');
  return (
    <span className={`${classes.badge} ${livemode ? classes.live : classes.test}`}>
      {livemode ? t('live') : t('test')}
    </span>
  );
}
