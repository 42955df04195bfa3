import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { PaidInvoice } from '../../electron/cli/commands/paymentCommands.ts';
import type { CollectionOffer } from '../../shared/ipc/schemas/payments.ts';
import { createCliProfile, type CliProfile } from './cliProfile.ts';

interface InvoicePage {
  items: { id: string; workspaceId: string; amountRemaining: number }[];
}

describe('invoices pay', () => {
  let profile: CliProfile;
  let window: Awaited<ReturnType<CliProfile['openAsWindow']>>;
  let offers: CollectionOffer[];

  beforeAll(async () => {
    profile = await createCliProfile();
    await profile.run('workspaces sample --anchor 2026-10-31');
    window = await profile.openAsWindow();
    await profile.run('sync');
    const { json } = await profile.run<InvoicePage>('invoices list --status open --limit 40');
    offers = [];
    for (const { id, workspaceId } of json.items)
      offers.push(await window.services.handlers['payments.prepare']({ workspaceId, invoiceId: id }));
  }, 120_000);

  afterAll(async () => {
    await window.close();
    expect(profile.incidents).toEqual([]);
    await profile.remove();
  });

  function take(type: string): { id: string; method: string; offer: CollectionOffer } {
    const index = offers.findIndex(
      ({ refusal, methods, suggestedMethodId }) =>
        refusal === null && methods.some((method) => method.id === suggestedMethodId && method.type === type),
    );
    const [offer] = offers.splice(index, 1);
    if (index < 0 || !offer) throw new Error(`No open invoice can be collected by ${type}.`);
    return { id: offer.invoiceId, method: offer.suggestedMethodId ?? '', offer };
  }

  it('says whom, where, how much and with what, and does nothing without --yes', async () => {
    const { id, method, offer } = take('card');
    const { exitCode, json } = await profile.run<{ error: { code: string; message: string } }>(
      `invoices pay ${id} --payment-method ${method}`,
    );
    expect(exitCode).toBe(2);
    expect(json.error.code).toBe('invalid_input');
    for (const told of [offer.customerName ?? '', offer.invoiceNumber ?? '', 'add --yes'])
      expect(json.error.message).toContain(told);
    const { workspaceId, invoiceId } = offer;
    const again = await window.services.handlers['payments.prepare']({ workspaceId, invoiceId });
    expect(again.refusal).toBeNull();
  });

  it('names the methods that there are when the one that was named is not among them', async () => {
    const { id, method } = take('card');
    const { exitCode, json } = await profile.run<{ error: { message: string } }>(
      `invoices pay ${id} --payment-method pm_nobody`,
    );
    expect(exitCode).toBe(2);
    expect(json.error.message).toMatch(new RegExp(`no payment method pm_nobody.*${method}`));
  });

  it('asks nobody to confirm what cannot be collected, and says why', async () => {
    const [found] = offers.flatMap(({ invoiceId, methods, refusal }) =>
      methods
        .filter((method) => refusal === null && method.refusal === 'expired')
        .map(({ id }) => [invoiceId, id]),
    );
    if (!found) throw new Error('No customer of the office has an expired card beside another method.');
    const { exitCode, json } = await profile.run<{ error: { code: string; message: string } }>(
      `invoices pay ${found.join(' --payment-method ')}`,
    );
    expect([exitCode, json.error.code]).toEqual([1, 'collection_refused']);
    expect(json.error.message).toMatch(/cannot be used for this invoice: the card has expired/);
  });

  it('collects by card until one is paid, and refuses to do so again', async () => {
    for (;;) {
      const { id, method, offer } = take('card');
      const { exitCode, json } = await profile.run<PaidInvoice>(
        `invoices pay ${id} --payment-method ${method} --yes`,
      );
      if (json.outcome !== 'paid') {
        expect(exitCode).toBe(1);
        expect(['declined', 'authentication_required']).toContain(json.outcome);
        continue;
      }
      expect(exitCode).toBe(0);
      expect(json).toMatchObject({ id, status: 'paid', declineCode: null });
      expect(json.amountPaid).toBeGreaterThanOrEqual(offer.amount);
      const second = await profile.run(`invoices pay ${id} --payment-method ${method} --yes`);
      expect(second).toMatchObject({ exitCode: 1, json: { error: { code: 'collection_refused' } } });
      return;
    }
  });

  it('tells by when a direct debit is known to have arrived', async () => {
    const { id, method } = take('sepa_debit');
    const { exitCode, json } = await profile.run<PaidInvoice>(
      `invoices pay ${id} --payment-method ${method} --yes`,
    );
    expect(exitCode).toBe(0);
    expect(json).toMatchObject({ outcome: 'processing', status: 'open' });
    expect(json.clearsBy).toBeGreaterThan(0);
  });

  it('does not know invoices of nobody', async () => {
    const { exitCode, json } = await profile.run('invoices pay in_nobody --payment-method pm_1 --yes');
    expect({ exitCode, json }).toMatchObject({ exitCode: 1, json: { error: { code: 'not_found' } } });
  });
});
