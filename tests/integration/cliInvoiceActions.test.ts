import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ActedInvoice } from '../../electron/cli/commands/invoiceActionCommands.ts';
import type { RemindedInvoices } from '../../electron/cli/commands/reminderCommand.ts';
import type { CreditResult } from '../../shared/ipc/schemas/invoiceActions.ts';
import { createCliProfile, type CliProfile } from './cliProfile.ts';

interface InvoicePage {
  items: { id: string; number: string | null; status: string }[];
}
interface Failure {
  error: { code: string; message: string };
}

describe('commands that act on an invoice', () => {
  let profile: CliProfile;

  beforeAll(async () => {
    profile = await createCliProfile();
    await profile.run('workspaces sample --anchor 2026-10-31');
    await profile.run('sync');
  }, 120_000);

  afterAll(async () => {
    expect(profile.incidents).toEqual([]);
    await profile.remove();
  });

  async function listIds(status: string): Promise<string[]> {
    const { json } = await profile.run<InvoicePage>(`invoices list --status ${status} --limit 40`);
    return json.items.map(({ id }) => id);
  }

  it('say what would happen, and do nothing without --yes', async () => {
    const [id = ''] = await listIds('draft');
    const { exitCode, json } = await profile.run<Failure>(`invoices finalize ${id}`);
    expect([exitCode, json.error.code]).toEqual([2, 'invalid_input']);
    for (const told of ['(TEST)', 'gets its number', 'add --yes']) expect(json.error.message).toContain(told);
    expect(await listIds('draft')).toContain(id);
  });

  it('finalise a draft and say its number', async () => {
    const [id = ''] = await listIds('draft');
    const { exitCode, json } = await profile.run<ActedInvoice>(`invoices finalize ${id} --yes`);
    expect(exitCode).toBe(0);
    expect(json).toMatchObject({ id, action: 'finalize' });
    expect(json.number).not.toBeNull();
    expect(await listIds('draft')).not.toContain(id);
  });

  it('void an open invoice, and refuse to do so again', async () => {
    for (const id of await listIds('open')) {
      const { json, exitCode } = await profile.run<ActedInvoice & Partial<Failure>>(
        `invoices void ${id} --yes`,
      );
      if (json.error?.code === 'action_refused') continue;
      expect([exitCode, json.status]).toEqual([0, 'void']);
      const again = await profile.run<Failure>(`invoices void ${id} --yes`);
      expect([again.exitCode, again.json.error.code]).toEqual([1, 'action_refused']);
      return;
    }
    throw new Error('No open invoice of the office can be voided.');
  });

  it('write one off, which leaves it payable', async () => {
    for (const id of await listIds('open')) {
      const { json } = await profile.run<ActedInvoice & Partial<Failure>>(
        `invoices mark-uncollectible ${id} --yes`,
      );
      if (json.error?.code === 'action_refused') continue;
      expect(json).toMatchObject({ id, status: 'uncollectible' });
      return;
    }
    throw new Error('No open invoice of the office can be written off.');
  });

  it('send several, leave out what cannot be sent, and say of each what became of it', async () => {
    const open = await listIds('open');
    const [draft = ''] = await listIds('draft');
    const asked = await profile.run<Failure>(`invoices send ${open.join(' ')} ${draft}`);
    expect([asked.exitCode, asked.json.error.code]).toEqual([2, 'invalid_input']);
    for (const told of ['Stripe would e-mail', '(TEST)', '(draft)', '(chargedAutomatically)', 'add --yes'])
      expect(asked.json.error.message).toContain(told);

    const send = `invoices send ${open.join(' ')} ${draft} --yes`;
    const { exitCode, json } = await profile.run<RemindedInvoices>(send);
    expect([exitCode, json.state]).toEqual([3, 'done']);
    expect(json.sent).toBeGreaterThan(0);
    expect(json.items.map(({ id }) => id)).toEqual([...open, draft]);
    expect(json.items.at(-1)).toMatchObject({ outcome: 'refused', reason: 'draft' });

    const sent = json.items.filter(({ outcome }) => outcome === 'sent').map(({ id }) => id);
    const again = await profile.run<RemindedInvoices>(`invoices send ${sent.join(' ')} --yes`);
    expect([again.exitCode, again.json.sent]).toEqual([1, 0]);
    expect(new Set(again.json.items.map(({ reason }) => reason))).toEqual(new Set(['sentRecently']));
    const repeated = await profile.run<RemindedInvoices>(`invoices send ${sent.join(' ')} --again --yes`);
    expect([repeated.exitCode, repeated.json.sent]).toEqual([0, sent.length]);
  });

  it('give a fresh link to the page where the customer can pay', async () => {
    const [id = ''] = await listIds('open');
    const { json } = await profile.run<{ url: string }>(`invoices link ${id}`);
    expect(json.url).toMatch(/^https?:\/\//);
  });

  it('say in words why nothing can be credited', async () => {
    const [draft = ''] = await listIds('draft');
    const [open = ''] = await listIds('open');
    const tell = async (asked: string) =>
      (await profile.run<Failure>(`invoices credit ${asked}`)).json.error.message;
    expect(await tell(draft)).toMatch(/still a draft/);
    expect(await tell(`${open} --line il_nobody=100`)).toMatch(/has no such line \(il_nobody\)/);
    expect(await tell(`${open} --line il_nobody`)).toMatch(/^--line LINE=AMOUNT /);
  });

  it('credit what is left of a paid invoice, as credit for later invoices', async () => {
    for (const id of await listIds('paid')) {
      const credit = `invoices credit ${id} --give-back balance --reason duplicate`;
      const asked = await profile.run<Failure>(credit);
      if (asked.json.error.code === 'action_refused') continue;
      expect(asked.json.error.message).toContain('becomes credit for later invoices');
      const { exitCode, json } = await profile.run<CreditResult>(`${credit} --yes`);
      expect([exitCode, json.invoiceId, json.invoiceStatus]).toEqual([0, id, 'paid']);
      const again = await profile.run<Failure>(`${credit} --yes`);
      expect([again.exitCode, again.json.error.code]).toEqual([1, 'action_refused']);
      return;
    }
    throw new Error('No paid invoice of the office can be credited.');
  });
});
