import { describe, expect, test } from 'vitest';
import {
  exampleName,
  exportedStatuses,
  findProblems,
  joinFolder,
  suggestFolderName,
  toRequest,
  type ExportDraft,
} from '../../renderer/features/exports/exportDraft.ts';
import { withJob } from '../../renderer/features/exports/useExportJobs.ts';
import { schemas } from '../../shared/ipc/contract.ts';
import type { Job } from '../../shared/ipc/schemas/documents.ts';

const draft: ExportDraft = {
  period: { from: '2026-10-01', to: '2026-10-31' },
  workspaceIds: [],
  kinds: ['invoice', 'creditNote'],
  statuses: [...exportedStatuses],
  baseDirectory: '/home/fin/Exports',
  folderName: '2026-10',
  nameTemplate: ' {date}_{number}.pdf ',
  zip: false,
};

describe('the export form', () => {
  test('becomes a request that the main process takes', () => {
    const request = toRequest(draft);
    expect(schemas['exports.start'].input.parse(request)).toEqual({
      from: '2026-10-01',
      to: '2026-10-31',
      workspaceIds: null,
      kinds: ['invoice', 'creditNote'],
      statuses: null,
      directory: '/home/fin/Exports/2026-10',
      nameTemplate: '{date}_{number}.pdf',
      zip: false,
    });
  });

  test('asks for whatever has a number only while every status is chosen', () => {
    expect(toRequest({ ...draft, statuses: ['paid'] })?.statuses).toEqual(['paid']);
    expect(toRequest({ ...draft, workspaceIds: ['ws'] })?.workspaceIds).toEqual(['ws']);
  });

  test.each<[Partial<ExportDraft>, string]>([
    [{ period: { from: '2026-10-01', to: null } }, 'period'],
    [{ kinds: [] }, 'kinds'],
    [{ statuses: [] }, 'statuses'],
    [{ baseDirectory: null }, 'directory'],
    [{ nameTemplate: '  ' }, 'templateEmpty'],
    [{ nameTemplate: '{custmer}.pdf' }, 'templateTokens'],
  ])('names what is missing in %o', (changes, problem) => {
    const incomplete = { ...draft, ...changes };
    expect(findProblems(incomplete)).toEqual([problem]);
    expect(toRequest(incomplete)).toBeNull();
  });
});

describe('the folder of an export', () => {
  test('is called after a whole month, otherwise after its days', () => {
    expect(suggestFolderName(draft.period, '/e', [])).toBe('2026-10');
    expect(suggestFolderName({ from: '2026-02-01', to: '2026-02-28' }, '/e', [])).toBe('2026-02');
    expect(suggestFolderName({ from: '2028-02-01', to: '2028-02-28' }, '/e', [])).toBe(
      '2028-02-01_2028-02-28',
    );
    expect(suggestFolderName({ from: '2026-07-01', to: '2026-09-30' }, '/e', [])).toBe(
      '2026-07-01_2026-09-30',
    );
  });

  test('is never one that an earlier export took', () => {
    expect(suggestFolderName(draft.period, '/e', ['/e/2026-10'])).toBe('2026-10 (2)');
    expect(suggestFolderName(draft.period, '/e', ['/e/2026-10', '/e/2026-10 (2)'])).toBe('2026-10 (3)');
    expect(suggestFolderName(draft.period, '/other', ['/e/2026-10'])).toBe('2026-10');
  });

  test('is written as its system writes paths', () => {
    expect(joinFolder('C:\\Users\\fin', '2026-10')).toBe('C:\\Users\\fin\\2026-10');
    expect(joinFolder('C:\\', '2026-10')).toBe('C:\\2026-10');
    expect(joinFolder('/home/fin/', '2026-10')).toBe('/home/fin/2026-10');
    expect(joinFolder('/home/fin', '  ')).toBe('/home/fin');
  });
});

test('the example of a file name follows the template at once', () => {
  expect(exampleName('{year}/{number} {customer}', '2026-10-01', 'Nederland')).toBe(
    '2026/INV-0042 Café Zoë.pdf',
  );
  expect(exampleName('{workspace}_{date}.pdf', null, 'Nederland')).toBe('Nederland_2026-01-31.pdf');
});

test('a job that tells its progress takes the place of what was known of it', () => {
  const job = (id: string, done: number): Job => ({
    id,
    kind: 'export',
    state: 'running',
    done,
    expected: 10,
    secondsLeft: null,
    startedAt: 1,
    error: null,
    result: null,
  });
  const jobs = [job('b', 1), job('a', 1)];
  expect(withJob(jobs, job('a', 5)).map(({ id, done }) => [id, done])).toEqual([
    ['b', 1],
    ['a', 5],
  ]);
  expect(withJob(jobs, job('c', 0)).map(({ id }) => id)).toEqual(['c', 'b', 'a']);
});
