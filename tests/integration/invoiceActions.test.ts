import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createForeignChanges } from '../../electron/services/foreignChanges.ts';
import type { StripeEvent } from '../../electron/sync/affectedObjects.ts';
import { AppError } from '../../shared/errors/appError.ts';
import { schemas } from '../../shared/ipc/contract.ts';
import { openActionBench, type ActionBench } from '../builders/actionBench.ts';
import { failureOf } from '../builders/failureOf.ts';
import { workspaceId } from '../builders/paymentBench.ts';

let bench: ActionBench;

beforeAll(async () => {
  bench = await openActionBench();
}, 60_000);

afterAll(() => bench.close());

async function lastAuditOf(customerId: string) {
  const { rows } = await bench.office.workspaceDatabase.listAudit({
    workspaceIds: [workspaceId],
    customerId,
    offset: 0,
    limit: 1,
  });
  return rows[0];
}

async function cachedStatus(invoiceId: string): Promise<string | undefined> {
  const cached = await bench.office.cache.findObject({ workspaceId, kind: 'invoice', id: invoiceId });
  return (JSON.parse(cached?.json ?? '{}') as { status?: string }).status;
}

async function setFault(kind: 'lock' | '403' | null, path: string, times = 1): Promise<void> {
  const { url, accounts } = bench.office.emulator;
  await fetch(`${url}/_emulator/faults`, {
    method: 'POST',
    headers: { authorization: `Bearer ${accounts[0]?.key ?? ''}` },
    body: new URLSearchParams(
      kind === null
        ? {}
        : {
            'faults[0][kind]': kind,
            'faults[0][percent]': '100',
            'faults[0][path]': path,
            'faults[0][times]': String(times),
          },
    ),
  });
}

describe('finalising a draft', () => {
  it('says what it means, gives the number and proves it from a fresh read', async () => {
    const { id: customer } = await bench.addCustomer();
    const draft = await bench.addDraft(customer, { collection_method: 'send_invoice', days_until_due: 14 });
    const offer = await bench.prepare('finalize', draft.id);
    expect(schemas['invoices.prepareAction'].output.parse(offer)).toEqual(offer);
    expect(offer).toMatchObject({ refusal: null, total: 12_100, currency: 'eur', invoiceNumber: null });
    expect(offer.consequences).toEqual(expect.arrayContaining(['irreversible', 'numberGiven']));
    const result = await bench.confirm(offer);
    expect(schemas['invoices.act'].output.parse(result)).toEqual(result);
    expect(result.invoiceStatus).toBe('open');
    expect(result.invoiceNumber).not.toBeNull();
    expect(await cachedStatus(draft.id)).toBe('open');
    expect(await lastAuditOf(customer)).toMatchObject({
      action: 'invoice.finalized',
      outcome: 'done',
      who: 'anna (Anna de Vries)',
      after: { amount: '121.00 EUR' },
    });
  });

  it('does not let Stripe charge by itself what was confirmed as not charged', async () => {
    const { id: customer } = await bench.addCustomer();
    const draft = await bench.addDraft(customer, { auto_advance: false });
    const offer = await bench.prepare('finalize', draft.id);
    expect(offer.consequences).toContain('notChargedAutomatically');
    await bench.confirm(offer);
    expect((await bench.stripe.invoices.retrieve(draft.id)).auto_advance).toBe(false);
  });
});

describe('voiding', () => {
  it('is final, and the log says what it was about', async () => {
    const { id: customer } = await bench.addCustomer();
    const invoice = await bench.addInvoice(customer);
    const offer = await bench.prepare('void', invoice.id);
    expect(offer.consequences).toEqual(['irreversible', 'numberStaysUsed', 'vatNotOwed']);
    expect(await bench.confirm(offer)).toMatchObject({ invoiceStatus: 'void', service: null });
    expect(await cachedStatus(invoice.id)).toBe('void');
    expect(await lastAuditOf(customer)).toMatchObject({
      action: 'invoice.voided',
      outcome: 'done',
      after: { invoice: invoice.number },
    });
    expect((await bench.prepare('void', invoice.id)).refusal).toBe('void');
  });

  it('waits for a direct debit that is on its way', async () => {
    const { id: customer, methods } = await bench.addCustomer(['pm_sepaDebit']);
    const invoice = await bench.addInvoice(customer);
    await bench.stripe.invoices.pay(invoice.id, { payment_method: methods[0]?.id ?? '' });
    const offer = await bench.prepare('void', invoice.id);
    expect(offer.refusal).toBe('debitInProgress');
    const refused = await failureOf(bench.confirm(offer));
    expect([refused.code, refused.details['reason']]).toEqual(['action_refused', 'debitInProgress']);
    expect((await bench.prepare('markUncollectible', invoice.id)).refusal).toBe('debitInProgress');
  });

  it('is refused when the customer paid while the dialog was open', async () => {
    const { id: customer, methods } = await bench.addCustomer();
    const invoice = await bench.addInvoice(customer);
    const offer = await bench.prepare('void', invoice.id);
    await bench.stripe.invoices.pay(invoice.id, { payment_method: methods[0]?.id ?? '' });
    const refused = await failureOf(bench.confirm(offer));
    expect([refused.code, refused.details['reason']]).toEqual(['action_refused', 'paid']);
    expect((await bench.stripe.invoices.retrieve(invoice.id)).status).toBe('paid');
  });

  it('is refused when the amount changed while the dialog was open', async () => {
    const { id: customer } = await bench.addCustomer();
    const draft = await bench.addDraft(customer);
    const offer = await bench.prepare('finalize', draft.id);
    await bench.stripe.invoiceItems.create({ customer, invoice: draft.id, amount: 500, currency: 'eur' });
    const refused = await failureOf(bench.confirm(offer));
    expect([refused.code, refused.details['reason']]).toEqual(['action_refused', 'changed']);
    expect((await bench.stripe.invoices.retrieve(draft.id)).status).toBe('draft');
  });
});

describe('trouble on the way', () => {
  it('keeps at it while another process holds the invoice', async () => {
    const { id: customer } = await bench.addCustomer();
    const offer = await bench.prepare('void', (await bench.addInvoice(customer)).id);
    await setFault('lock', '/void');
    expect(await bench.confirm(offer)).toMatchObject({ invoiceStatus: 'void' });
    await setFault(null, '');
  });

  it('says which right is missing, and that nothing happened', async () => {
    const { id: customer } = await bench.addCustomer();
    const invoice = await bench.addInvoice(customer);
    const offer = await bench.prepare('markUncollectible', invoice.id);
    // Once is no proof: Kantoor believes it when the answer stays the same.
    await setFault('403', '/mark_uncollectible', 100);
    expect((await failureOf(bench.confirm(offer))).code).toBe('permission_missing');
    await setFault(null, '');
    expect((await bench.stripe.invoices.retrieve(invoice.id)).status).toBe('open');
    expect(await lastAuditOf(customer)).toMatchObject({ outcome: 'refused' });
  });

  it('finds out by reading when the answer was lost', async () => {
    const { id: customer } = await bench.addCustomer();
    const invoice = await bench.addInvoice(customer);
    const offer = await bench.prepare('void', invoice.id);
    const services = await bench.actionsWith({
      voidInvoice: async (id) => {
        const { status } = await bench.stripe.invoices.retrieve(id);
        if (status === 'open') await bench.stripe.invoices.voidInvoice(id);
        throw new AppError('timeout', 'No answer.');
      },
    });
    expect(await bench.confirm(offer, services)).toMatchObject({ invoiceStatus: 'void' });
    expect(await lastAuditOf(customer)).toMatchObject({ action: 'invoice.voided', outcome: 'done' });
  });

  it('says that it is not known when neither an answer nor the invoice tells', async () => {
    const { id: customer } = await bench.addCustomer();
    const invoice = await bench.addInvoice(customer);
    const offer = await bench.prepare('void', invoice.id);
    const services = await bench.actionsWith({
      voidInvoice: () => Promise.reject(new AppError('timeout', 'No answer.')),
    });
    expect((await failureOf(bench.confirm(offer, services))).code).toBe('timeout');
    expect(await lastAuditOf(customer)).toMatchObject({ action: 'invoice.voided', outcome: 'unknown' });
  });

  it('is refused at once while Stripe is out of reach', async () => {
    const { id: customer } = await bench.addCustomer();
    const offer = await bench.prepare('void', (await bench.addInvoice(customer)).id);
    bench.setOffline(true);
    expect((await failureOf(bench.confirm(offer))).code).toBe('offline');
    bench.setOffline(false);
    expect((await bench.stripe.invoices.retrieve(offer.invoiceId)).status).toBe('open');
  });
});

describe('writing off as uncollectible', () => {
  it('leaves the invoice payable', async () => {
    const { id: customer, methods } = await bench.addCustomer();
    const invoice = await bench.addInvoice(customer);
    const offer = await bench.prepare('markUncollectible', invoice.id);
    expect(offer.consequences).toContain('staysPayable');
    expect(await bench.confirm(offer)).toMatchObject({ invoiceStatus: 'uncollectible' });
    const paid = await bench.stripe.invoices.pay(invoice.id, { payment_method: methods[0]?.id ?? '' });
    expect(paid.status).toBe('paid');
  });

  it('says beforehand that it brings a suspended service back, and then that it did', async () => {
    const page = { status: 'past_due', limit: 50, expand: ['data.latest_invoice'] } as const;
    const { data } = await bench.stripe.subscriptions.list({ ...page, expand: [...page.expand] });
    const invoice = data
      .map(({ latest_invoice: latest }) => latest)
      .find((latest) => typeof latest === 'object' && latest?.status === 'open');
    if (!invoice || typeof invoice === 'string') throw new Error('No subscription of the office fits.');
    const offer = await bench.prepare('markUncollectible', invoice.id);
    expect(offer.consequences).toContain('serviceResumes');
    expect(await bench.confirm(offer)).toMatchObject({
      invoiceStatus: 'uncollectible',
      service: { before: 'warning', after: 'running' },
    });
  });
});

describe('sending', () => {
  const byMail = { collection_method: 'send_invoice', days_until_due: 14 } as const;

  it('says that test mode e-mails nothing, notes when it was, and asks before a second one within three days', async () => {
    const { id: customer } = await bench.addCustomer();
    const draft = await bench.addDraft(customer, byMail);
    const { id } = await bench.stripe.invoices.finalizeInvoice(draft.id, { auto_advance: false });
    const offer = await bench.prepare('send', id);
    expect(offer).toMatchObject({ lastSentAt: null, consequences: ['emailNotSentInTestMode'] });
    expect(await bench.confirm(offer)).toMatchObject({ invoiceStatus: 'open' });
    const again = await bench.prepare('send', id);
    expect(again.lastSentAt).toBe(bench.office.now());
    expect(again.consequences).toEqual(['emailNotSentInTestMode', 'sentRecently']);
    // Confirmed before the first one was sent: the warning was never seen.
    expect((await failureOf(bench.confirm(offer))).details['reason']).toBe('changed');
    bench.advance(3 * 86_400);
    expect((await bench.prepare('send', id)).consequences).toEqual(['emailNotSentInTestMode']);
  });

  it('is refused for what is charged automatically, and without an address', async () => {
    const { id: customer } = await bench.addCustomer();
    const automatic = await bench.addInvoice(customer);
    expect((await bench.prepare('send', automatic.id)).refusal).toBe('chargedAutomatically');
    const { id: silent } = await bench.stripe.customers.create({ name: 'Zonder adres' });
    const draft = await bench.addDraft(silent, byMail);
    expect((await bench.prepare('send', draft.id)).refusal).toBe('noEmail');
  });

  it('learns from the event feed what somebody else sent', async () => {
    const { id: customer } = await bench.addCustomer();
    const draft = await bench.addDraft(customer, byMail);
    const { id } = await bench.stripe.invoices.finalizeInvoice(draft.id, { auto_advance: false });
    await bench.stripe.invoices.sendInvoice(id);
    const { data: events } = await bench.stripe.events.list({ type: 'invoice.sent', limit: 1 });
    const noteChanges = createForeignChanges({ ...bench.office, installationId: 'another-desk' });
    await noteChanges(workspaceId, events as unknown as StripeEvent[]);
    expect((await bench.prepare('send', id)).lastSentAt).toBe(events[0]?.created);
  });
});
