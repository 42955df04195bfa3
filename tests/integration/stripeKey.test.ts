import { afterEach, describe, expect, it } from 'vitest';
import type { RunningEmulator } from '../../electron/stripeEmulator/emulatorOptions.ts';
import { startEmulator } from '../../electron/stripeEmulator/startEmulator.ts';
import { emptyList, json, startScriptedServer, stripeError } from '../builders/scriptedServer.ts';
import { testGateway } from '../builders/testGateway.ts';

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
    const [readOnly] = accounts[0]?.restrictedKeys ?? [];
    const permissions = await testGateway({ key: readOnly?.key ?? '', apiBase: url }).testPermissions();
    const granted = permissions
      .filter((permission) => permission.granted)
      .map(({ permission }) => permission);
    const missing = permissions.filter(({ granted: is }) => is === false).map(({ permission }) => permission);
    expect(granted).toEqual(
      expect.arrayContaining(['rak_customer_read', 'rak_invoice_read', 'rak_event_read']),
    );
    expect(missing).toEqual(
      expect.arrayContaining(['rak_customer_write', 'rak_invoice_write', 'rak_payment_method_write']),
    );
  });
});
