import { afterEach, describe, expect, it } from 'vitest';
import type { RunningEmulator } from '../../electron/stripeEmulator/emulatorOptions.ts';
import { startEmulator } from '../../electron/stripeEmulator/startEmulator.ts';
import { emptyList, json, startScriptedServer, stripeError } from '../builders/scriptedServer.ts';
import { permissionSpecs } from '../../shared/domain/permissions.ts';
import type { StripeGateway } from '../../electron/stripe/stripeGatewayApi.ts';
import { failureOf } from '../builders/failureOf.ts';
import { testGateway } from '../builders/testGateway.ts';
import { connectSdk } from './stripeEmulatorClient.ts';

const key = 'rk_test_gatewayTestKey1';
const closers: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0)) await close();
});

async function emulator(): Promise<RunningEmulator> {
  const running = await startEmulator({ size: 'S', accounts: 1, seed: 7, anchor: '2026-11-20' });
  closers.push(() => running.close());
  return running;
}

describe('who am I and what may I do', () => {
  it('reads the account with its time zone', async () => {
    const { url, accounts } = await emulator();
    const account = await testGateway({ key: accounts[0]?.key ?? '', apiBase: url }).getAccount();
    expect(account).toMatchObject({ id: accounts[0]?.id, country: 'NL', timeZone: 'Europe/Amsterdam' });
  });

  it('finds the account in an invoice when the key may not read accounts', async () => {
    const refused = stripeError(403, {
      message: "Having the 'rak_accounts_kyc_basic_read' permission would allow this.",
    });
    const server = await startScriptedServer(
      refused,
      refused,
      refused,
      json(200, {
        ...emptyList,
        data: [
          {
            id: 'in_1',
            object: 'invoice',
            hosted_invoice_url: 'https://invoice.stripe.com/i/acct_9Z/test_x',
            account_name: 'Tafelwerk',
            account_country: 'NL',
            currency: 'eur',
          },
        ],
      }),
    );
    closers.push(() => server.close());
    expect(await testGateway({ key, apiBase: server.url }).getAccount()).toEqual({
      id: 'acct_9Z',
      name: 'Tafelwerk',
      publicName: 'Tafelwerk',
      country: 'NL',
      defaultCurrency: 'eur',
      timeZone: null,
      website: null,
    });
  });

  it('finds out which rights a restricted key has without changing anything', async () => {
    const { url, accounts } = await emulator();
    const stripe = connectSdk(url, accounts[0]?.key ?? '');
    const [newest] = (await stripe.events.list({ limit: 1 })).data;
    for (const { key: restricted, permissions: given } of accounts[0]?.restrictedKeys ?? []) {
      const permissions = await testGateway({ key: restricted, apiBase: url }).testPermissions();
      for (const { permission, granted } of permissions)
        expect([permission, granted]).toEqual([permission, mayDo(given, permission)]);
    }
    expect((await stripe.events.list({ limit: 1 })).data[0]?.id).toBe(newest?.id);
  });

  it('asks for exactly the rights that its requests need', async () => {
    const { url, accounts } = await emulator();
    const powerless = accounts[0]?.restrictedKeys.find(({ permissions }) => permissions.length === 0);
    const gateway = testGateway({ key: powerless?.key ?? '', apiBase: url });
    const needed = new Set<string>();
    for (const request of everyRequest(gateway)) {
      const failure = await failureOf(request());
      expect(failure.code).toBe('permission_missing');
      needed.add(String(failure.details['permission']));
    }
    const asked = permissionSpecs.map(({ slug }) => slug).filter((slug) => !onlyWhereExpanded.has(slug));
    expect(asked.filter((slug) => !needed.has(slug))).toEqual([]);
    expect([...needed].filter((slug) => !mayDo(asked, slug))).toEqual([]);
  });
});

/** Write implies read. */
function mayDo(given: readonly string[], slug: string): boolean {
  return given.includes(slug) || given.includes(slug.replace(/_read$/, '_write'));
}

/** Rights without a request of their own: a charge is read within its payment intent, and an account names itself in refusals. */
const onlyWhereExpanded = new Set(['rak_charge_read', 'rak_accounts_kyc_basic_read']);

/** Every kind of request that Kantoor sends to an account; the compiler knows their names, this list their number. */
function everyRequest(gateway: StripeGateway): (() => Promise<unknown>)[] {
  const write = { actionId: 'a', customerId: 'cus_1' };
  const lists = [
    'customers',
    'invoices',
    'subscriptions',
    'credit_notes',
    'invoice_payments',
    'events',
  ] as const;
  return [
    ...lists.map((path) => () => gateway.readPage({ path, params: {}, priority: 'foreground' })),
    () => gateway.getInvoice('in_1'),
    () => gateway.getCustomer('cus_1'),
    () => gateway.updateCustomer('cus_1', {}, write),
    () => gateway.createTaxId('cus_1', { type: 'eu_vat', value: 'NL1' }, write),
    () => gateway.deleteTaxId('cus_1', 'txi_1', write),
    () => gateway.payInvoice('in_1', { paymentMethodId: 'pm_1' }, write),
    () => gateway.listPaymentMethods('cus_1'),
    () => gateway.listMandates('cus_1'),
    () => gateway.getPaymentIntent('pi_1'),
    () => gateway.getSubscription('sub_1'),
    () => gateway.listSubscriptionInvoices('sub_1'),
    () => gateway.resumeSubscription('sub_1', {}, write),
    () => gateway.listSubscriptionsOf('cus_1'),
    () => gateway.listSchedulesOf('cus_1'),
    () => gateway.listInvoicesToPay('cus_1'),
    () => gateway.listIntentsSince('cus_1', 0),
    () => gateway.updateSubscription('sub_1', {}, write),
    () => gateway.updateSchedule('sub_sched_1', {}, write),
    () => gateway.updateInvoice('in_1', {}, write),
    () => gateway.finalizeInvoice('in_1', { autoAdvance: false }, write),
    () => gateway.sendInvoice('in_1', write),
    () => gateway.voidInvoice('in_1', write),
    () => gateway.markUncollectible('in_1', write),
    () => gateway.listInvoiceLines('in_1'),
    () => gateway.listCreditNotes('in_1'),
    () => gateway.previewCreditNote({ invoice: 'in_1', amount: 1 }),
    () => gateway.createCreditNote({ invoice: 'in_1', amount: 1 }, write),
    () => gateway.detachPaymentMethod('pm_1', write),
    () => gateway.deleteSource('cus_1', 'card_1', write),
    () => gateway.getSetupSession('cs_1'),
    () =>
      gateway.createSetupSession(
        { customer: 'cus_1', currency: 'eur', success_url: 'https://a.test' },
        write,
      ),
    () => gateway.findPortalConfiguration(),
    () => gateway.createPortalSession({ customer: 'cus_1' }, write),
    () => gateway.listCustomersByEmail('a@b.test'),
  ];
}
