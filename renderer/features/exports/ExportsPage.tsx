import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { ExportRequest, Job } from '../../../shared/ipc/schemas/documents.ts';
import { useIpcCommand } from '../../api/useIpcCommand.ts';
import { Freshness } from '../../app/Freshness.tsx';
import { Page } from '../../ui/Page.tsx';
import { ExportBatches } from './ExportBatches.tsx';
import { ExportForm } from './ExportForm.tsx';
import classes from './ExportsPage.module.css';
import { JobPanel } from './JobPanel.tsx';
import { useExportDraft } from './useExportDraft.ts';
import { useExportJobs } from './useExportJobs.ts';

/** Documents of a period to disk: first look, then write, then the proof that nothing is missing. */
export function ExportsPage(): ReactNode {
  const { t } = useTranslation('exports');
  const { draft, today, change, nameFolderAnew } = useExportDraft();
  const jobs = useExportJobs();
  const [putAway, setPutAway] = useState<string | null>(null);
  const plan = useIpcCommand('exports.plan');
  const start = useIpcCommand('exports.start');
  const resume = useIpcCommand('exports.resume');
  const settings = useIpcCommand('settings.update');
  const shown: Job | undefined = jobs.find(({ id }) => id !== putAway && id === jobs[0]?.id);
  const isBusy = jobs.some(({ state }) => state === 'running') || plan.isPending || start.isPending;

  function forgetFailures(): void {
    for (const command of [plan, start, resume]) command.reset();
  }

  function startExport(request: ExportRequest): void {
    forgetFailures();
    start.mutate(request, {
      // The next month begins where this one was put.
      onSuccess: () => {
        settings.mutate({ exportDirectory: draft.baseDirectory, exportNameTemplate: request.nameTemplate });
        nameFolderAnew();
      },
    });
  }

  return (
    <Page title={t('title')} freshness={<Freshness />}>
      <div className={classes.columns}>
        <ExportForm
          draft={draft}
          today={today}
          isBusy={isBusy}
          onChange={(changes) => {
            change(changes);
            // What was counted before no longer belongs to what the form says.
            if (shown?.kind === 'exportPlan' && shown.state !== 'running') setPutAway(shown.id);
            forgetFailures();
          }}
          onPlan={(request) => {
            forgetFailures();
            plan.mutate(request);
          }}
          onStart={startExport}
        />
        <JobPanel job={shown} failure={plan.error ?? start.error ?? resume.error} />
      </div>
      <ExportBatches
        jobs={jobs}
        isBusy={isBusy}
        onResume={(batchId) => {
          forgetFailures();
          resume.mutate({ batchId });
        }}
      />
    </Page>
  );
}
