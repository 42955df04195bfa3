import { Button } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useIpcCommand } from '../../api/useIpcCommand.ts';
import { paths } from '../../app/paths.ts';
import { useCallNotice } from '../../app/useCallNotice.ts';
import { useScope } from '../../app/useScope.ts';
import { ColorDot } from '../../ui/ColorDot.tsx';
import { MoneyText } from '../../ui/MoneyText.tsx';
import type { TodayActions } from './TodayPage.tsx';
import classes from './TodayPage.module.css';
import { useDetailText } from './useDetailText.ts';
import type { WorkRow } from './workLists.ts';

/** A row: whom it is about, what is the matter, how much, and the one thing to do. */
export function WorkLine({ row, actions }: { row: WorkRow; actions: TodayActions }): ReactNode {
  const { t } = useTranslation('today');
  const { byId, workspaces } = useScope();
  const detailText = useDetailText();
  const account = byId(row.workspaceId);
  const detail = [...(row.number === null ? [] : [row.number]), detailText(row.detail)].join(' · ');
  return (
    <li className={classes.row}>
      <span className={classes.what}>
        <span className={classes.name}>
          {workspaces.length > 1 && account && (
            <span title={account.name}>
              <ColorDot color={account.color} size={8} />
            </span>
          )}
          <Link to={useTargetPath(row)} data-work-row>
            {row.name ?? row.customerId ?? t('noName')}
          </Link>
        </span>
        <span className={classes.detail} title={detail}>
          {detail}
        </span>
      </span>
      <span className={classes.amount}>{row.amounts.length > 0 && <MoneyText amounts={row.amounts} />}</span>
      <span className={classes.action}>
        <RowAction row={row} actions={actions} />
      </span>
    </li>
  );
}

function useTargetPath({ workspaceId, target }: WorkRow): string {
  const { scope } = useScope();
  if (target.kind === 'invoice') return paths.invoice(scope, workspaceId, target.id);
  return (target.isEdit ? paths.editCustomer : paths.customer)(scope, workspaceId, target.id);
}

function RowAction({ row, actions }: { row: WorkRow; actions: TodayActions }): ReactNode {
  const { t } = useTranslation('today');
  const path = useTargetPath(row);
  const { action, workspaceId, customerId, name } = row;
  if (action.kind === 'collect') return actions.renderCollect(action.invoice);
  if (action.kind === 'settle') return <SettleButton attemptId={action.attemptId} />;
  if (action.kind === 'askForMethod' && customerId !== null)
    return actions.renderAskForMethod({ workspaceId, customerId, name: name ?? customerId });
  return (
    <Button
      component={Link}
      to={path}
      size="compact-xs"
      variant="default"
      aria-label={t('openOf', { name: name ?? row.number ?? '' })}
    >
      {t('open')}
    </Button>
  );
}

/** Looks at Stripe what became of a collection that was never answered. */
function SettleButton({ attemptId }: { attemptId: string }): ReactNode {
  const { t } = useTranslation('today');
  const { tell, tellFailure } = useCallNotice();
  const settle = useIpcCommand('payments.settle');
  return (
    <Button
      size="compact-xs"
      variant="default"
      loading={settle.isPending}
      onClick={() =>
        settle.mutate(
          { attemptId },
          {
            onError: tellFailure,
            onSuccess: ({ state }) => state === 'unknown' && tell(t('stillUnknown')),
          },
        )
      }
    >
      {t('settle')}
    </Button>
  );
}
