import { useQueryClient } from '@tanstack/react-query';
import type { Job } from '../../../shared/ipc/schemas/documents.ts';
import { ipcQuery, useIpcQuery } from '../../api/useIpcQuery.ts';
import { useMainEvent } from '../../api/useMainEvent.ts';

/** Exports since the start of the app, newest first, kept fresh by their own events. */
export function useExportJobs(): readonly Job[] {
  const queryClient = useQueryClient();
  const { data = [] } = useIpcQuery('jobs.list', {});
  useMainEvent('job.progress', (job) => {
    queryClient.setQueryData(ipcQuery('jobs.list', {}).queryKey, (known) => withJob(known ?? [], job));
  });
  return data.filter(({ kind }) => kind === 'exportPlan' || kind === 'export');
}

/** The jobs with one of them replaced, or added in front. */
export function withJob(jobs: readonly Job[], job: Job): Job[] {
  const isKnown = jobs.some(({ id }) => id === job.id);
  return isKnown ? jobs.map((known) => (known.id === job.id ? job : known)) : [job, ...jobs];
}
