import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type Stripe from 'stripe';
import { createPortalServices, type PortalServiceDeps } from '../../electron/services/portal.ts';
import { createPublicNames } from '../../electron/services/publicName.ts';
import { AppError } from '../../shared/errors/appError.ts';
import { schemas } from '../../shared/ipc/contract.ts';
import type { PortalLinkKind } from '../../shared/domain/portal.ts';
import { failureOf } from '../builders/failureOf.ts';
import { openOffice, type TestOffice } from '../builders/openOffice.ts';
import { connectSdk } from './stripeEmulatorClient.ts';

/** STRIPE: the office's third account has its login page switched off. */
const workspaceId = 'workspace-1';
const withoutLoginPage = 'workspace-3';

let office: TestOffice;
let services: ReturnType<typeof createPortalServices>;

function stripeOf(workspace: string): Stripe {
  const account = office.emulator.accounts[office.workspaceIds.indexOf(workspace)];
  return connectSdk(office.emulator.url, account?.key ?? '');
}

function portalOf(change: Partial<PortalServiceDeps> = {}): ReturnType<typeof createPortalServices> {
  return createPortalServices({
    ...office,
    publishEvent: () => undefined,
    who: () => 'Tester',
    pause: async () => {},
    ...change,
  });
}

async function newCustomer(params: Stripe.CustomerCreateParams, workspace = workspaceId): Promise<string> {
  return (await stripeOf(workspace).customers.create({ name: 'Bistro', ...params })).id;
}

async function linkFor(customerId: string, kind: PortalLinkKind, workspace = workspaceId) {
  const link = await services['portal.createLink']({ workspaceId: workspace, customerId, kind });
  return schemas['portal.createLink'].output.parse(link);
}

async function auditOf(customerId: string) {
  const filter = { workspaceIds: null, customerId, offset: 0, limit: 10 };
  return (await office.workspaceDatabase.listAudit(filter)).rows;
}

beforeAll(async () => {
  office = await openOffice({ accounts: 3, synced: false });
  services = portalOf();
});
afterAll(() => office.close());

describe('the portals of all accounts', () => {
  it('tell whether their login page and features are on', async () => {
    const portals = schemas['portal.list'].output.parse(await services['portal.list']({}));
    expect(portals.map(({ settings }) => settings?.loginUrl !== null)).toEqual([true, true, false]);
    expect(portals.every(({ settings }) => settings?.invoiceHistory)).toBe(true);
  });

  it('are read once, and again when somebody asks', async () => {
    const stripe = stripeOf('workspace-2');
    const [configuration] = (await stripe.billingPortal.configurations.list({ limit: 1 })).data;
    await services['portal.list']({});
    await stripe.billingPortal.configurations.update(configuration?.id ?? '', {
      login_page: { enabled: false },
    });
    const before = await services['portal.list']({});
    await services['portal.refresh']({});
    const after = await services['portal.list']({});
    expect([before[1]?.settings?.loginUrl, after[1]?.settings?.loginUrl]).toEqual([expect.any(String), null]);
  });
});

describe('a portal that could not be read', () => {
  it('is read again at the next look', async () => {
    const gateway = await office.gateways.of(workspaceId);
    let isOffline = true;
    const looked = portalOf({
      gateways: {
        of: async () => ({
          ...gateway,
          findPortalConfiguration() {
            if (isOffline) return Promise.reject(new AppError('offline', 'Gone.'));
            return gateway.findPortalConfiguration();
          },
        }),
      },
    });
    const [before] = await looked['portal.list']({});
    isOffline = false;
    const [after] = await looked['portal.list']({});
    expect([before?.error?.code, after?.error, after?.settings?.invoiceHistory]).toEqual([
      'offline',
      null,
      true,
    ]);
  });
});

describe('a link for one customer', () => {
  it('to the login page carries the e-mail address', async () => {
    const id = await newCustomer({ email: 'login@bistro.example' });
    const { url, expiresAt } = await linkFor(id, 'login');
    expect([new URL(url).searchParams.get('prefilled_email'), expiresAt]).toEqual([
      'login@bistro.example',
      null,
    ]);
  });

  it('is refused in words where the login page is off, while a personal one can be made', async () => {
    const id = await newCustomer({ email: 'off@bistro.example' }, withoutLoginPage);
    const failure = await failureOf(linkFor(id, 'login', withoutLoginPage));
    expect([failure.code, failure.details['reason']]).toEqual(['portal_refused', 'loginPageOff']);
    expect((await linkFor(id, 'session', withoutLoginPage)).url).toMatch(/^http/);
  });

  it('that is personal survives its expiry', async () => {
    const id = await newCustomer({ email: 'personal@bistro.example' });
    const gateway = await office.gateways.of(workspaceId);
    const asked: Stripe.BillingPortal.SessionCreateParams[] = [];
    services = portalOf({
      gateways: {
        of: async () => ({
          ...gateway,
          createPortalSession(params, options) {
            asked.push(params);
            return gateway.createPortalSession(params, options);
          },
        }),
      },
    });
    await linkFor(id, 'addPaymentMethod');
    services = portalOf();
    expect(asked).toEqual([
      {
        customer: id,
        locale: 'auto',
        after_expiration: { type: 'customer_login' },
        flow_data: { type: 'payment_method_update' },
      },
    ]);
  });

  it('is signed with the name under which customers know the account', async () => {
    const id = await newCustomer({ email: 'name@bistro.example' });
    const offer = await services['portal.prepare']({ workspaceId, customerId: id });
    const account = await stripeOf(workspaceId).accounts.retrieveCurrent();
    expect(offer.accountName).toBe(account.business_profile?.name);
  });

  it('costs no further read of the account once its name is known', async () => {
    const id = await newCustomer({ email: 'once@bistro.example' });
    let reads = 0;
    const gateway = await office.gateways.of(workspaceId);
    const gateways = {
      of: async () => ({
        ...gateway,
        getAccount() {
          reads += 1;
          return reads === 1 ? Promise.reject(new AppError('offline', 'Gone.')) : gateway.getAccount();
        },
      }),
    };
    const { 'portal.prepare': prepare } = portalOf({
      publicNames: createPublicNames({ ...office, gateways }),
    });
    expect((await failureOf(prepare({ workspaceId, customerId: id }))).code).toBe('offline');
    await prepare({ workspaceId, customerId: id });
    await prepare({ workspaceId, customerId: id });
    expect(reads).toBe(2);
  });

  it('is in the audit log by its kind, never by its value', async () => {
    const id = await newCustomer({ email: 'audit@bistro.example' });
    const urls = [await linkFor(id, 'session'), await linkFor(id, 'login')].map(({ url }) => url);
    const entries = await auditOf(id);
    expect(entries.map(({ action, outcome, after }) => [action, outcome, after])).toEqual([
      ['portal.linkCreated', 'done', { link: 'login' }],
      ['portal.linkCreated', 'done', { link: 'session' }],
    ]);
    const told = JSON.stringify(entries);
    expect(urls.some((url) => told.includes(url))).toBe(false);
  });

  it('warns that other customers share the address, and names them', async () => {
    const email = 'shared@bistro.example';
    const other = await newCustomer({ email, name: 'The other bistro' });
    const id = await newCustomer({ email });
    const offer = await services['portal.prepare']({ workspaceId, customerId: id });
    expect(offer.sharedWith).toEqual([{ id: other, name: 'The other bistro' }]);
    expect((await linkFor(id, 'login')).warnings).toEqual(['sharedEmail']);
    expect((await linkFor(id, 'session')).warnings).toEqual([]);
  });

  it('says what to do about a customer without an address or one who was deleted', async () => {
    const id = await newCustomer({});
    expect((await failureOf(linkFor(id, 'login'))).details['reason']).toBe('noEmail');
    expect((await linkFor(id, 'session')).warnings).toEqual(['noEmailToRecover']);
    await stripeOf(workspaceId).customers.del(id);
    expect((await failureOf(linkFor(id, 'session'))).code).toBe('customer_deleted');
  });
});
