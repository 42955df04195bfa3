import { describe, expect, it } from 'vitest';
import { createAccountHealthServices } from '../../electron/services/accountHealth.ts';
import { createAccountTrafficServices } from '../../electron/services/accountTraffic.ts';
import { createReadBudget } from '../../electron/stripe/readBudget.ts';
import type { WorkspaceRecord } from '../../electron/workspaces/workspaceRegistryApi.ts';
import { schemas } from '../../shared/ipc/contract.ts';
import { openTestProfile, testVault, type TestProfile } from '../builders/openProfile.ts';

const now = (): number => 1_790_000_000;

const realAccount: WorkspaceRecord = {
  id: 'real',
  name: 'Nederland',
  color: 'blue',
  livemode: true,
  accountId: 'acct_1',
  country: 'NL',
  defaultCurrency: 'eur',
  timeZone: 'Europe/Amsterdam',
  apiBase: null,
  keyType: 'restricted',
  sealedKey: null,
  permissions: [],
  sample: null,
};

/** A profile with a real account, whose gateway is made but never asks anything. */
async function openProfileWithAccount(): Promise<{
  profile: TestProfile;
  traffic: ReturnType<typeof createAccountTrafficServices>;
  health: ReturnType<typeof createAccountHealthServices>;
}> {
  const vault = testVault();
  const profile = await openTestProfile({ vault });
  profile.registry.save({ ...realAccount, sealedKey: await vault.seal('rk_live_accountHealth1') });
  const budget = createReadBudget({
    workspaceDatabase: profile.workspaceDatabase,
    countPaidInvoices: async () => 0,
    desktopsOf: () => 2,
    now,
  });
  const traffic = createAccountTrafficServices({ ...profile, publishEvent: () => {}, who: 'tester', now });
  const measureFiles = async () => ({ cacheBytes: 1000, workspaceDatabaseBytes: 200 });
  return { profile, traffic, health: createAccountHealthServices({ ...profile, budget, measureFiles }) };
}

describe('the limits of an account', () => {
  it('are taken over at once, kept, shown and audited', async () => {
    const { profile, traffic, health } = await openProfileWithAccount();
    const before = await health['sync.getHealth']({ workspaceId: 'real' });
    expect(before.requests?.pace).toMatchObject({ perEndpoint: 15, overall: 40, concurrency: 8 });

    const limits = { perEndpoint: 25, overall: 60, concurrency: 4 };
    await traffic['workspaces.setTraffic']({ id: 'real', limits, desktops: 2 });
    const after = await health['sync.getHealth']({ workspaceId: 'real' });
    expect(after.requests?.pace).toMatchObject(limits);
    expect(after.traffic).toEqual({ limits, desktops: 2 });
    expect(after.reads).toMatchObject({ used: 0, budget: 5000 });
    const audit = { workspaceIds: ['real'], customerId: null, offset: 0, limit: 10 };
    const [entry] = (await profile.workspaceDatabase.listAudit(audit)).rows;
    expect(entry).toMatchObject({
      action: 'workspace.changed',
      before: { perEndpoint: null, desktops: '3' },
      after: { perEndpoint: '25', desktops: '2' },
    });

    await traffic['workspaces.setTraffic']({ id: 'real', limits: null, desktops: 2 });
    const usual = await health['sync.getHealth']({ workspaceId: 'real' });
    expect(usual.requests?.pace).toMatchObject({ perEndpoint: 15, overall: 40, concurrency: 8 });
  });

  it.each([
    [{ perEndpoint: 26, overall: 40, concurrency: 8 }, 'perEndpoint'],
    [{ perEndpoint: 15, overall: 101, concurrency: 8 }, 'overall'],
    [{ perEndpoint: 15, overall: 40, concurrency: 0 }, 'concurrency'],
  ])('never go beyond what Stripe allows: %j', async (limits, field) => {
    const { profile, traffic } = await openProfileWithAccount();
    const setting = traffic['workspaces.setTraffic']({ id: 'real', limits, desktops: 3 });
    await expect(setting).rejects.toMatchObject({ code: 'invalid_input', details: { field } });
    expect(profile.registry.get('real').traffic).toBeUndefined();
  });

  it('are refused for an account on this machine, which has none', async () => {
    const { profile, traffic } = await openProfileWithAccount();
    profile.registry.save({ ...realAccount, id: 'near', apiBase: 'http://127.0.0.1:9' });
    const setting = traffic['workspaces.setTraffic']({ id: 'near', limits: null, desktops: 1 });
    await expect(setting).rejects.toMatchObject({ code: 'invalid_input' });
  });
});

describe('the health of an account', () => {
  it('is told without a key, too, and never tells one', async () => {
    const { profile, health } = await openProfileWithAccount();
    profile.registry.save({ ...realAccount, id: 'keyless' });
    const told = await health['sync.getHealth']({ workspaceId: 'keyless' });
    expect(schemas['sync.getHealth'].output.safeParse(told).success).toBe(true);
    expect(told).toMatchObject({ requests: null, lastEventAt: null, storage: { cacheBytes: 1000 } });
    expect(JSON.stringify(await health['sync.getHealth']({ workspaceId: 'real' }))).not.toContain('rk_live');
  });
});
