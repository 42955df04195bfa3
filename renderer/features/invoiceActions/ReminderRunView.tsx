import { Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { ReminderRun } from '../../../shared/ipc/schemas/reminders.ts';
import { SeriesView } from '../../app/SeriesView.tsx';
import { useFormat } from '../../format/useFormat.ts';
import { toSeriesLine } from './reminderWords.ts';

/** A series of reminders: how far it is, and what came of each invoice. */
export function ReminderRunView({ run }: { run: ReminderRun }): ReactNode {
  const { t } = useTranslation('reminders');
  const format = useFormat();
  const { state, items, jobId } = run;
  return (
    <SeriesView
      label={t('title')}
      columns={[
        { title: t('column.invoice'), whole: true },
        { title: t('column.customer') },
        { title: t('column.amount'), align: 'end', whole: true },
      ]}
      lines={items.map((item) => toSeriesLine(item, t, format))}
      jobId={jobId}
      isRunning={state === 'running'}
      outcome={
        <>
          <Text role="status">{t(`state.${state}`)}</Text>
          <Text fw={600}>
            <SentCount run={run} />
          </Text>
        </>
      }
      safe={t('safe')}
    />
  );
}

/** How many of a series went out. */
export function SentCount({ run }: { run: ReminderRun }): ReactNode {
  const { t } = useTranslation('reminders');
  const format = useFormat();
  const count = run.items.filter(({ state }) => state === 'sent').length;
  return count === 0 ? t('nothingSent') : t('sent', { count, formatted: format.count(count) });
}
