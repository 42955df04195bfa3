import { expect } from 'vitest';

import { conformance, startFixture } from './fixture.ts';

const appDocs = 'electronjs.org/docs/latest/api/app';
const windowDocs = 'electronjs.org/docs/latest/api/browser-window';

conformance('App', { withWindow: false }, (statement, target) => {
  statement(
    'ready comes after the whole of an ES module main, so a top-level await of it never ends',
    'github.com/electron/electron/issues/40719',
    async ({ inMain }) => {
      expect(
        await inMain(({ wasReadyAtStart, electron }) => [wasReadyAtStart, electron.app.isReady()]),
      ).toEqual([false, true]);
    },
  );

  statement('name and version come from package.json', `${appDocs}#appgetname`, async ({ inMain }) => {
    expect(await inMain(({ electron: { app } }) => [app.getName(), app.name, app.getVersion()])).toEqual([
      'Conformance Fixture',
      'Conformance Fixture',
      '1.2.3',
    ]);
  });

  statement(
    'an app that runs from its sources is not packaged',
    `${appDocs}#appispackaged-readonly`,
    async ({ inMain }) => {
      expect(await inMain(({ electron }) => electron.app.isPackaged)).toBe(false);
    },
  );

  statement(
    'setPath before ready decides where userData lies',
    `${appDocs}#appsetpathname-path`,
    async ({ inMain, profileDir }) => {
      expect(await inMain(({ electron }) => electron.app.getPath('userData'))).toBe(profileDir);
    },
  );

  statement('--lang decides the locale', `${appDocs}#appgetlocale`, async () => {
    const dutch = await startFixture(target, { args: ['--lang=nl'] });
    expect(await dutch.inMain(({ electron }) => electron.app.getLocale())).toBe('nl');
    await dutch.inMain(async ({ openWindow }) => void (await openWindow()));
    expect(await dutch.inPage('navigator.language')).toBe('nl');
    await dutch.stop();
  });

  statement(
    'a second start of a profile gets no lock and the first one hears of it',
    `${appDocs}#apprequestsingleinstancelockadditionaldata`,
    async ({ inMain, profileDir }) => {
      const second = await startFixture(target, { profileDir, args: ['--second'] });
      expect(await second.inMain(({ hasLock }) => hasLock)).toBe(false);
      await second.stop();
      await expect
        .poll(() =>
          inMain(({ secondInstances }) =>
            secondInstances.map(({ argv, data }) => [argv.includes('--second'), data]),
          ),
        )
        .toEqual([[true, { from: 'the second start' }]]);
      expect(await inMain(({ hasLock }) => hasLock)).toBe(true);
    },
  );

  statement(
    'two profiles do not disturb each other',
    `${appDocs}#apprequestsingleinstancelockadditionaldata`,
    async () => {
      const other = await startFixture(target);
      expect(await other.inMain(({ hasLock }) => hasLock)).toBe(true);
      await other.stop();
    },
  );

  statement(
    'quit announces itself before-quit, will-quit, quit',
    `${appDocs}#event-before-quit`,
    async () => {
      const fixture = await startFixture(target);
      await fixture.inMain(async ({ openWindow }) => void (await openWindow()));
      await fixture.inMain(({ electron }) => void setImmediate(() => electron.app.quit()));
      expect(await fixture.ended).toEqual(['before-quit', 'will-quit', 'quit']);
    },
  );

  statement('the end signal of the system quits in order', `${appDocs}#event-before-quit`, async () => {
    const fixture = await startFixture(target);
    await fixture.stop();
    expect(await fixture.ended).toEqual(['before-quit', 'will-quit', 'quit']);
  });

  statement('a prevented before-quit keeps the app', `${appDocs}#event-before-quit`, async () => {
    const fixture = await startFixture(target);
    await fixture.inMain(({ electron: { app } }) => {
      app.once('before-quit', (event) => event.preventDefault());
      app.quit();
    });
    expect(await fixture.inMain(({ quitEvents }) => quitEvents)).toEqual(['before-quit']);
    await fixture.stop();
  });

  statement(
    'a window may refuse to close, and the last one announces window-all-closed',
    `${windowDocs}#event-close`,
    async () => {
      const fixture = await startFixture(target);
      const isKept = await fixture.inMain(async ({ openWindow }) => {
        const window = await openWindow();
        window.once('close', (event) => event.preventDefault());
        window.close();
        return !window.isDestroyed();
      });
      expect(isKept).toBe(true);
      await fixture.inMain(({ electron }) => electron.BrowserWindow.getAllWindows()[0]?.close());
      await expect.poll(() => fixture.inMain(({ quitEvents }) => quitEvents)).toEqual(['window-all-closed']);
      await fixture.stop();
    },
  );

  statement(
    'a window before ready is refused, afterwards it can be found by its contents',
    windowDocs,
    async ({ inMain }) => {
      const found = await inMain(async ({ electron: { BrowserWindow }, openWindow }) => {
        const window = await openWindow();
        const isSame =
          BrowserWindow.fromWebContents(window.webContents) === window &&
          BrowserWindow.fromId(window.id) === window;
        const facts = [isSame, window.isVisible(), window.webContents.getURL()];
        window.destroy();
        return facts;
      });
      expect(found).toEqual([true, false, 'app://fixture/index.html']);
    },
  );
});
