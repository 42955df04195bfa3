import { Accordion, Skeleton, Text } from '@mantine/core';
import { IconCash } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { CollectionRun } from '../../../shared/ipc/schemas/payments.ts';
import { useIpcQuery } from '../../api/useIpcQuery.ts';
import { CallError } from '../../app/CallError.tsx';
import { Freshness } from '../../app/Freshness.tsx';
import { useScope } from '../../app/useScope.ts';
import { useFormat } from '../../format/useFormat.ts';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { Page } from '../../ui/Page.tsx';
import { Section } from '../../ui/Section.tsx';
import { AttemptTable } from './AttemptTable.tsx';
import classes from './Payments.module.css';
import { recentRuns } from './recentRuns.ts';
import { RunView } from './RunView.tsx';

const columns = ['customer', 'invoice'] as const;
const shownAttempts = 100;

/** Everything that was collected with Kantoor: what is not certain yet on top; reminders are given by the app. */
export function PaymentsPage({ reminders }: { reminders: ReactNode }): ReactNode {
  const { t } = useTranslation('payments');
  const { workspaceIds } = useScope();
  const filter = { workspaceIds, invoiceId: null, customerId: null, offset: 0 };
  const open = useIpcQuery('payments.listAttempts', { ...filter, unsettled: true, limit: shownAttempts });
  const latest = useIpcQuery('payments.listAttempts', { ...filter, unsettled: false, limit: shownAttempts });
  return (
    <Page title={t('page.title')} layout="fill" freshness={<Freshness />}>
      <div className={classes.page}>
        {latest.error && <CallError error={latest.error} onRetry={() => void latest.refetch()} />}
        {!latest.data || !open.data ? (
          !latest.error && <Skeleton height={240} mt={16} />
        ) : latest.data.total === 0 ? (
          <>
            {reminders}
            <EmptyState
              icon={<IconCash size={32} stroke={1.4} />}
              title={t('page.empty')}
              text={t('page.emptyText')}
            />
          </>
        ) : (
          <>
            <Section title={t('page.open')}>
              {open.data.total === 0 ? (
                <Text c="dimmed">{t('page.openNone')}</Text>
              ) : (
                <AttemptTable attempts={open.data.rows} label={t('page.open')} columns={columns} />
              )}
            </Section>
            <Runs workspaceIds={workspaceIds} />
            <Section title={t('page.latest')}>
              <AttemptTable attempts={latest.data.rows} label={t('page.latest')} columns={columns} />
            </Section>
            {reminders}
          </>
        )}
      </div>
    </Page>
  );
}

function Runs({ workspaceIds }: { workspaceIds: readonly string[] | null }): ReactNode {
  const { t } = useTranslation('payments');
  const { data = [] } = useIpcQuery('payments.listRuns', recentRuns);
  const runs = data.filter(
    ({ items }) =>
      workspaceIds === null || items.some(({ workspaceId }) => workspaceIds.includes(workspaceId)),
  );
  if (runs.length === 0) return null;
  return (
    <Section title={t('page.runs')}>
      <Accordion variant="contained" multiple>
        {runs.map((run) => (
          <Accordion.Item key={run.id} value={run.id}>
            <Accordion.Control>
              <RunTitle run={run} />
            </Accordion.Control>
            <Accordion.Panel>
              <RunView run={run} />
            </Accordion.Panel>
          </Accordion.Item>
        ))}
      </Accordion>
    </Section>
  );
}

function RunTitle({ run }: { run: CollectionRun }): ReactNode {
  const { t } = useTranslation('payments');
  const format = useFormat();
  const count = run.items.length;
  return (
    <span className="tabular">
      {t('page.runOf', { when: format.moment(run.createdAt), who: run.who })} ·{' '}
      {t('page.runCount', { count, formatted: format.count(count) })} ·{' '}
      {run.collected.length === 0
        ? t('many.nothingCollected')
        : t('many.collected', { amount: format.moneyList(run.collected) })}
    </span>
  );
}
