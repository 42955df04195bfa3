import { appendFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { startEmulator, startEmulatorThread } from '../../electron/stripeEmulator/startEmulator.ts';
import { anchor, connectSdk, emulatedStripe, firstAccount, firstOf, nowMs } from './stripeEmulatorClient.ts';

const options = { size: 'S', accounts: 1, seed: 7, anchor } as const;

function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'kantoor-emulator-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

it('keeps changes over a restart, also after a kill in mid-write', async () => {
  const journalFile = join(temporaryFolder(), 'office', 'journal.jsonl');
  const first = await startEmulator(
    { ...options, journalFile, verificationDelaySeconds: 0 },
    { nowMs: () => nowMs },
  );
  const before = connectSdk(first.url, firstAccount(first).key);
  const seed = await firstOf(before.customers.list());
  await before.customers.update(seed.id, { name: 'Changed' });
  const made = await before.customers.create({ name: 'Made' }, { idempotencyKey: 'once' });
  const gone = await before.customers.create({ name: 'Gone' });
  await before.customers.del(gone.id);
  const open = await firstOf(before.invoices.list({ status: 'open' }));
  await before.invoices.voidInvoice(open.id);
  const newest = await firstOf(before.events.list());
  await first.close();
  appendFileSync(journalFile, '{"books":"half a li');

  const interrupted = await startEmulator({ ...options, journalFile }, { nowMs: () => nowMs });
  const resent = connectSdk(interrupted.url, firstAccount(interrupted).key);
  expect((await resent.customers.create({ name: 'Made' }, { idempotencyKey: 'once' })).id).toBe(made.id);
  await resent.customers.create({ name: 'After the kill' });
  await interrupted.close();

  const second = await startEmulator({ ...options, journalFile }, { nowMs: () => nowMs });
  onTestFinished(() => second.close());
  const after = connectSdk(second.url, firstAccount(second).key);
  expect(await after.customers.retrieve(seed.id)).toMatchObject({ name: 'Changed' });
  expect(await after.customers.retrieve(made.id)).toMatchObject({ name: 'Made' });
  expect(await after.customers.retrieve(gone.id)).toMatchObject({ deleted: true });
  const voided = await after.invoices.retrieve(open.id);
  expect(voided.status).toBe('void');
  expect((await fetch(voided.invoice_pdf ?? '')).headers.get('content-type')).toBe('application/pdf');
  expect((await firstOf(after.customers.list())).name).toBe('After the kill');
  const events = await after.events.list({ ending_before: newest.id });
  expect(events.data.map(({ type }) => type)).toEqual(['customer.created']);
  expect((await after.customers.create({})).id > gone.id).toBe(true);
});

it('runs in a thread of its own as it does in this one', async () => {
  const workerUrl = new URL('../../electron/stripeEmulator/emulatorWorker.ts', import.meta.url);
  const emulator = await startEmulatorThread(options, workerUrl);
  onTestFinished(() => emulator.close());
  const stripe = connectSdk(emulator.url, firstAccount(emulator).key);
  expect((await stripe.customers.list({ limit: 3 })).data).toHaveLength(3);
  await emulator.setOffline(true);
  await expect(stripe.customers.list()).rejects.toMatchObject({ type: 'StripeConnectionError' });
  await emulator.setOffline(false);
  await emulator.setFaults([{ kind: '500', percent: 100 }]);
  await expect(stripe.customers.list()).rejects.toMatchObject({ statusCode: 500 });
});

it('serves invoices, credit notes and receipts as PDFs to whoever has the link', async () => {
  const { emulator, stripe } = await emulatedStripe();
  const invoice = await firstOf(stripe.invoices.list({ status: 'paid' }));
  const note = await firstOf(stripe.creditNotes.list());
  const charge = await firstOf(stripe.charges.list(), ({ receipt_url: url }) => url !== null);
  expect(new URL(invoice.invoice_pdf ?? '').origin).toBe(emulator.documentsUrl);
  for (const url of [invoice.invoice_pdf, note.pdf, charge.receipt_url?.replace('?', '/pdf?')]) {
    const response = await fetch(url ?? '');
    expect([response.status, response.headers.get('content-type')]).toEqual([200, 'application/pdf']);
    expect(
      Buffer.from(await response.arrayBuffer())
        .subarray(0, 5)
        .toString(),
    ).toBe('%PDF-');
  }
  const hosted = await fetch(invoice.hosted_invoice_url ?? '');
  expect(await hosted.text()).toContain(invoice.number ?? '');
});

it('answers an expired link with a page, status 200, and renews the link on every read', async () => {
  let clockMs = nowMs;
  const { stripe } = await emulatedStripe({}, { nowMs: () => clockMs });
  const invoice = await firstOf(stripe.invoices.list({ status: 'paid' }));
  clockMs += 10 * 86_400_000;
  expect((await fetch(invoice.invoice_pdf ?? '')).headers.get('content-type')).toBe('application/pdf');
  clockMs += 60 * 86_400_000;
  const expired = await fetch(invoice.invoice_pdf ?? '');
  expect([expired.status, expired.headers.get('content-type')]).toEqual([200, 'text/html; charset=utf-8']);
  expect(await expired.text()).toContain('expired');
  const fresh = await stripe.invoices.retrieve(invoice.id);
  expect((await fetch(fresh.invoice_pdf ?? '')).headers.get('content-type')).toBe('application/pdf');
  const forged = fresh.invoice_pdf?.replace(/\.[0-9a-z]+(\.\w+\/pdf)/, '.zzzz$1') ?? '';
  expect(forged).toContain('.zzzz.');
  expect((await fetch(forged)).status).toBe(404);
});

it('says which line of its journal is damaged instead of losing changes', async () => {
  const journalFile = join(temporaryFolder(), 'journal.jsonl');
  appendFileSync(journalFile, 'not a change\n');
  await expect(startEmulator({ ...options, journalFile })).rejects.toThrow(
    /Line 1 of the sample office's journal/,
  );
});
