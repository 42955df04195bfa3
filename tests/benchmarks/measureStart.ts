import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import type { Page } from '@playwright/test';
import { quantile, type Measurement } from './measurement.ts';
import type { OfficeProfile } from './officeProfile.ts';

/** Rows without contents keep the place until the list has answered. */
export async function waitForRows(page: Page): Promise<void> {
  await page.locator('[role=row][row-index]:not(.kantoor-row-loading) [role=gridcell]').first().waitFor();
}

/** Today has answered: its worklist is there. */
export async function waitForToday(page: Page): Promise<void> {
  await page.locator('[data-work-row]').first().waitFor();
}

/** Leaves the first screen for the customers. */
export async function openCustomers(page: Page): Promise<void> {
  await waitForToday(page);
  await page.keyboard.press('Control+1');
  await waitForRows(page);
}

/** From the start of the process to what there is to do on the screen, and what it consists of. *Units*: milliseconds. */
export interface StartMeasured {
  totalMs: number;
  /** Until main asks for the window. */
  mainMs: number;
  /** The stand-in's own launch of Chromium, which Electron is when main begins. */
  chromiumMs: number;
  /** From the page's beginning to Today, painted. */
  pageMs: number;
}

const watchStart = new URL('watchStart.mjs', import.meta.url);

/** Starts the app on a profile and ends it again. */
export async function measureStart(profile: OfficeProfile): Promise<StartMeasured> {
  const startedMs = performance.now();
  const app = profile.launch(watchStart);
  const ended = once(app, 'exit');
  if (app.stdout === null) throw new Error('The app was started without a stdout to read.');
  for await (const line of createInterface({ input: app.stdout })) {
    const totalMs = performance.now() - startedMs;
    const { mainMs, pageMs } = JSON.parse(line) as Pick<StartMeasured, 'mainMs' | 'pageMs'>;
    app.kill('SIGTERM');
    await ended;
    return { totalMs, mainMs, chromiumMs: totalMs - mainMs - pageMs, pageMs };
  }
  throw new Error('The app ended before it had started.');
}

/** Rows of the table for starts that were measured one after the other. */
export function startRows(size: string, starts: readonly StartMeasured[]): Measurement[] {
  const median = (part: keyof StartMeasured): number =>
    quantile(
      starts.map((start) => start[part]),
      0.5,
    );
  const row = (what: string, ms: number, aim?: string): Measurement => ({
    what,
    size,
    value: `${Math.round(ms)} ms`,
    ...(aim === undefined ? {} : { aim }),
  });
  const own = quantile(
    starts.map(({ mainMs, pageMs }) => mainMs + pageMs),
    0.5,
  );
  return [
    row(`start to Today on the screen, median of ${starts.length}`, median('totalMs'), '≤ 1,000 ms'),
    row('· main, until it asks for the window', median('mainMs')),
    row('· launch of Chromium by the stand-in', median('chromiumMs')),
    row('· page, until Today is painted', median('pageMs')),
    row('· main and page, what Electron would start', own, '≤ 1,000 ms'),
  ];
}

/** Resident memory of a process; Linux only, NaN elsewhere. */
export function readMemoryBytes(pid: number): number {
  if (process.platform !== 'linux') return NaN;
  const kilobytes = /^VmRSS:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
  return Number(kilobytes) * 1024;
}
