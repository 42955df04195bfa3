import { expect } from 'vitest';

import { conformance } from './fixture.ts';

const contentsDocs = 'electronjs.org/docs/latest/api/web-contents';

conformance('Navigation', { withWindow: true }, (statement) => {
  const settle = `fetch('/frame.html').then((response) => response.text())`;

  statement(
    'a link elsewhere asks will-navigate, and preventDefault keeps the page',
    `${contentsDocs}#event-will-navigate`,
    async ({ inMain, inPage }) => {
      await inPage(`document.getElementById('away').click()`);
      await expect.poll(() => inMain(({ seen }) => seen.willNavigate)).toEqual(['https://example.com/away']);
      await inPage(settle);
      expect(
        await inMain(({ electron }) => electron.BrowserWindow.getAllWindows()[0]?.webContents.getURL()),
      ).toBe('app://fixture/index.html');
    },
  );

  statement(
    'a script that sets location asks as well',
    `${contentsDocs}#event-will-navigate`,
    async ({ inMain, inPage }) => {
      await inPage(`void (location.href = 'https://example.com/script')`);
      await expect
        .poll(() => inMain(({ seen }) => seen.willNavigate))
        .toContain('https://example.com/script');
    },
  );

  statement(
    'a frame that navigates asks will-frame-navigate',
    `${contentsDocs}#event-will-frame-navigate`,
    async ({ inMain, inPage }) => {
      await inPage(`void (document.getElementById('frame').contentWindow.location.href = '/page.js')`);
      await expect.poll(() => inMain(({ seen }) => seen.frameNavigate)).toContain('app://fixture/page.js');
    },
  );

  statement('loading for the app asks nobody', `${contentsDocs}#event-will-navigate`, async ({ inMain }) => {
    const asked = await inMain(async ({ electron, seen }) => {
      const before = seen.willNavigate.length;
      await electron.BrowserWindow.getAllWindows()[0]?.loadURL('app://fixture/index.html#/route');
      await electron.BrowserWindow.getAllWindows()[0]?.loadURL('app://fixture/index.html');
      return seen.willNavigate.length - before;
    });
    expect(asked).toBe(0);
  });

  statement(
    'reload brings the page anew and asks nobody',
    `${contentsDocs}#contentsreload`,
    async ({ inMain, inPage }) => {
      await inPage('void (window.isOld = true)');
      const asked = await inMain(async ({ electron, seen }) => {
        const before = seen.willNavigate.length;
        const contents = electron.BrowserWindow.getAllWindows()[0]?.webContents;
        const loaded = new Promise((resolve) => contents?.once('did-finish-load', () => resolve(undefined)));
        contents?.reload();
        await loaded;
        return seen.willNavigate.length - before;
      });
      expect([asked, await inPage('Boolean(window.isOld)')]).toEqual([0, false]);
    },
  );

  statement(
    'window.open asks the handler; denied, it returns null',
    `${contentsDocs}#contentssetwindowopenhandlerhandler`,
    async ({ inMain, inPage }) => {
      expect(await inPage(`String(window.open('https://example.com/window'))`)).toBe('null');
      await expect.poll(() => inMain(({ seen }) => seen.windowOpen)).toContain('https://example.com/window');
      expect(await inMain(({ electron }) => electron.BrowserWindow.getAllWindows().length)).toBe(1);
    },
  );

  statement(
    'a link to a new window asks the same handler',
    `${contentsDocs}#contentssetwindowopenhandlerhandler`,
    async ({ inMain, inPage }) => {
      await inPage(`document.getElementById('popup').click()`);
      await expect.poll(() => inMain(({ seen }) => seen.windowOpen)).toContain('https://example.com/popup');
      expect(await inMain(({ electron }) => electron.BrowserWindow.getAllWindows().length)).toBe(1);
    },
  );

  statement(
    'a download asks will-download and can be refused',
    'electronjs.org/docs/latest/api/session#event-will-download',
    async ({ inMain, inPage }) => {
      await inPage(
        `(() => { const link = document.createElement('a'); link.href = '/file.bin'; link.download = 'file.bin'; link.click(); })()`,
      );
      await expect.poll(() => inMain(({ seen }) => seen.downloads)).toEqual(['app://fixture/file.bin']);
    },
  );

  statement(
    'a page that cannot be reached rejects loadURL',
    `${contentsDocs}#contentsloadurlurl-options`,
    async ({ inMain }) => {
      const code = await inMain(({ openWindow }) =>
        openWindow().then((window) =>
          window
            .loadURL('http://127.0.0.1:1/')
            .catch((error: { code: string }) => error.code)
            .finally(() => window.destroy()),
        ),
      );
      expect(code).toMatch(/^ERR_/);
    },
  );

  statement(
    'permissions go through the handlers of the session',
    'electronjs.org/docs/latest/tutorial/security#5-handle-session-permission-requests-from-remote-content',
    async ({ inMain, inPage }) => {
      expect(await inPage('Notification.requestPermission()')).toBe('denied');
      const geolocation = `new Promise((resolve) => navigator.geolocation.getCurrentPosition(() => resolve('given'), () => resolve('refused')))`;
      expect(await inPage(geolocation)).toBe('refused');
      expect(await inMain(({ seen }) => seen.permissions)).toContain('geolocation');
    },
  );
});
