import { expect } from '@playwright/test';
import { startApp, type RunningApp } from './startApp.ts';

/** Starts the app with the sample office, and waits until everything is brought in: on a busy machine that takes its time. */
export async function startSampleOffice({
  language,
  ready,
}: {
  language: string;
  /** What the screen says once it is. */
  ready: string | RegExp;
}): Promise<RunningApp> {
  const app = await startApp({ args: ['--workspace=sample', `--lang=${language}`] });
  await expect(app.page.getByText(ready).first()).toBeVisible({ timeout: 90_000 });
  return app;
}
