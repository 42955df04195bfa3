import { Button, Progress, Stack, Text, Title } from '@mantine/core';
import { IconFileZip } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { appErrorCodes } from '../../../shared/errors/appError.ts';
import type { Job } from '../../../shared/ipc/schemas/documents.ts';
import { IpcError } from '../../api/kantoorApi.ts';
import { useIpcCommand } from '../../api/useIpcCommand.ts';
import { CallError } from '../../app/CallError.tsx';
import { useFormat } from '../../format/useFormat.ts';
import { EmptyState } from '../../ui/EmptyState.tsx';
import classes from './ExportsPage.module.css';
import { ExportResultView } from './ExportResultView.tsx';

/** Beside the form: what is going on, what came of it, or what an export is for. */
export function JobPanel({ job, failure }: { job: Job | undefined; failure: IpcError | null }): ReactNode {
  const { t } = useTranslation('exports');
  return (
    <section className={classes.panel} aria-label={t('panel.label')} aria-live="polite">
      {failure ? <CallError error={failure} /> : <JobState job={job} />}
    </section>
  );
}

function JobState({ job }: { job: Job | undefined }): ReactNode {
  const { t } = useTranslation('exports');
  if (!job)
    return (
      <EmptyState
        icon={<IconFileZip size={32} stroke={1.4} />}
        title={t('intro.title')}
        text={t('intro.text')}
      />
    );
  if (job.state === 'running') return <RunningJob job={job} />;
  if (job.error) return <EndedJob error={job.error} />;
  if (!job.result) return null;
  return (
    <Stack gap="sm">
      <Title order={2}>{job.result.dryRun ? t('panel.planned') : t('panel.done')}</Title>
      <ExportResultView result={job.result} />
    </Stack>
  );
}

function RunningJob({ job }: { job: Job }): ReactNode {
  const { t } = useTranslation('exports');
  const format = useFormat();
  const cancel = useIpcCommand('jobs.cancel');
  const { id, kind, done, expected, secondsLeft } = job;
  const counts =
    expected === null
      ? t('progress.listed', { count: done, formatted: format.count(done) })
      : t('progress.of', { done: format.count(done), expected: format.count(expected) });
  return (
    <Stack gap="sm">
      <Title order={2}>
        {t(kind === 'exportPlan' || expected === null ? 'progress.listing' : 'progress.writing')}
      </Title>
      <Progress
        aria-label={t('progress.label')}
        value={expected === null || expected === 0 ? 100 : (done / expected) * 100}
        animated={expected === null}
      />
      <Text className="tabular">
        {counts}
        {secondsLeft !== null &&
          secondsLeft > 0 &&
          ` · ${t('progress.left', { time: format.duration(secondsLeft) })}`}
      </Text>
      {kind === 'export' && <Text c="dimmed">{t('progress.safe')}</Text>}
      <Button
        variant="default"
        className={classes.cancel ?? ''}
        loading={cancel.isPending}
        onClick={() => cancel.mutate({ jobId: id })}
      >
        {t('progress.cancel')}
      </Button>
    </Stack>
  );
}

function EndedJob({ error }: { error: NonNullable<Job['error']> }): ReactNode {
  const code = appErrorCodes.find((known) => known === error.code) ?? 'internal';
  return <CallError error={new IpcError({ ...error, code, details: {} })} />;
}
