import { readFileSync } from 'node:fs';
import type { Page } from '@playwright/test';
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

/** From the start of the process to what there is to do on the screen. *Units*: milliseconds. */
export async function measureStart(profile: OfficeProfile): Promise<number> {
  const startedMs = performance.now();
  const app = await profile.open();
  await waitForToday(app.page);
  const elapsedMs = performance.now() - startedMs;
  await app.stop();
  return elapsedMs;
}

/** Resident memory of a process; Linux only, NaN elsewhere. */
export function readMemoryBytes(pid: number): number {
  if (process.platform !== 'linux') return NaN;
  const kilobytes = /^VmRSS:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
  return Number(kilobytes) * 1024;
}
