import { Anchor, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { AuditEntry } from '../../../shared/ipc/schemas/audit.ts';
import { useIpcQuery } from '../../api/useIpcQuery.ts';
import { CallError } from '../../app/CallError.tsx';
import { ChangeTable, toShownChanges } from '../../app/ChangeTable.tsx';
import { paths } from '../../app/paths.ts';
import { useFormat } from '../../format/useFormat.ts';
import classes from './ChangesSection.module.css';
import { Section } from '../../ui/Section.tsx';

const shownEntries = 20;

/** Who changed what about this customer, with before and after. */
export function ChangesSection({
  workspaceId,
  customerId,
  timeZone,
}: {
  workspaceId: string;
  customerId: string;
  timeZone: string | undefined;
}): ReactNode {
  const { t } = useTranslation('customers');
  const { data, error, refetch } = useIpcQuery('audit.list', {
    workspaceIds: [workspaceId],
    customerId,
    offset: 0,
    limit: shownEntries,
  });
  return (
    <Section
      title={t('page.changes.title')}
      action={
        data &&
        data.total > shownEntries && (
          <Anchor component={Link} to={paths.audit(workspaceId)} size="sm">
            {t('page.changes.more')}
          </Anchor>
        )
      }
    >
      {error && <CallError error={error} onRetry={() => void refetch()} />}
      {data?.total === 0 && <Text c="dimmed">{t('page.changes.none')}</Text>}
      {data?.rows.map((entry) => (
        <Entry key={entry.id} entry={entry} timeZone={timeZone} />
      ))}
    </Section>
  );
}

function Entry({ entry, timeZone }: { entry: AuditEntry; timeZone: string | undefined }): ReactNode {
  const { t } = useTranslation('customers');
  const { t: tApp } = useTranslation();
  const format = useFormat();
  const changes = toShownChanges(entry.before, entry.after);
  return (
    <article className={classes.entry}>
      <p className={classes.line}>
        <span className="tabular">{format.moment(entry.at, timeZone)}</span>
        <strong>{tApp(`auditAction.${entry.action}`)}</strong>
        <span>{t('page.changes.by', { who: entry.who })}</span>
        {entry.outcome !== 'done' && <span>{tApp(`auditOutcome.${entry.outcome}`)}</span>}
      </p>
      {changes.length > 0 && <ChangeTable changes={changes} />}
    </article>
  );
}
