import { expect, it } from 'vitest';
import { createAppServices } from '../../electron/services/app.ts';
import { createSettingsServices } from '../../electron/services/settings.ts';
import { createSyncServices } from '../../electron/services/sync.ts';
import { schemas } from '../../shared/ipc/contract.ts';
import { openTestProfile, testVault } from '../builders/openProfile.ts';

it('starts, pauses and resumes one account or all, and tells how each stands', async () => {
  const { services, sync, registry } = await openTestProfile();
  const sample = { size: 'S', accounts: 20, seed: 1, anchor: '2026-11-20' } as const;
  const { workspaces } = await services['workspaces.createSample'](sample);
  const ipc = createSyncServices({ sync, registry });
  const [first, second] = workspaces.map(({ id }) => id);

  await ipc['sync.start']({ workspaceId: first ?? '', full: false });
  const statusOf = async (id: string | undefined) =>
    (await ipc['sync.getStatus']({})).find(({ workspaceId }) => workspaceId === id);
  await expect.poll(async () => (await statusOf(first))?.complete, { timeout: 20_000 }).toBe(true);
  expect(await statusOf(second)).toMatchObject({ phase: 'idle', complete: false, asOf: null });

  await ipc['sync.pause']({ workspaceId: null });
  await ipc['sync.start']({ workspaceId: null, full: false });
  expect(await statusOf(second)).toMatchObject({ phase: 'paused' });
  await ipc['sync.resume']({ workspaceId: second ?? '' });
  await expect.poll(async () => (await statusOf(second))?.complete, { timeout: 20_000 }).toBe(true);

  const statuses = await ipc['sync.getStatus']({});
  expect(schemas['sync.getStatus'].output.safeParse(statuses).success).toBe(true);
  await expect(ipc['sync.start']({ workspaceId: 'unknown', full: false })).rejects.toMatchObject({
    code: 'not_found',
  });
});

it('keeps settings that were not named and tells who follows them', async () => {
  const { registry, stored } = await openTestProfile();
  const followed: unknown[] = [];
  const announced: unknown[] = [];
  const settings = createSettingsServices({
    registry,
    publishEvent: (event, announcement) => announced.push([event, announcement]),
    onChanged: (changed) => followed.push(changed),
  });
  const before = await settings['settings.get']({});
  const after = await settings['settings.update']({ language: 'nl', colorScheme: undefined });
  expect(after).toEqual({ ...before, language: 'nl' });
  expect(stored.get('settings')).toEqual(after);
  expect(followed).toEqual([after]);
  expect(announced).toEqual([['cache.changed', { workspaceId: null, resources: ['settings'] }]]);
});

it('describes the app with the state of the vault as it is now', async () => {
  const about = {
    version: '0.1.0',
    electronVersion: '45',
    profileDir: '/profile',
    logDir: '/profile/logs',
    platform: 'linux',
    systemLocale: 'nl-NL',
    packaged: false,
    who: 'jan (Jan)',
  } as const;
  const services = createAppServices({
    about,
    vault: testVault({ available: false }),
    listNotices: () => ['cacheSetAside'],
  });
  const info = await services['app.getInfo']({});
  expect(schemas['app.getInfo'].output.parse(info)).toMatchObject({
    vault: { available: false, reason: 'no vault' },
    notices: ['cacheSetAside'],
  });
});
