import { readFileSync, writeFileSync } from 'node:fs';
import type { Page } from '@playwright/test';
import { measureKeystrokes } from './measureKeystrokes.ts';
import { measurePreviews } from './measurePreviews.ts';
import { createOfficeProfile, openEmptyProfile, type OfficeProfile } from './officeProfile.ts';

/** What a person waits for at the window: its start, an answer while typing, a page of a document. */
const offices = [
  { size: 'S', accounts: 1 },
  { size: 'M', accounts: 4 },
  { size: 'L', accounts: 10 },
].filter(({ size }) => (process.env['KANTOOR_BENCH_SIZE'] ?? 'SML').includes(size));
const starts = 5;

function quantile(values: readonly number[], share: number): number {
  return values.toSorted((left, right) => left - right)[Math.ceil(values.length * share) - 1] ?? NaN;
}

const inMs = (value: number): string => `${Math.round(value)} ms`;

/** Rows without contents keep the place until the list has answered. */
async function waitForRows(page: Page): Promise<void> {
  await page.locator('[role=row][row-index]:not(.kantoor-row-loading) [role=gridcell]').first().waitFor();
}

/** From the start of the process to customers on the screen. */
async function measureStart(profile: OfficeProfile): Promise<number> {
  const startedMs = performance.now();
  const app = await profile.open();
  await waitForRows(app.page);
  const elapsedMs = performance.now() - startedMs;
  await app.stop();
  return elapsedMs;
}

/** Resident memory of a process; Linux only, NaN elsewhere. */
function readMemoryBytes(pid: number): number {
  if (process.platform !== 'linux') return NaN;
  const kilobytes = /^VmRSS:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
  return Number(kilobytes) * 1024;
}

interface Measurement {
  what: string;
  size: string;
  value: string;
  aim?: string;
}

async function measureOffice(size: string, accounts: number): Promise<Measurement[]> {
  const profile = await createOfficeProfile(size, accounts);
  try {
    const startsMs: number[] = [];
    for (let run = 0; run < starts; run += 1) startsMs.push(await measureStart(profile));
    const app = await profile.open();
    await waitForRows(app.page);
    const keysMs = await measureKeystrokes(app.page);
    const previewsMs = await measurePreviews(app.page);
    const memoryBytes = readMemoryBytes(app.pid);
    await app.stop();
    const of = (what: string, value: string, aim?: string): Measurement => ({
      what,
      size: `${size}, ${accounts} ${accounts === 1 ? 'account' : 'accounts'}`,
      value,
      ...(aim === undefined ? {} : { aim }),
    });
    return [
      of('start to customers on the screen, median', inMs(quantile(startsMs, 0.5)), '≤ 1,500 ms'),
      of(
        'keystroke to painted result, median · p95',
        `${inMs(quantile(keysMs, 0.5))} · ${inMs(quantile(keysMs, 0.95))}`,
        'p95 ≤ 50 ms',
      ),
      of(
        'click to first page of a stored document, median · p95',
        `${inMs(quantile(previewsMs, 0.5))} · ${inMs(quantile(previewsMs, 0.95))}`,
        '≤ 300 ms',
      ),
      of('main process with sample office in use, resident', `${Math.round(memoryBytes / 1e6)} MB`),
    ];
  } finally {
    profile.remove();
  }
}

/** From the sample door of an empty profile to open invoices on the screen. */
async function measureConnect(): Promise<Measurement> {
  const { app, remove } = await openEmptyProfile();
  const door = app.page.getByRole('button', { name: 'Open the sample office' });
  await door.waitFor();
  const startedMs = performance.now();
  await door.click();
  await app.page.getByRole('link', { name: 'Invoices' }).click();
  await waitForRows(app.page);
  const elapsedMs = performance.now() - startedMs;
  await app.stop();
  remove();
  return { what: 'connect to open invoices on the screen', size: 'S, 3 accounts', value: inMs(elapsedMs) };
}

const measurements = [await measureConnect()];
for (const { size, accounts } of offices) measurements.push(...(await measureOffice(size, accounts)));
writeFileSync(process.env['KANTOOR_BENCH_RESULT'] ?? '/dev/stdout', JSON.stringify(measurements));
