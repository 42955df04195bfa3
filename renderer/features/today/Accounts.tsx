import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { Today } from '../../../shared/ipc/schemas/today.ts';
import { paths } from '../../app/paths.ts';
import { useScope } from '../../app/useScope.ts';
import { useFormat } from '../../format/useFormat.ts';
import { ColorDot } from '../../ui/ColorDot.tsx';
import classes from './TodayPage.module.css';

/** How fresh each account is; its name leads to its connection. */
export function Accounts({ accounts }: { accounts: Today['accounts'] }): ReactNode {
  const { t } = useTranslation('today');
  const { t: tApp } = useTranslation();
  const format = useFormat();
  const { byId, scope } = useScope();
  return (
    <ul className={classes.accounts} aria-label={t('accounts')}>
      {accounts.map(({ workspaceId, asOf, complete }) => {
        const workspace = byId(workspaceId);
        return (
          <li key={workspaceId} className={classes.account}>
            <ColorDot color={workspace?.color ?? 'gray'} />
            <Link to={paths.health(scope, workspaceId)}>{workspace?.name ?? workspaceId}</Link>
            <span className={classes.dim}>
              {asOf === null ? tApp('sync.never') : tApp('sync.asOf', { time: format.freshness(asOf) })}
              {!complete && asOf !== null && ` · ${tApp('sync.gap.open')}`}
            </span>
          </li>
        );
      })}
    </ul>
  );
}
