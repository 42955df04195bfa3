import { readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';

import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { askToActivate } from '../../electron/cli/askInstance.ts';
import type { Diagnosis, SyncRow } from '../../electron/cli/commandContext.ts';
import type { CustomerItem, CustomerOutput } from '../../electron/cli/commands/customerCommands.ts';
import type { InvoiceItem } from '../../electron/cli/commands/invoiceCommands.ts';
import { claimProfile } from '../../electron/platform/claimProfile.ts';
import type { RunningEmulator } from '../../electron/stripeEmulator/emulatorOptions.ts';
import { startEmulator } from '../../electron/stripeEmulator/startEmulator.ts';
import type { ExportResult } from '../../shared/ipc/schemas/documents.ts';
import { connectSdk } from './stripeEmulatorClient.ts';
import { createCliProfile, type CliProfile, type Run } from './cliProfile.ts';

const anchor = '2026-10-31';

interface Page<Item> {
  items: Item[];
  nextCursor: string | null;
}

function firstOf<Item>({ json }: Run<Page<Item>>): Item {
  const [first] = json.items;
  if (first === undefined) throw new Error('The list is empty.');
  return first;
}

const failure = (exitCode: number, code: string) => ({ exitCode, json: { error: { code } } });

describe('the command line', () => {
  let profile: CliProfile;
  let window: Awaited<ReturnType<CliProfile['openAsWindow']>>;
  /** As scripts run it beside the open window: the window's process answers. */
  beforeAll(async () => {
    profile = await createCliProfile();
    await profile.run(`workspaces sample --accounts 3 --anchor ${anchor}`);
    window = await profile.openAsWindow();
    await profile.run('sync');
  }, 90_000);
  afterAll(async () => {
    await window.close();
    expect(profile.incidents).toEqual([]);
    await profile.remove();
  });

  it('makes the same office once, however often it is asked', async () => {
    const again = await profile.run(`workspaces sample --accounts 3 --anchor ${anchor}`);
    expect(again.json).toMatchObject({ size: 'S', anchor, workspaces: { length: 3 } });
    const { json } = await profile.run<object[]>('workspaces list');
    const fields = ['id', 'name', 'livemode', 'sample', 'customers', 'invoices', 'asOf'];
    expect(json.map((workspace) => Object.keys(workspace))).toEqual([fields, fields, fields]);
  });

  it('brings every invoice of the tier into the cache and says so', async () => {
    const { json, exitCode } = await profile.run<{ workspaces: SyncRow[] }>('sync');
    expect(exitCode).toBe(0);
    expect(json.workspaces.reduce((total, { invoices }) => total + invoices, 0)).toBe(12_000);
    expect(json.workspaces.map(({ complete }) => complete)).toEqual([true, true, true]);
  });

  it('proves that the cache equals Stripe', async () => {
    const { exitCode, json } = await profile.run<{ workspaces: { compared: number; equal: boolean }[] }>(
      '--workspace Gulf compare',
    );
    expect(exitCode).toBe(0);
    expect(json.workspaces).toMatchObject([{ equal: true, missing: [], different: [], extra: [] }]);
    expect(json.workspaces[0]?.compared).toBeGreaterThan(1000);
  });

  it('lists invoices newest first, page after page, each exactly once', async () => {
    const invoices: InvoiceItem[] = [];
    let next = '';
    do {
      const page: Run<Page<InvoiceItem>> = await profile.run(
        `--workspace Gulf invoices list --limit 1500 ${next}`,
      );
      invoices.push(...page.json.items);
      next = page.json.nextCursor === null ? '' : `--cursor ${page.json.nextCursor}`;
    } while (next !== '');
    expect(invoices).toHaveLength(4000);
    expect(new Set(invoices.map(({ id }) => id)).size).toBe(4000);
    const days = invoices.map(({ createdAt }) => createdAt);
    expect(days).toEqual(days.toSorted((left, right) => right - left));
  });

  it('lists what is overdue only', async () => {
    const { json } = await profile.run<Page<InvoiceItem>>('invoices list --status overdue --limit 50');
    expect(json.items).toHaveLength(50);
    for (const { overdue, status } of json.items) expect([overdue, status]).toEqual([true, 'open']);
  });

  it('finds a customer by name and shows its page, open invoices apart from the history', async () => {
    const listed = await profile.run<Page<CustomerItem>>('customers list --overdue --limit 1');
    const { id, name, overdueInvoiceCount } = firstOf(listed);
    const found = await profile.run(['search', name ?? '']);
    expect(found.json).toMatchObject({ items: expect.arrayContaining([expect.objectContaining({ id })]) });
    const { json } = await profile.run<CustomerOutput>(`customers get ${id}`);
    expect(json.openInvoices.filter(({ overdue }) => overdue)).toHaveLength(overdueInvoiceCount);
    for (const { status } of json.invoiceHistory) expect(status).not.toBe('open');
  });

  it('writes the PDF of an invoice once and never over another file', async () => {
    const { id } = firstOf(await profile.run<Page<InvoiceItem>>('invoices list --status paid --limit 1'));
    const first = await profile.run(`invoices pdf ${id} --out invoice.pdf`);
    const file = join(profile.dir, 'invoice.pdf');
    expect(first.json).toMatchObject({ file, bytes: (await readFile(file)).byteLength });
    expect(await profile.run(`invoices pdf ${id} --out invoice.pdf`)).toMatchObject(
      failure(1, 'path_exists'),
    );
  });

  it('changes billing information, and the audit log tells before and after', async () => {
    const { id } = firstOf(await profile.run<Page<CustomerItem>>('customers list --limit 1'));
    const saved = await profile.run(['customers', 'update', id, '--line1', 'Damrak 1', '--line2', '']);
    expect(saved.json).toMatchObject({
      id,
      state: 'saved',
      changed: [{ field: 'line1', after: 'Damrak 1' }],
    });
    const log = await profile.run(`audit list --customer ${id}`);
    expect(log.json).toMatchObject([
      { who: 'ann', target: id, outcome: 'done', after: { line1: 'Damrak 1' } },
    ]);
    expect((await profile.run('audit verify')).json).toMatchObject({ intact: true });
  });

  it('exports a month with its proof, after a dry run that writes nothing', async () => {
    const command = '--workspace Gulf export --from 2026-09-01 --to 2026-09-30 --out september';
    const planned = await profile.run<ExportResult>(`${command} --dry-run`);
    expect(planned).toMatchObject({ exitCode: 0, json: { batchId: null, dryRun: true, complete: true } });
    expect(await readdir(profile.dir)).not.toContain('september');
    const written = await profile.run<ExportResult>(command);
    const { files } = planned.json;
    expect(written).toMatchObject({ exitCode: 0, json: { files, complete: true, failed: [] } });
    const names = await readdir(join(profile.dir, 'september'));
    expect(names.filter((name) => name.endsWith('.pdf'))).toHaveLength(files);
    // The batch knows the rest; a finished one has nothing left to do.
    const again = await profile.run<ExportResult>(`export --resume ${written.json.batchId}`);
    expect(again).toMatchObject({
      exitCode: 0,
      json: { batchId: written.json.batchId, files, complete: true },
    });
  });

  it('asks for a period or for an export to finish', async () => {
    expect(await profile.run('export --out somewhere')).toMatchObject(failure(2, 'invalid_input'));
    expect(await profile.run('export --resume x --dry-run')).toMatchObject(failure(2, 'invalid_input'));
    expect(await profile.run('export --resume nothing')).toMatchObject(failure(1, 'not_found'));
  });

  it('tells in words and by its exit code what was wrong with the question', async () => {
    expect(await profile.run('customers get cus_nobody')).toMatchObject(failure(1, 'not_found'));
    const nowhere = await profile.run('--workspace Nowhere sync');
    expect(nowhere).toMatchObject(failure(2, 'invalid_input'));
    expect(nowhere.stderr).toContain('Known are: Nederland, United Kingdom, Gulf');
    expect(await profile.run('frobnicate')).toMatchObject(failure(2, 'invalid_input'));
  });

  it('finds everything in order', async () => {
    const { json, exitCode } = await profile.run<{ checks: Diagnosis[] }>('doctor');
    expect(json.checks.filter(({ ok }) => !ok)).toEqual([]);
    expect(exitCode).toBe(0);
  });

  it('brings the window to the front when Kantoor is started a second time', async () => {
    const second = await claimProfile(profile.dir);
    if (second.kind !== 'peer') throw new Error('The second start must not own the profile.');
    expect(await askToActivate(second.connection, 'Gulf')).toBe(true);
    expect(window.activated).toEqual(['Gulf']);
    second.connection.close();
  });

  it('answers several questions at once', async () => {
    const [first, second] = await Promise.all([
      profile.run('workspaces list'),
      profile.run('search a --limit 3'),
    ]);
    expect(first.json).toHaveLength(3);
    expect(second.json).toMatchObject({ items: { length: 3 } });
  });
});

describe('the command line without a window', () => {
  let emulator: RunningEmulator;
  let profile: CliProfile;
  let key: string;
  beforeAll(async () => {
    emulator = await startEmulator({ size: 'S', accounts: 1, seed: 1, anchor });
    profile = await createCliProfile({ stripeApiBase: emulator.url });
    key = emulator.accounts[0]?.restrictedKeys[0]?.key ?? '';
  });
  afterAll(async () => {
    await emulator.close();
    await profile.remove();
  });

  it('connects with a key that is piped in, and never shows or keeps it', async () => {
    const connect = (name: string) => `workspaces connect --name ${name} --key-stdin --session-only`;
    const connected = await profile.run(connect('Test'), { stdin: `${key}\n` });
    expect(connected).toMatchObject({ exitCode: 0, json: { name: 'Test', livemode: false } });
    const again = await profile.run(connect('Again'), { stdin: key });
    expect(again).toMatchObject(failure(1, 'account_already_connected'));
    expect(JSON.stringify([connected, again])).not.toContain(key);
  });

  it('needs a key for an account whose key is not kept, and takes it from the environment', async () => {
    expect(await profile.run('sync')).toMatchObject(failure(5, 'key_missing'));
    const { json } = await profile.run<{ checks: Diagnosis[] }>('doctor', { environmentKey: key });
    expect(json.checks).toContainEqual({ name: 'connection Test', ok: true, detail: 'answers' });
  });

  it('never mixes its part of an address with what somebody else changed meanwhile', async () => {
    await profile.run('sync', { environmentKey: emulator.accounts[0]?.key ?? '' });
    const { id } = firstOf(await profile.run<Page<CustomerItem>>('customers list --limit 1'));
    const stripe = connectSdk(emulator.url, emulator.accounts[0]?.key ?? '');
    await stripe.customers.update(id, { address: { city: 'Elsewhere' } });
    const environmentKey = emulator.accounts[0]?.key ?? '';
    const refused = await profile.run(['customers', 'update', id, '--line1', 'Damrak 1'], { environmentKey });
    expect(refused).toMatchObject(failure(1, 'conflict'));
    // The whole address: its parts are decided together.
    const fields = [
      { field: 'city', theirs: 'Elsewhere' },
      { field: 'line1', mine: 'Damrak 1' },
    ];
    expect(refused.json).toMatchObject({ error: { fields } });
    expect(await stripe.customers.retrieve(id)).not.toMatchObject({ address: { line1: 'Damrak 1' } });
  });

  it('lends a key to every command that asks Stripe', async () => {
    const { id } = firstOf(await profile.run<Page<CustomerItem>>('customers list --limit 1'));
    const ask = ['payment-methods', 'add-link', id];
    expect(await profile.run(ask)).toMatchObject(failure(5, 'key_missing'));
    const refused = await profile.run(ask, { environmentKey: key });
    expect(refused).toMatchObject(failure(5, 'permission_missing'));
    expect(await profile.run('compare')).toMatchObject(failure(5, 'key_missing'));
    const foreign = await profile.run('compare', { environmentKey: 'sk_test_51Revoked' });
    expect(foreign).toMatchObject(failure(5, 'key_invalid'));
  });

  it('refuses keys that cannot work before anything is sent', async () => {
    const command = 'workspaces connect --name X --key-stdin';
    expect(await profile.run(command, { stdin: 'pk_live_12345678' })).toMatchObject(
      failure(5, 'key_publishable'),
    );
    expect(await profile.run(command)).toMatchObject(failure(2, 'invalid_input'));
  });

  it('stops when it is told to', async () => {
    const cancel = new AbortController();
    const running = profile.run('sync --full --rate 1', { environmentKey: key, cancel: cancel.signal });
    cancel.abort();
    expect(await running).toMatchObject(failure(130, 'cancelled'));
  });

  it('says that Stripe cannot be reached', async () => {
    await emulator.setOffline(true);
    expect(await profile.run('sync', { environmentKey: key })).toMatchObject(failure(4, 'offline'));
    await emulator.setOffline(false);
  });

  it('keeps a change while Stripe cannot be reached, shows it, and sends it afterwards', async () => {
    const environmentKey = emulator.accounts[0]?.key ?? '';
    const { id } = firstOf(await profile.run<Page<CustomerItem>>('customers list --limit 1'));
    await emulator.setOffline(true);
    const update = ['customers', 'update', id, '--name', 'Kept BV'];
    expect(await profile.run(update, { environmentKey })).toMatchObject({
      exitCode: 0,
      json: { id, state: 'pending', changed: [{ field: 'name', after: 'Kept BV' }] },
    });
    expect(await profile.run(`customers get ${id}`)).toMatchObject({
      json: { deleted: false, pending: { state: 'waiting', changes: [{ after: 'Kept BV' }] } },
    });
    expect((await profile.run('pending list')).json).toMatchObject({ items: [{ customerId: id }] });
    const tried = await profile.run('pending send', { environmentKey });
    expect(tried).toMatchObject({ exitCode: 4, json: { sent: 0, left: [{ state: 'waiting' }] } });
    await emulator.setOffline(false);
    const sent = await profile.run(['pending', 'send', id], { environmentKey });
    expect(sent).toMatchObject({ exitCode: 0, json: { sent: 1, left: [] } });
    expect((await profile.run(`customers get ${id}`)).json).toMatchObject({ name: 'Kept BV', pending: null });
    expect(await profile.run(['pending', 'withdraw', id])).toMatchObject(failure(1, 'not_found'));
    // Eight commands, each of which opens and closes the profile.
  }, 120_000);

  it('serves the sample office as a Stripe server until it is told to stop', async () => {
    const stop = new AbortController();
    const running = profile.run<{ url: string; key: string }>('emulator --size S', { cancel: stop.signal });
    const { url, key: emulatorKey } = JSON.parse(await profile.nextLine()) as { url: string; key: string };
    const answer = await fetch(`${url}/v1/invoices?limit=1`, {
      headers: { authorization: `Bearer ${emulatorKey}` },
    });
    expect(await answer.json()).toMatchObject({ object: 'list', data: [{ object: 'invoice' }] });
    stop.abort();
    expect((await running).exitCode).toBe(0);
  });
});
