import { expect } from 'vitest';

import { conformance } from './fixture.ts';

const ipcRendererDocs = 'electronjs.org/docs/latest/api/ipc-renderer';
const ipcMainDocs = 'electronjs.org/docs/latest/api/ipc-main';
const frameDocs = 'electronjs.org/docs/latest/api/structures/ipc-main-invoke-event';

conformance('IPC', { withWindow: true }, (statement) => {
  statement(
    'structured-clone values arrive as what they are',
    `${ipcRendererDocs}#ipcrendererinvokechannel-args`,
    async ({ inPage }) => {
      const types = await inPage<string[]>(`(async () => {
      const sent = [new Date(5), new Map([['a', 1]]), new Set([1]), 10n, new Uint8Array([1, 2]), undefined, NaN, -0, /x/g, [1, [2]], null];
      const got = await fixture.invoke('echo', sent);
      return got.map((value) => Object.is(value, -0) ? '-0' : Object.prototype.toString.call(value) + String(value?.getTime?.() ?? value?.size ?? value));
    })()`);
      expect(types).toEqual([
        '[object Date]5',
        '[object Map]1',
        '[object Set]1',
        '[object BigInt]10',
        '[object Uint8Array]1,2',
        '[object Undefined]undefined',
        '[object Number]NaN',
        '-0',
        '[object RegExp]/x/g',
        '[object Array]1,2',
        '[object Null]null',
      ]);
    },
  );

  statement(
    'an error sent as a value keeps name and message',
    `${ipcRendererDocs}#ipcrendererinvokechannel-args`,
    async ({ inPage }) => {
      const described = await inPage(
        `fixture.invoke('echo', { error: new RangeError('too far') }).then(({ error }) => error.message)`,
      );
      expect(described).toBe('too far');
    },
  );

  statement(
    'what cannot be cloned is refused',
    `${ipcRendererDocs}#ipcrendererinvokechannel-args`,
    async ({ inPage }) => {
      expect(
        await inPage(`fixture.invoke('give-function').then(() => 'arrived', (error) => error.message)`),
      ).toMatch(/could not be cloned/);
    },
  );

  statement(
    'an error of the handler arrives as message only',
    `${ipcMainDocs}#ipcmainhandlechannel-listener`,
    async ({ inPage }) => {
      expect(
        await inPage(`fixture.invoke('fail').catch((error) => [error.message, error.code ?? 'no code'])`),
      ).toEqual(["Error invoking remote method 'fail': TypeError: the handler threw", 'no code']);
    },
  );

  statement(
    'a call without handler is rejected by name',
    `${ipcRendererDocs}#ipcrendererinvokechannel-args`,
    async ({ inPage }) => {
      expect(await inPage(`fixture.invoke('nobody').catch((error) => error.message)`)).toBe(
        "Error invoking remote method 'nobody': Error: No handler registered for 'nobody'",
      );
    },
  );

  statement(
    'a second handler for a channel throws',
    `${ipcMainDocs}#ipcmainhandlechannel-listener`,
    async ({ inMain }) => {
      await expect(inMain(({ electron }) => electron.ipcMain.handle('echo', () => 1))).rejects.toThrow(
        "Attempted to register a second handler for 'echo'",
      );
    },
  );

  statement(
    'a removed handler is gone',
    `${ipcMainDocs}#ipcmainremovehandlerchannel`,
    async ({ inMain, inPage }) => {
      await inMain(({ electron }) => electron.ipcMain.handle('soon-gone', () => 'there'));
      expect(await inPage(`fixture.invoke('soon-gone')`)).toBe('there');
      await inMain(({ electron }) => electron.ipcMain.removeHandler('soon-gone'));
      expect(await inPage(`fixture.invoke('soon-gone').catch(() => 'gone')`)).toBe('gone');
    },
  );

  statement('the event names the window, its main frame and the real URL', frameDocs, async ({ inPage }) => {
    expect(await inPage(`fixture.invoke('who')`)).toEqual({
      url: 'app://fixture/index.html',
      origin: 'app://fixture',
      isMainFrame: true,
      isSameAsMainFrame: true,
      isWindow: true,
    });
  });

  statement(
    'events from main arrive in their order',
    'electronjs.org/docs/latest/api/web-contents#contentssendchannel-args',
    async ({ inMain, inPage }) => {
      await inPage(`void (window.arrived = new Promise((resolve) => {
      const values = [];
      const stop = fixture.on('count', (value) => { values.push(value); if (values.length === 50) { stop(); resolve(values); } });
    }))`);
      await inMain(({ electron }) => {
        for (let count = 0; count < 50; count++)
          electron.BrowserWindow.getAllWindows()[0]?.webContents.send('count', count);
      });
      expect(await inPage('arrived')).toEqual(Array.from({ length: 50 }, (_value, index) => index));
    },
  );

  statement(
    'a removed listener hears nothing more',
    `${ipcRendererDocs}#ipcrendererremovelistenerchannel-listener`,
    async ({ inMain, inPage }) => {
      await inPage(`void (window.heard = [], fixture.on('quiet', (value) => heard.push(value))())`);
      await inMain(({ electron }) => electron.BrowserWindow.getAllWindows()[0]?.webContents.send('quiet', 1));
      await inPage(`fixture.invoke('echo', 1)`);
      expect(await inPage('heard')).toEqual([]);
    },
  );

  statement(
    'send reaches ipcMain.on with all arguments',
    `${ipcRendererDocs}#ipcrenderersendchannel-args`,
    async ({ inMain, inPage }) => {
      await inPage(`fixture.send('message', 1, 'two', { three: 3 })`);
      await inPage(`fixture.invoke('echo', 1)`);
      expect(await inMain(({ seen }) => seen.messages)).toEqual([[1, 'two', { three: 3 }]]);
    },
  );
});
