import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

import { expect } from 'vitest';

import { conformance } from './fixture.ts';

const docs = 'electronjs.org/docs/latest/api';

conformance('Platform', { withWindow: true }, (statement) => {
  statement(
    'Node 24 with node:sqlite and FTS5 is inside',
    'electronjs.org/docs/latest/tutorial/electron-timelines',
    async ({ inMain }) => {
      const found = await inMain(async () => {
        const { DatabaseSync } = process.getBuiltinModule('node:sqlite');
        const database = new DatabaseSync(':memory:');
        database.exec(
          "CREATE VIRTUAL TABLE words USING fts5(text); INSERT INTO words VALUES ('open invoices')",
        );
        const row = database.prepare("SELECT text FROM words WHERE words MATCH 'invoi*'").get();
        return [
          process.versions.node.split('.')[0],
          row?.['text'],
          typeof process.versions.electron,
          process.type,
        ];
      });
      expect(found).toEqual(['24', 'open invoices', 'string', 'browser']);
    },
  );

  statement(
    'zlib has Zstandard, with which the cache keeps its blocks',
    'nodejs.org/api/zlib.html',
    async ({ inMain }) => {
      const read = await inMain(() => {
        const { zstdCompressSync, zstdDecompressSync } = process.getBuiltinModule('node:zlib');
        return zstdDecompressSync(zstdCompressSync('open invoices')).toString();
      });
      expect(read).toBe('open invoices');
    },
  );

  statement('STRICT tables and WAL work', 'sqlite.org/stricttables.html', async ({ inMain, profileDir }) => {
    const mode = await inMain((_shared, folder) => {
      const { DatabaseSync } = process.getBuiltinModule('node:sqlite');
      const database = new DatabaseSync(`${folder}/conformance.sqlite`);
      database.exec('CREATE TABLE rows (id INTEGER PRIMARY KEY) STRICT');
      const answer = database.prepare('PRAGMA journal_mode = WAL').get()?.['journal_mode'];
      database.close();
      return answer;
    }, profileDir);
    expect(mode).toBe('wal');
  });

  statement(
    'worker threads run and have node:sqlite',
    `${docs}/../tutorial/multithreading`,
    async ({ inMain }) => {
      const answer = await inMain(
        () =>
          new Promise((resolve, reject) => {
            const { Worker } = process.getBuiltinModule('node:worker_threads');
            const code =
              "require('node:worker_threads').parentPort.postMessage(typeof require('node:sqlite').DatabaseSync)";
            const worker = new Worker(code, { eval: true });
            worker.once('message', (message) => void worker.terminate().then(() => resolve(message)));
            worker.once('error', reject);
          }),
      );
      expect(answer).toBe('function');
    },
  );

  statement(
    'safeStorage seals and opens text asynchronously',
    `${docs}/safe-storage#safestorageencryptstringasyncplaintext`,
    async ({ inMain }) => {
      const found = await inMain(async ({ electron: { safeStorage } }) => {
        const sealed = await safeStorage.encryptStringAsync('a secret');
        const { result, shouldReEncrypt } = await safeStorage.decryptStringAsync(sealed);
        return { result, shouldReEncrypt, isHidden: !sealed.toString('latin1').includes('a secret') };
      });
      expect(found).toEqual({ result: 'a secret', shouldReEncrypt: false, isHidden: true });
    },
  );

  statement(
    'the ciphertext begins with v10 where Linux has no vault',
    `${docs}/safe-storage#safestoragegetselectedstoragebackend-linux`,
    async ({ inMain }) => {
      if (process.platform !== 'linux') return;
      const [backend, prefix] = await inMain(async ({ electron: { safeStorage } }) => [
        safeStorage.getSelectedStorageBackend(),
        (await safeStorage.encryptStringAsync('a secret')).subarray(0, 3).toString('latin1'),
      ]);
      expect(prefix).toBe(backend === 'basic_text' || backend === 'unknown' ? 'v10' : 'v11');
    },
  );

  statement(
    'net.fetch speaks HTTP with headers and bodies',
    `${docs}/net#netfetchinput-init`,
    async ({ inMain }) => {
      const server = createServer(async (request, response) => {
        const chunks: Buffer[] = [];
        for await (const chunk of request) chunks.push(chunk as Buffer);
        response.writeHead(402, { 'request-id': 'req_1' });
        response.end(
          `${request.method} ${String(request.headers['idempotency-key'])} ${Buffer.concat(chunks).toString()}`,
        );
      });
      await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
      const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1/customers`;
      const found = await inMain(async ({ electron: { net } }, address) => {
        const answer = await net.fetch(address, {
          method: 'POST',
          headers: { 'idempotency-key': 'k1' },
          body: 'name=A',
        });
        return [answer.status, answer.headers.get('request-id'), await answer.text()];
      }, url);
      server.close();
      expect(found).toEqual([402, 'req_1', 'POST k1 name=A']);
    },
  );

  statement(
    'printToPDF gives a PDF',
    `${docs}/web-contents#contentsprinttopdfoptions`,
    async ({ inMain }) => {
      const start = await inMain(async ({ electron: { BrowserWindow } }) => {
        const bytes = await BrowserWindow.getAllWindows()[0]?.webContents.printToPDF({ pageSize: 'A4' });
        return bytes?.subarray(0, 5).toString('latin1');
      });
      expect(start).toBe('%PDF-');
    },
  );

  statement(
    'nativeTheme.themeSource reaches the page',
    `${docs}/native-theme#nativethemethemesource`,
    async ({ inMain, inPage }) => {
      await inMain(({ electron: { nativeTheme } }) => void (nativeTheme.themeSource = 'dark'));
      await expect.poll(() => inPage(`matchMedia('(prefers-color-scheme: dark)').matches`)).toBe(true);
      await inMain(({ electron: { nativeTheme } }) => void (nativeTheme.themeSource = 'light'));
      await expect.poll(() => inPage(`matchMedia('(prefers-color-scheme: dark)').matches`)).toBe(false);
    },
  );

  statement(
    'menus are built from templates and found by id',
    `${docs}/menu#menubuildfromtemplatetemplate`,
    async ({ inMain }) => {
      const found = await inMain(({ electron: { Menu } }) => {
        const menu = Menu.buildFromTemplate([
          { label: 'File', submenu: [{ id: 'export', label: 'Export', click: () => undefined }] },
        ]);
        Menu.setApplicationMenu(menu);
        return Menu.getApplicationMenu()?.getMenuItemById('export')?.label;
      });
      expect(found).toBe('Export');
    },
  );

  statement(
    'the crash of a page is announced and the app lives on',
    `${docs}/web-contents#event-render-process-gone`,
    async ({ inMain }) => {
      const reason = await inMain(async ({ openWindow }) => {
        const window = await openWindow();
        const gone = new Promise((resolve) =>
          window.webContents.once('render-process-gone', (_event, details) => resolve(details.reason)),
        );
        window.webContents.forcefullyCrashRenderer();
        const why = await gone;
        window.destroy();
        return why;
      });
      expect(['crashed', 'killed']).toContain(reason);
    },
  );
});
