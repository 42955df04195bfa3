import { existsSync, readdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { EmulatedAccount } from '../../electron/stripeEmulator/emulatorOptions.ts';
import { schemas } from '../../shared/ipc/contract.ts';
import { openTestProfile, testVault, type TestProfile } from '../builders/openProfile.ts';
import { startOffice } from '../builders/syncOffice.ts';

const wish = { name: 'Nederland', color: null, timeZone: null, sessionOnly: false };
const sampleWish = { size: 'S', accounts: 3, seed: null, anchor: '2026-11-20' } as const;

function keyWith(account: EmulatedAccount | undefined, has: string[], lacks: string[]): string {
  const found = account?.restrictedKeys.find(
    ({ permissions }) =>
      has.every((permission) => permissions.includes(permission)) &&
      lacks.every((permission) => !permissions.includes(permission)),
  );
  if (!found) throw new Error('The sample office has no such key.');
  return found.key;
}

async function connectable(options: Parameters<typeof openTestProfile>[0] = {}): Promise<{
  profile: TestProfile;
  account: EmulatedAccount;
  other: EmulatedAccount;
}> {
  const emulator = await startOffice();
  const [account, other] = emulator.accounts;
  if (!account || !other) throw new Error('The sample office has too few accounts.');
  return { profile: await openTestProfile({ apiBaseOfNew: emulator.url, ...options }), account, other };
}

describe('a key before it is accepted', () => {
  it.each([
    ['pk_live_51Publishable', 'key_publishable'],
    ['sk_org_live_51Organisation', 'key_invalid'],
    ['hello world', 'key_invalid'],
  ])('%s is refused without asking anybody', async (key, code) => {
    const { services } = await openTestProfile({
      fetch: () => {
        throw new Error('Nobody may be asked.');
      },
    });
    await expect(services['workspaces.inspectKey']({ key })).rejects.toMatchObject({ code });
  });

  it('is refused when Stripe does not know it', async () => {
    const { profile } = await connectable();
    await expect(
      profile.services['workspaces.connect']({ ...wish, key: 'rk_test_51Unknown' }),
    ).rejects.toMatchObject({ code: 'key_invalid' });
    expect(profile.registry.list()).toEqual([]);
  });

  it('shows account, mode, zone, what is missing and what is switched off', async () => {
    const { profile, account } = await connectable();
    const key = keyWith(
      account,
      ['rak_invoice_read', 'rak_event_read', 'rak_accounts_kyc_basic_read'],
      ['rak_invoice_write'],
    );
    const inspection = await profile.services['workspaces.inspectKey']({ key });
    expect(inspection).toMatchObject({
      accountId: account.id,
      country: 'NL',
      timeZone: 'Europe/Amsterdam',
      livemode: false,
      keyType: 'restricted',
      warnings: [],
      alreadyConnectedAs: null,
    });
    expect(inspection.featuresOff).toContain('editCustomers');
    expect(inspection.featuresOff).not.toContain('customers');
    expect(profile.registry.list()).toEqual([]);
  });

  it('with full power works and is warned of', async () => {
    const { profile, account } = await connectable({ vault: testVault({ available: false }) });
    const inspection = await profile.services['workspaces.inspectKey']({ key: account.key });
    expect(inspection).toMatchObject({ keyType: 'secret', featuresOff: [] });
    expect(inspection.warnings).toEqual(['secretKey', 'vaultUnavailable']);
  });
});

describe('connecting an account', () => {
  it('keeps the sealed key, records who did it and tells everybody', async () => {
    const { profile, account } = await connectable();
    const workspace = await profile.services['workspaces.connect']({ ...wish, key: account.key });
    expect(workspace).toMatchObject({
      name: 'Nederland',
      livemode: false,
      accountId: account.id,
      timeZone: 'Europe/Amsterdam',
      keyStorage: 'vault',
      keyState: 'ok',
      sample: false,
    });
    expect(profile.connected).toEqual([workspace.id]);
    expect(profile.changedWorkspaces).toEqual([{ workspaceId: workspace.id }]);
    const { rows } = await profile.workspaceDatabase.listAudit({
      workspaceIds: null,
      customerId: null,
      offset: 0,
      limit: 10,
    });
    expect(rows).toMatchObject([{ action: 'workspace.connected', who: 'tester', targetName: 'Nederland' }]);
    expect(await profile.sync.runOnce(workspace.id, { full: false })).toMatchObject({ complete: true });
    const [listed] = await profile.services['workspaces.list']({});
    expect(listed?.invoices).toBeGreaterThan(500);
    expect(listed?.asOf).not.toBeNull();
  });

  it.each(['', '   ', 'ALL', 'nederland', ' Nederland '])(
    'refuses the name %j, by which nobody could select an account of its own',
    async (name) => {
      const { profile, account, other } = await connectable();
      await profile.services['workspaces.connect']({ ...wish, key: account.key });
      await expect(
        profile.services['workspaces.connect']({ ...wish, name, key: other.key }),
      ).rejects.toMatchObject({ code: 'invalid_input', details: { field: 'name' } });
      expect(profile.registry.list()).toHaveLength(1);
    },
  );

  it('refuses an account that is connected already, and a name that is taken', async () => {
    const { profile, account, other } = await connectable();
    await profile.services['workspaces.connect']({ ...wish, key: account.key });
    await expect(
      profile.services['workspaces.connect']({ ...wish, name: 'Again', key: account.key }),
    ).rejects.toMatchObject({ code: 'account_already_connected', details: { name: 'Nederland' } });
    await expect(profile.services['workspaces.connect']({ ...wish, key: other.key })).rejects.toMatchObject({
      code: 'invalid_input',
    });
    expect(profile.registry.list()).toHaveLength(1);
  });

  it('keeps a session key in memory only, and asks for it again after a restart', async () => {
    const { profile, account } = await connectable();
    const { id } = await profile.services['workspaces.connect']({
      ...wish,
      key: account.key,
      sessionOnly: true,
    });
    expect((await profile.services['workspaces.list']({}))[0]?.keyStorage).toBe('session');
    const restarted = await openTestProfile({ stored: profile.stored, folder: profile.folder });
    expect((await restarted.services['workspaces.list']({}))[0]).toMatchObject({
      keyStorage: 'missing',
      keyState: 'missing',
    });
    await expect(restarted.sync.runOnce(id, { full: false })).rejects.toMatchObject({ code: 'key_missing' });
    restarted.keyring.holdForSession(id, account.key);
    expect(await restarted.sync.runOnce(id, { full: false })).toMatchObject({ complete: true });
  });

  it('refuses a session key of the other mode', async () => {
    const { profile, account } = await connectable();
    const { id } = await profile.services['workspaces.connect']({ ...wish, key: account.key });
    expect(() => profile.keyring.holdForSession(id, account.liveKey)).toThrow(/test mode/);
  });

  it('reads nothing with a session key of another account, also after the right one was used', async () => {
    const { profile, account, other } = await connectable();
    const { id } = await profile.services['workspaces.connect']({
      ...wish,
      key: account.key,
      sessionOnly: true,
    });
    await profile.gateways.of(id);
    profile.keyring.holdForSession(id, other.key);
    await expect(profile.sync.runOnce(id, { full: false })).rejects.toMatchObject({ code: 'invalid_input' });
    expect((await profile.cache.counts({ workspaceId: id })).invoices).toBe(0);
  });

  it('seals a key anew when the operating system asks for it', async () => {
    const vault = testVault({ reseal: true });
    const { profile, account } = await connectable({ vault });
    const { id } = await profile.services['workspaces.connect']({ ...wish, key: account.key });
    const before = profile.registry.get(id).sealedKey;
    expect(await profile.keyring.keyOf(id)).toBe(account.key);
    expect(profile.registry.get(id).sealedKey).not.toBe(before);
  });

  it('replaces a key by another one of the same account only', async () => {
    const { profile, account, other } = await connectable();
    const { id } = await profile.services['workspaces.connect']({ ...wish, key: account.key });
    const replace = profile.services['workspaces.replaceKey'];
    await expect(replace({ id, key: other.key, sessionOnly: false })).rejects.toMatchObject({
      code: 'invalid_input',
    });
    await expect(replace({ id, key: account.liveKey, sessionOnly: false })).rejects.toMatchObject({
      code: 'invalid_input',
    });
    const restricted = keyWith(
      account,
      ['rak_customer_read', 'rak_accounts_kyc_basic_read'],
      ['rak_customer_write'],
    );
    const replaced = await replace({ id, key: restricted, sessionOnly: false });
    expect(replaced).toMatchObject({ keyType: 'restricted', keyState: 'ok' });
    expect(await profile.keyring.keyOf(id)).toBe(restricted);
    expect(replaced.featuresOff).toContain('editCustomers');
  });

  it('reads with a key of more rights what the one before had to skip', async () => {
    const { profile, account } = await connectable();
    const few = keyWith(account, ['rak_customer_read'], ['rak_invoice_read']);
    const { id } = await profile.services['workspaces.connect']({
      ...wish,
      key: few,
      timeZone: 'Europe/Amsterdam',
    });
    const before = await profile.sync.runOnce(id, { full: false });
    expect(before).toMatchObject({ invoices: 0, complete: true });
    expect(before.skipped).toContain('invoices');
    await profile.services['workspaces.replaceKey']({ id, key: account.key, sessionOnly: false });
    expect(profile.moreRights).toEqual([id]);
    await expect
      .poll(async () => (await profile.cache.counts({ workspaceId: id })).creditNotes, { timeout: 20_000 })
      .toBeGreaterThan(0);
    const after = await profile.sync.runOnce(id, { full: false });
    expect(after).toMatchObject({ complete: true, skipped: [] });
    expect(after.invoices).toBeGreaterThan(500);
  });

  it('shows that Stripe refuses the key', async () => {
    const { profile, account } = await connectable();
    const { id } = await profile.services['workspaces.connect']({ ...wish, key: account.key });
    profile.keyring.holdForSession(id, 'sk_test_51Revoked');
    await expect(profile.sync.runOnce(id, { full: false })).rejects.toMatchObject({ code: 'key_invalid' });
    expect((await profile.services['workspaces.list']({}))[0]?.keyState).toBe('refused');
  });

  it('renames, recolours and moves to another zone, with an entry in the log', async () => {
    const { profile, account } = await connectable();
    const { id, color } = await profile.services['workspaces.connect']({ ...wish, key: account.key });
    const change = { id, name: 'Benelux', color, timeZone: 'Europe/Brussels' };
    expect(await profile.services['workspaces.update'](change)).toMatchObject(change);
    await expect(
      profile.services['workspaces.update']({ ...change, timeZone: 'Mars/Olympus' }),
    ).rejects.toMatchObject({ code: 'invalid_input' });
    const { rows } = await profile.workspaceDatabase.listAudit({
      workspaceIds: null,
      customerId: null,
      offset: 0,
      limit: 1,
    });
    expect(rows[0]).toMatchObject({
      action: 'workspace.changed',
      before: { name: 'Nederland', timeZone: 'Europe/Amsterdam' },
      after: { name: 'Benelux', timeZone: 'Europe/Brussels' },
    });
  });

  it('forgets everything but the log when it is disconnected', async () => {
    const { profile, account } = await connectable();
    const { id } = await profile.services['workspaces.connect']({ ...wish, key: account.key });
    await profile.sync.runOnce(id, { full: false });
    await profile.services['workspaces.disconnect']({ id, deleteDocuments: true });
    expect(profile.registry.list()).toEqual([]);
    expect((await profile.cache.counts({ workspaceId: id })).invoices).toBe(0);
    expect(profile.deletedDocuments).toEqual([id]);
    await expect(profile.gateways.of(id)).rejects.toMatchObject({ code: 'not_found' });
    const { rows } = await profile.workspaceDatabase.listAudit({
      workspaceIds: null,
      customerId: null,
      offset: 0,
      limit: 10,
    });
    expect(rows.map(({ action }) => action)).toEqual(['workspace.disconnected', 'workspace.connected']);
  });
});

describe('the sample office', () => {
  it('has an account per country with its own colour, zone and currency, one of them shown live', async () => {
    const profile = await openTestProfile();
    const office = await profile.services['workspaces.createSample'](sampleWish);
    expect(office.workspaces.map(({ name }) => name)).toEqual(['Nederland', 'United Kingdom', 'Gulf']);
    const workspaces = await profile.services['workspaces.list']({});
    expect(workspaces.map(({ livemode }) => livemode)).toEqual([false, true, false]);
    expect(workspaces.map(({ timeZone }) => timeZone)).toEqual([
      'Europe/Amsterdam',
      'Europe/London',
      'Asia/Dubai',
    ]);
    expect(workspaces.map(({ defaultCurrency }) => defaultCurrency)).toEqual(['eur', 'gbp', 'aed']);
    expect(new Set(workspaces.map(({ color }) => color)).size).toBe(3);
    expect(workspaces.every(({ keyStorage, sample }) => keyStorage === 'sample' && sample)).toBe(true);
  });

  it('opened twice is one office', async () => {
    const profile = await openTestProfile();
    const first = await profile.services['workspaces.createSample'](sampleWish);
    const second = await profile.services['workspaces.createSample'](sampleWish);
    expect(second).toEqual(first);
    expect(profile.runningEmulators).toHaveLength(1);
  });

  it('starts again on demand after a restart and still knows what was changed in it', async () => {
    const profile = await openTestProfile();
    const { workspaces } = await profile.services['workspaces.createSample'](sampleWish);
    const id = workspaces[0]?.id ?? '';
    const gateway = await profile.gateways.of(id);
    const page = await gateway.readPage({ path: 'customers', params: { limit: 1 }, priority: 'foreground' });
    const customer =
      (JSON.parse(new TextDecoder().decode(page)) as { data: { id: string }[] }).data[0]?.id ?? '';
    await gateway.updateCustomer(customer, { name: 'Kept' }, { actionId: 'a' });
    await profile.runningEmulators[0]?.close();

    const restarted = await openTestProfile({ stored: profile.stored, folder: profile.folder });
    expect(restarted.runningEmulators).toHaveLength(0);
    expect(await (await restarted.gateways.of(id)).getCustomer(customer)).toMatchObject({ name: 'Kept' });
  });

  it('is gone with its last account', async () => {
    const profile = await openTestProfile();
    const { workspaces } = await profile.services['workspaces.createSample'](sampleWish);
    for (const { id } of workspaces)
      await profile.services['workspaces.disconnect']({ id, deleteDocuments: false });
    expect(profile.registry.listSampleOffices()).toEqual([]);
    expect(existsSync(profile.folder) ? readdirSync(profile.folder) : []).toEqual([]);
    expect(profile.deletedDocuments).toEqual([]);
  });
});

it('shows a key to nobody: not in answers, errors, the settings file or the log', async () => {
  const { profile, account, other } = await connectable();
  const { services } = profile;
  const said: unknown[] = [];
  const note = async (answer: Promise<unknown>): Promise<void> => {
    said.push(await answer.catch((error: unknown) => [String(error), JSON.stringify(error)]));
  };
  await note(services['workspaces.inspectKey']({ key: account.key }));
  await note(services['workspaces.connect']({ ...wish, key: account.key }));
  await note(services['workspaces.connect']({ ...wish, name: 'Twice', key: account.key }));
  await note(services['workspaces.connect']({ ...wish, name: 'Wrong', key: `${account.key}x` }));
  const id = profile.registry.list()[0]?.id ?? '';
  await note(services['workspaces.replaceKey']({ id, key: other.key, sessionOnly: false }));
  await note(services['workspaces.list']({}));
  await note(
    profile.workspaceDatabase.listAudit({ workspaceIds: null, customerId: null, offset: 0, limit: 100 }),
  );
  said.push([...profile.stored]);
  const text = JSON.stringify(said);
  for (const key of [account.key, other.key]) expect(text).not.toContain(key.slice(8));
  expect(schemas['workspaces.list'].output.safeParse(await services['workspaces.list']({})).success).toBe(
    true,
  );
});
