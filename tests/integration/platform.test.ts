import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import { prepareProfile } from '../../electron/platform/profile.ts';
import { readWindowBounds, writeWindowBounds } from '../../electron/platform/windowBounds.ts';
import { createLinkServices } from '../../electron/services/links.ts';
import type { WorkspaceRecord } from '../../electron/workspaces/workspaceRegistryApi.ts';

let dir: string;
beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'kantoor-platform-'));
});
afterEach(() => rm(dir, { recursive: true, force: true }));

const modeOf = async (path: string): Promise<string> => ((await stat(path)).mode & 0o777).toString(8);

describe('a profile', () => {
  it.skipIf(process.platform === 'win32')(
    'is closed to other accounts, also when it was open before',
    async () => {
      const profile = prepareProfile(join(dir, 'a', 'b'));
      for (const folder of [profile.dir, profile.logDir, profile.documentsDir, profile.emulatorDir]) {
        expect(await modeOf(folder)).toBe('700');
      }
      expect(prepareProfile(profile.dir)).toEqual(profile);
    },
  );

  it('remembers where the window was, and forgets a damaged memory', async () => {
    const bounds = { x: 10, y: 20, width: 1000, height: 700, maximized: true };
    expect(readWindowBounds(dir)).toBeNull();
    writeWindowBounds(dir, bounds);
    expect(readWindowBounds(dir)).toEqual(bounds);
    writeWindowBounds(dir, { ...bounds, width: 0 });
    expect(readWindowBounds(dir)).toBeNull();
  });
});

describe('the settings store', () => {
  it('opens no channel to pages and keeps its file to its owner', async () => {
    const register = join(import.meta.dirname, '../../tools/electronStandIn/register.mjs');
    const script = join(import.meta.dirname, 'settingsStoreProcess.ts');
    const { stdout } = await promisify(execFile)(process.execPath, ['--import', register, script, dir]);
    const { path, channels } = JSON.parse(stdout) as { path: string; channels: string[] };
    expect(channels).toEqual([]);
    expect(JSON.parse(await readFile(path, 'utf8'))).toEqual({ settings: { language: 'nl' } });
    if (process.platform !== 'win32') expect(await modeOf(path)).toBe('600');
  });
});

describe('links that leave Kantoor', () => {
  const opened: string[] = [];
  const letThrough: (readonly string[])[] = [];
  const record = { accountId: 'acct_1', livemode: true, sample: null } as WorkspaceRecord;
  const links = createLinkServices({
    async openExternal(url, sampleOrigins) {
      opened.push(url);
      letThrough.push(sampleOrigins);
    },
    sampleOffices: { origins: async () => ['http://127.0.0.1:40001'] },
    registry: {
      get: (id) => (id === 'sample' ? { ...record, sample: { officeId: 'o', accountIndex: 0 } } : record),
    },
  });

  it('open an object in its account in the Dashboard', async () => {
    await links['links.openInStripe']({ workspaceId: 'ws', kind: 'customer', id: 'cus_1' });
    expect(opened).toEqual(['https://dashboard.stripe.com/acct_1/customers/cus_1']);
  });

  it('may be pages of a sample office while it runs', async () => {
    await links['links.openExternal']({ url: 'http://127.0.0.1:40001/checkout/cs_1' });
    expect(letThrough.at(-1)).toEqual(['http://127.0.0.1:40001']);
  });

  it('lead to the Dashboard from no sample office', async () => {
    const asked = links['links.openInStripe']({ workspaceId: 'sample', kind: 'customer', id: 'cus_1' });
    await expect(asked).rejects.toMatchObject({ code: 'invalid_input' });
  });
});
