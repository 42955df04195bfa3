import { expect, test } from '@playwright/test';

import { startApp } from './harness/startApp.ts';

test('the app shows a page of its own that has the API of its preload and no Node', async () => {
  const app = await startApp();
  try {
    await expect(app.page).toHaveTitle('Kantoor');
    expect(
      await app.page.evaluate(() => [
        typeof Reflect.get(window, 'kantoorApi'),
        typeof Reflect.get(window, 'require'),
      ]),
    ).toEqual(['object', 'undefined']);
  } finally {
    await app.stop();
  }
});
