import { Accordion, Button, Group, Skeleton, Text } from '@mantine/core';
import { IconFolderOpen, IconPlayerPlay } from '@tabler/icons-react';
import type { TFunction } from 'i18next';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { ExportBatch, Job, ListedBatch } from '../../../shared/ipc/schemas/documents.ts';
import { useIpcCommand } from '../../api/useIpcCommand.ts';
import { useIpcQuery } from '../../api/useIpcQuery.ts';
import { CallError } from '../../app/CallError.tsx';
import { useCallNotice } from '../../app/useCallNotice.ts';
import { useScope } from '../../app/useScope.ts';
import { useFormat } from '../../format/useFormat.ts';
import { Fact, Facts } from '../../ui/Facts.tsx';
import { Section } from '../../ui/Section.tsx';
import { Tag, type Tone } from '../../ui/Tag.tsx';
import { ExportResultView } from './ExportResultView.tsx';
import classes from './ExportsPage.module.css';

const tones: Record<ExportBatch['state'], Tone> = {
  running: 'accent',
  interrupted: 'caution',
  cancelled: 'quiet',
  done: 'positive',
  partlyDone: 'negative',
  failed: 'negative',
};

/** States from which an export goes on where it stopped; what is written already stays. */
const resumable: ReadonlySet<ExportBatch['state']> = new Set([
  'interrupted',
  'cancelled',
  'partlyDone',
  'failed',
]);

export interface ExportBatchesProps {
  jobs: readonly Job[];
  isBusy: boolean;
  onResume: (batchId: string) => void;
}

/** Every export of this machine, newest first: what the bookkeeper got, and the proof of it. */
export function ExportBatches({ jobs, isBusy, onResume }: ExportBatchesProps): ReactNode {
  const { t } = useTranslation('exports');
  const { data: batches, error, refetch } = useIpcQuery('exports.list', {});
  return (
    <Section title={t('batches.title')}>
      {error && <CallError error={error} onRetry={() => void refetch()} />}
      {!error && !batches && <Skeleton height={80} />}
      {batches?.length === 0 && <Text c="dimmed">{t('batches.none')}</Text>}
      {batches && batches.length > 0 && (
        <Accordion variant="contained" chevronPosition="left" className={classes.batches ?? ''}>
          {batches.map((batch) => (
            <Batch
              key={batch.id}
              batch={batch}
              job={jobs.find(({ id }) => id === batch.jobId)}
              isBusy={isBusy}
              onResume={onResume}
            />
          ))}
        </Accordion>
      )}
    </Section>
  );
}

interface BatchProps extends Pick<ExportBatchesProps, 'isBusy' | 'onResume'> {
  batch: ListedBatch;
  /** What is writing it now. */
  job: Job | undefined;
}

function Batch({ batch, job, isBusy, onResume }: BatchProps): ReactNode {
  const { t } = useTranslation('exports');
  const format = useFormat();
  const { id, createdAt, state, request, result } = batch;
  const { done, expected } = job?.expected ? job : batch;
  const files = result?.files ?? done;
  return (
    <Accordion.Item value={id}>
      <Accordion.Control>
        <span className={classes.batch}>
          <span className="tabular">
            {format.calendarDay(request.from)} – {format.calendarDay(request.to)}
          </span>
          <span>{useAccountNames(request.workspaceIds)}</span>
          <Tag tone={tones[state]}>{t(`batches.state.${state}`)}</Tag>
          <span className={classes.number}>
            {state === 'done' || expected === null
              ? t('batches.files', { count: files, formatted: format.count(files) })
              : t('progress.of', { done: format.count(files), expected: format.count(expected) })}
          </span>
          <Text c="dimmed" size="xs" className={classes.number ?? ''}>
            {format.moment(createdAt)}
          </Text>
        </span>
      </Accordion.Control>
      <Accordion.Panel>
        <BatchDetails batch={batch} job={job} isBusy={isBusy} onResume={onResume} />
      </Accordion.Panel>
    </Accordion.Item>
  );
}

function BatchDetails({ batch, job, isBusy, onResume }: BatchProps): ReactNode {
  const { t } = useTranslation('exports');
  const cancel = useIpcCommand('jobs.cancel');
  const showInFolder = useIpcCommand('exports.showInFolder');
  const { tellFailure } = useCallNotice();
  const { id, state, request, result } = batch;
  return (
    <div className={classes.result}>
      {state !== 'done' && state !== 'running' && <Text>{t(`batches.meaning.${state}`)}</Text>}
      {result && <ExportResultView result={result} />}
      <Facts>
        <Fact name={t('batches.folder')}>{request.directory}</Fact>
        <Fact name={t('form.kinds')}>{request.kinds.map((kind) => t(`kinds.${kind}`)).join(', ')}</Fact>
        <Fact name={t('form.statuses')}>{useStatusNames(request.statuses, t)}</Fact>
      </Facts>
      <Group gap="xs">
        <Button
          variant="default"
          leftSection={<IconFolderOpen size={14} />}
          onClick={() => showInFolder.mutate({ batchId: id }, { onError: tellFailure })}
        >
          {t('batches.showInFolder')}
        </Button>
        {job?.state === 'running' && (
          <Button
            variant="default"
            loading={cancel.isPending}
            onClick={() => cancel.mutate({ jobId: job.id }, { onError: tellFailure })}
          >
            {t('progress.cancel')}
          </Button>
        )}
        {resumable.has(state) && (
          <Button leftSection={<IconPlayerPlay size={14} />} disabled={isBusy} onClick={() => onResume(id)}>
            {t('batches.resume')}
          </Button>
        )}
      </Group>
    </div>
  );
}

function useAccountNames(workspaceIds: string[] | null): string {
  const { t } = useTranslation('exports');
  const { byId } = useScope();
  if (workspaceIds === null) return t('form.allAccounts');
  return workspaceIds.map((id) => byId(id)?.name ?? t('batches.formerAccount')).join(', ');
}

function useStatusNames(statuses: ExportBatch['request']['statuses'], t: TFunction<'exports'>): string {
  const { t: tApp } = useTranslation();
  if (statuses === null) return t('batches.everyNumber');
  return statuses.map((status) => tApp(`invoiceStatus.${status}`)).join(', ');
}
