import { Accordion } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useIpcQuery } from '../../api/useIpcQuery.ts';
import { useScope } from '../../app/useScope.ts';
import { useFormat } from '../../format/useFormat.ts';
import { Section } from '../../ui/Section.tsx';
import { ReminderRunView, SentCount } from './ReminderRunView.tsx';

/** Series that are looked at; the same everywhere, so that they are read once. */
export const recentReminders = { limit: 20 };

/** The series of reminders that were sent lately, newest first; nothing where there are none. */
export function ReminderRuns(): ReactNode {
  const { t } = useTranslation('reminders');
  const { workspaceIds } = useScope();
  const format = useFormat();
  const { data = [] } = useIpcQuery('reminders.listRuns', recentReminders);
  const runs = data.filter(
    ({ items }) =>
      workspaceIds === null || items.some(({ workspaceId }) => workspaceIds.includes(workspaceId)),
  );
  if (runs.length === 0) return null;
  return (
    <Section title={t('runs.title')}>
      <Accordion variant="contained" multiple>
        {runs.map((run) => (
          <Accordion.Item key={run.id} value={run.id}>
            <Accordion.Control>
              <span className="tabular">
                {t('runs.of', { when: format.moment(run.createdAt), who: run.who })} ·{' '}
                {t('runs.count', { count: run.items.length, formatted: format.count(run.items.length) })} ·{' '}
                <SentCount run={run} />
              </span>
            </Accordion.Control>
            <Accordion.Panel>
              <ReminderRunView run={run} />
            </Accordion.Panel>
          </Accordion.Item>
        ))}
      </Accordion>
    </Section>
  );
}
