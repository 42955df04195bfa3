import { Anchor, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { AuditEntry } from '../../../shared/ipc/schemas/audit.ts';
import { AccountName } from '../../app/AccountName.tsx';
import {
  ChangeTable,
  nameOfField,
  toShownChanges,
  wordOfValue,
  type ShownChange,
} from '../../app/ChangeTable.tsx';
import { paths } from '../../app/paths.ts';
import { useScope } from '../../app/useScope.ts';
import { useFormat } from '../../format/useFormat.ts';
import { CopyButton } from '../../ui/CopyButton.tsx';
import { Fact, Facts } from '../../ui/Facts.tsx';
import { Tag } from '../../ui/Tag.tsx';
import classes from './AuditPage.module.css';
import { toneOfOutcome, whoText } from './auditWords.ts';

/** One entry in full: who, when, where, field by field, and how Stripe answered. */
export function AuditDetail({ entry }: { entry: AuditEntry }): ReactNode {
  const { t } = useTranslation('audit');
  const format = useFormat();
  const { byId } = useScope();
  const { at, who, workspaceId, target, targetName, outcome, requestId } = entry;
  const workspace = workspaceId === null ? undefined : byId(workspaceId);
  const changes = toShownChanges(entry.before, entry.after);
  return (
    <div className={classes.detail}>
      <Facts>
        <Fact name={t('detail.when')}>{format.moment(at)}</Fact>
        <Fact name={t('detail.who')}>{whoText(who, t)}</Fact>
        {workspace && (
          <Fact name={t('detail.account')}>
            <AccountName workspaceId={workspace.id} />
          </Fact>
        )}
        <Fact name={t('detail.about')}>
          {targetName ?? target ?? '–'} <CustomerLink workspaceId={workspace?.id} target={target} />
        </Fact>
        <Fact name={t('detail.result')}>
          <Tag tone={toneOfOutcome(outcome)}>{t(`outcome.${outcome}`)}</Tag>
        </Fact>
        {requestId !== null && (
          <Fact name={t('detail.requestId')}>
            <span className={classes.inline}>
              {requestId}
              <CopyButton value={requestId} what={t('detail.requestIdName')} />
            </span>
          </Fact>
        )}
      </Facts>
      <Changes changes={changes} />
    </div>
  );
}

/** Before and after; where there was nothing before, just what was noted. */
function Changes({ changes }: { changes: readonly ShownChange[] }): ReactNode {
  const { t } = useTranslation('audit');
  const { t: tApp } = useTranslation();
  const format = useFormat();
  if (changes.length === 0) return <Text c="dimmed">{t('detail.nothing')}</Text>;
  if (changes.some(({ before }) => before !== null)) return <ChangeTable changes={changes} />;
  return (
    <Facts>
      {changes.map(({ field, after }) => (
        <Fact key={field} name={nameOfField(field, tApp)}>
          {after === null ? '–' : wordOfValue(field, after, tApp, format)}
        </Fact>
      ))}
    </Facts>
  );
}

/** A way to the customer, where the entry is about one of an account that is still connected. */
function CustomerLink(props: { workspaceId: string | undefined; target: string | null }): ReactNode {
  const { workspaceId, target } = props;
  const { t } = useTranslation('audit');
  const { scope } = useScope();
  if (workspaceId === undefined || !target?.startsWith('cus_')) return null;
  return (
    <Anchor component={Link} to={paths.customer(scope, workspaceId, target)} size="sm">
      {t('detail.openCustomer')}
    </Anchor>
  );
}
