import type { Handlers } from '../../shared/ipc/contract.ts';
import type { UnixSeconds } from '../../shared/domain/dates.ts';
import { AppError, isAppError } from '../../shared/errors/appError.ts';
import type { AppErrorPayload } from '../../shared/errors/appError.ts';
import type { ExportResult, Job } from '../../shared/ipc/schemas/documents.ts';

/** What a job is given to report with and to stop by. */
export interface JobControl {
  signal: AbortSignal;
  onProgress: (progress: { done: number; expected: number | null }) => void;
}

export interface StartedJob<Result = ExportResult> {
  jobId: string;
  /** For callers that wait; the job's end is told by event in any case. */
  result: Promise<Result>;
}

export interface Jobs {
  handlers: Pick<Handlers, 'jobs.list' | 'jobs.cancel'>;
  /** Starts a job that runs on by itself; `cancelledBy` is a second way to stop it. */
  start<Result extends ExportResult | null>(
    kind: Job['kind'],
    run: (control: JobControl) => Promise<Result>,
    cancelledBy?: AbortSignal,
  ): StartedJob<Result>;
  hasRunning(): boolean;
  /** Cancels what runs and waits for it: at quit. */
  stopAll(): Promise<void>;
}

interface RunningJob {
  job: Job;
  controller: AbortController;
  result: Promise<ExportResult | null>;
}

export interface JobsDeps {
  now: () => UnixSeconds;
  newId: () => string;
  publishJob: (job: Job) => void;
  /** An unknown error gets an incident id and a log line there. */
  toErrorPayload: (error: unknown) => AppErrorPayload;
}

/** Ended jobs that are remembered until the next start. */
const keptJobs = 20;
/** A job tells about this many steps of its progress, however many documents it has. */
const progressSteps = 200;

/** Long commands: they return at once, report by event and can be cancelled. */
export function createJobs(deps: JobsDeps): Jobs {
  const jobs = new Map<string, RunningJob>();
  const update = (id: string, change: Partial<Job>): void => {
    const running = jobs.get(id);
    if (!running) return;
    running.job = { ...running.job, ...change };
    deps.publishJob(running.job);
  };
  return {
    handlers: {
      'jobs.list': async () => [...jobs.values()].map(({ job }) => job).toReversed(),
      'jobs.cancel': async ({ jobId }) => {
        const running = jobs.get(jobId);
        if (!running)
          throw new AppError('not_found', 'This job is not known any more; it ended before the last start.');
        await cancel([running]);
        return {};
      },
    },
    start(kind, run, cancelledBy) {
      const job = newJob(deps, kind);
      const controller = new AbortController();
      const signal = cancelledBy ? AbortSignal.any([controller.signal, cancelledBy]) : controller.signal;
      const onProgress = createProgress(deps, job, (change) => update(job.id, change));
      forgetOldest(jobs);
      const result = run({ signal, onProgress });
      jobs.set(job.id, { job, controller, result });
      deps.publishJob(job);
      result.then(
        (value) => update(job.id, { state: 'done', secondsLeft: 0, result: value }),
        (error: unknown) => update(job.id, toEnd(deps.toErrorPayload(error), error)),
      );
      return { jobId: job.id, result };
    },
    hasRunning: () => [...jobs.values()].some(({ job }) => job.state === 'running'),
    stopAll: () => cancel([...jobs.values()]),
  };
}

async function cancel(running: readonly RunningJob[]): Promise<void> {
  for (const { controller } of running) controller.abort();
  await Promise.allSettled(running.map(({ result }) => result));
}

function newJob({ now, newId }: JobsDeps, kind: Job['kind']): Job {
  return {
    id: newId(),
    kind,
    state: 'running',
    done: 0,
    expected: null,
    secondsLeft: null,
    startedAt: now(),
    error: null,
    result: null,
  };
}

function toEnd({ code, message, reference }: AppErrorPayload, error: unknown): Partial<Job> {
  const isCancelled = isAppError(error) && error.code === 'cancelled';
  return {
    state: isCancelled ? 'cancelled' : 'failed',
    secondsLeft: null,
    error: { code, message, reference },
  };
}

function createProgress(
  { now }: JobsDeps,
  { startedAt }: Job,
  update: (change: Partial<Job>) => void,
): JobControl['onProgress'] {
  let lastStep: string | null = null;
  return ({ done, expected }) => {
    const step = expected ? `${expected} ${Math.floor((done / expected) * progressSteps)}` : String(done);
    if (step === lastStep) return;
    lastStep = step;
    update({ done, expected, secondsLeft: estimateSecondsLeft(now() - startedAt, done, expected) });
  };
}

/** Whole seconds at the pace so far; null until there is one. */
function estimateSecondsLeft(elapsed: number, done: number, expected: number | null): number | null {
  if (expected === null || done === 0) return null;
  return Math.round((elapsed / done) * Math.max(0, expected - done));
}

function forgetOldest(jobs: Map<string, RunningJob>): void {
  const ended = [...jobs.values()].filter(({ job }) => job.state !== 'running');
  for (const { job } of ended.slice(0, Math.max(0, ended.length - keptJobs))) jobs.delete(job.id);
}
