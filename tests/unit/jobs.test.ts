import { describe, expect, it } from 'vitest';
import { createJobs, type JobControl, type Jobs } from '../../electron/services/jobs.ts';
import { AppError, isAppError } from '../../shared/errors/appError.ts';
import { job as jobSchema, type ExportResult, type Job } from '../../shared/ipc/schemas/documents.ts';

const result: ExportResult = {
  batchId: null,
  dryRun: true,
  files: 0,
  bytes: 0,
  failed: [],
  totals: [],
  gaps: [],
  manifest: null,
  complete: true,
};

function jobsWith(clock = { now: 1000 }): { jobs: Jobs; events: Job[] } {
  const events: Job[] = [];
  let ids = 0;
  const jobs = createJobs({
    now: () => clock.now,
    newId: () => `job-${(ids += 1)}`,
    publishJob: (job) => void events.push(jobSchema.parse(job)),
    toErrorPayload: (error) => {
      if (isAppError(error)) return error.toPayload();
      return { code: 'internal', message: 'Something went wrong.', reference: 'inc_1', details: {} };
    },
  });
  return { jobs, events };
}

const untilAborted = ({ signal }: JobControl): Promise<ExportResult> =>
  new Promise((_, reject) => {
    signal.addEventListener('abort', () => reject(new AppError('cancelled', 'Stopped.')));
  });

describe('a job', () => {
  it('is told from its start to its end and stays in the list with its result', async () => {
    const { jobs, events } = jobsWith();
    await jobs.start('exportPlan', async () => result).result;
    expect(events.map(({ state }) => state)).toEqual(['running', 'done']);
    expect(await jobs.handlers['jobs.list']({})).toEqual([events[1]]);
  });

  it('tells the time that is left at the pace so far', async () => {
    const clock = { now: 1000 };
    const { jobs, events } = jobsWith(clock);
    const run = async ({ onProgress }: JobControl): Promise<ExportResult> => {
      await Promise.resolve();
      clock.now += 10;
      onProgress({ done: 100, expected: 400 });
      return result;
    };
    await jobs.start('export', run).result;
    expect(events[1]).toMatchObject({ done: 100, expected: 400, secondsLeft: 30 });
  });

  it('does not flood: 34,000 documents make some hundred events', async () => {
    const { jobs, events } = jobsWith();
    const run = async ({ onProgress }: JobControl): Promise<ExportResult> => {
      await Promise.resolve();
      for (let done = 0; done <= 34_000; done += 1) onProgress({ done, expected: 34_000 });
      return result;
    };
    await jobs.start('export', run).result;
    expect(events.length).toBeLessThan(250);
  });

  it('can be cancelled, and the answer comes when it has stopped', async () => {
    const { jobs, events } = jobsWith();
    const { jobId } = jobs.start('export', untilAborted);
    await jobs.handlers['jobs.cancel']({ jobId });
    expect(events.at(-1)).toMatchObject({ state: 'cancelled', error: { code: 'cancelled' } });
  });

  it("stops with the caller's own signal and at quit", async () => {
    const { jobs, events } = jobsWith();
    const caller = new AbortController();
    const first = jobs.start('export', untilAborted, caller.signal);
    caller.abort();
    await expect(first.result).rejects.toThrow('Stopped.');
    jobs.start('export', untilAborted);
    await jobs.stopAll();
    expect(events.filter(({ state }) => state === 'cancelled')).toHaveLength(2);
  });

  it('that fails unexpectedly tells an incident to quote', async () => {
    const { jobs, events } = jobsWith();
    const failing = jobs.start('export', async () => {
      throw new Error('a bug');
    });
    await expect(failing.result).rejects.toThrow('a bug');
    expect(events.at(-1)).toMatchObject({ state: 'failed', error: { code: 'internal', reference: 'inc_1' } });
  });

  it('that nobody knows cannot be cancelled', async () => {
    const { jobs } = jobsWith();
    await expect(jobs.handlers['jobs.cancel']({ jobId: 'job-9' })).rejects.toMatchObject({
      code: 'not_found',
    });
  });
});
