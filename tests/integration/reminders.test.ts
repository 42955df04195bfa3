import type Stripe from 'stripe';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { AppError } from '../../shared/errors/appError.ts';
import { schemas } from '../../shared/ipc/contract.ts';
import type { ReminderRun } from '../../shared/ipc/schemas/reminders.ts';
import { failureOf } from '../builders/failureOf.ts';
import { workspaceId } from '../builders/paymentBench.ts';
import { confirmed, openReminderBench, type ReminderBench } from '../builders/reminderBench.ts';

let bench: ReminderBench;

beforeAll(async () => {
  bench = await openReminderBench();
}, 60_000);

afterAll(() => bench.close());

const statesOf = ({ items }: ReminderRun) => items.map(({ state, refusal }) => refusal ?? state);

async function addSendables(count: number): Promise<Stripe.Invoice[]> {
  const { id } = await bench.addCustomer();
  const invoices = [];
  for (let made = 0; made < count; made += 1) invoices.push(await bench.addSendable(id));
  return invoices;
}

async function planFor(invoices: readonly { id: string }[]) {
  return bench.plan(invoices.map(({ id }) => id));
}

async function setFault(kind: '429' | '403' | null, times = 1): Promise<void> {
  const { url, accounts } = bench.office.emulator;
  const fault = {
    'faults[0][kind]': kind ?? '',
    'faults[0][percent]': '100',
    'faults[0][path]': '/send',
    'faults[0][times]': String(times),
  };
  await fetch(`${url}/_emulator/faults`, {
    method: 'POST',
    headers: { authorization: `Bearer ${accounts[0]?.key ?? ''}` },
    body: new URLSearchParams(kind === null ? {} : fault),
  });
}

describe('planning reminders', () => {
  it('says of each invoice whether it would be sent, and otherwise why not', async () => {
    const { id: customer, methods } = await bench.addCustomer();
    const sendable = await bench.addSendable(customer);
    const paid = await bench.addSendable(customer);
    await bench.stripe.invoices.pay(paid.id, { payment_method: methods[0]?.id ?? '' });
    const voided = await bench.addSendable(customer);
    await bench.stripe.invoices.voidInvoice(voided.id);
    const draft = await bench.addDraft(customer, { collection_method: 'send_invoice', days_until_due: 14 });
    const automatic = await bench.addInvoice(customer);
    const { id: silent } = await bench.stripe.customers.create({ name: 'Zonder adres' });
    const unaddressed = await bench.addSendable(silent);
    const invoices = [sendable, paid, voided, draft, automatic, unaddressed];
    const plan = await planFor(invoices);
    expect(schemas['reminders.plan'].output.parse(plan)).toEqual(plan);
    expect(plan.map(({ refusal }) => refusal)).toEqual([
      null,
      'paid',
      'void',
      'draft',
      'chargedAutomatically',
      'noEmail',
    ]);
    expect(plan[0]).toMatchObject({
      email: 'administratie@lepel.test',
      amount: 12_100,
      lastSentAt: null,
      isRecent: false,
    });

    // Confirmed all the same, as after a change of mind elsewhere: each is decided by a live look.
    const run = await bench.run(plan.map((item) => confirmed(item)));
    expect(run.state).toBe('done');
    expect(statesOf(run)).toEqual(['sent', 'paid', 'void', 'changed', 'chargedAutomatically', 'noEmail']);
    expect(schemas['reminders.listRuns'].output.parse([run])).toEqual([run]);
    expect((await bench.stripe.invoices.retrieve(draft.id)).status).toBe('draft');
    const sent = await Promise.all(invoices.map(({ id }) => bench.countSent(id)));
    expect(sent).toEqual([1, 0, 0, 0, 0, 0]);
  });

  it('does not ask for money that is on its way', async () => {
    const { id: customer, methods } = await bench.addCustomer(['pm_sepaDebit']);
    const invoice = await bench.addSendable(customer);
    await bench.stripe.invoices.pay(invoice.id, { payment_method: methods[0]?.id ?? '' });
    const [planned] = await planFor([invoice]);
    expect(planned?.refusal).toBe('debitInProgress');
  });

  it('leaves out what is not known here', async () => {
    const invoices = [{ workspaceId, invoiceId: 'in_unknown' }];
    expect(await bench.reminders.handlers['reminders.plan']({ invoices })).toEqual([]);
  });
});

describe('sending a series', () => {
  it('notes when each was sent, in the log as well', async () => {
    const invoices = await addSendables(2);
    const run = await bench.run((await planFor(invoices)).map((item) => confirmed(item)));
    expect(statesOf(run)).toEqual(['sent', 'sent']);
    const again = await planFor(invoices);
    expect(again.map(({ lastSentAt, isRecent }) => [lastSentAt, isRecent])).toEqual([
      [bench.office.now(), true],
      [bench.office.now(), true],
    ]);
    const { rows } = await bench.office.workspaceDatabase.listAudit({
      workspaceIds: [workspaceId],
      customerId: String(invoices[0]?.customer),
      offset: 0,
      limit: 10,
    });
    expect(rows.map(({ action, outcome }) => [action, outcome])).toEqual([
      ['invoice.sent', 'done'],
      ['invoice.sent', 'done'],
    ]);
  });

  it('sends again within three days only what the person knows to be recent', async () => {
    const [knowing, unknowing] = await addSendables(2);
    const first = await planFor([knowing, unknowing].flatMap((invoice) => invoice ?? []));
    await bench.run(first.map((item) => confirmed(item)));
    const run = await bench.run(first.map((item, index) => confirmed(item, index === 0)));
    expect(statesOf(run)).toEqual(['sent', 'sentMeanwhile']);
    bench.advance(3 * 86_400);
    const later = await planFor([unknowing].flatMap((invoice) => invoice ?? []));
    expect(later[0]?.isRecent).toBe(false);
    expect(statesOf(await bench.run(later.map((item) => confirmed(item))))).toEqual(['sent']);
  });

  it('decides by what is true when the turn of an invoice comes', async () => {
    const invoices = await addSendables(2);
    const plan = await planFor(invoices);
    const [paid, credited] = invoices;
    await bench.stripe.invoices.pay(paid?.id ?? '', { paid_out_of_band: true });
    await bench.stripe.creditNotes.create({ invoice: credited?.id ?? '', amount: 2_100 });
    const run = await bench.run(plan.map((item) => confirmed(item)));
    expect(statesOf(run)).toEqual(['paid', 'changed']);
  });

  it('reads of each what decides, and no more: the budget is shared', async () => {
    const [item] = (await planFor(await addSendables(1))).map((planned) => confirmed(planned));
    const asked: string[] = [];
    const real = await bench.office.gateways.of(workspaceId);
    const reminders = await bench.remindersWith({
      getInvoice(...input) {
        asked.push('getInvoice');
        return real.getInvoice(...input);
      },
      getCustomer(...input) {
        asked.push('getCustomer');
        return real.getCustomer(...input);
      },
    });
    const run = await bench.run(item ? [item] : [], { reminders });
    expect(statesOf(run)).toEqual(['sent']);
    expect(asked).toEqual(['getInvoice', 'getCustomer', 'getInvoice']);
  });

  it('refuses a series that names an invoice twice', async () => {
    const [item] = (await planFor(await addSendables(1))).map((planned) => confirmed(planned));
    const twice = item ? [item, item] : [];
    expect((await failureOf(bench.reminders.start(twice))).code).toBe('invalid_input');
  });

  it('can be stopped: what was sent stays sent, the rest is not tried', async () => {
    const plan = await planFor(await addSendables(3));
    const stop = new AbortController();
    const real = await bench.office.gateways.of(workspaceId);
    const reminders = await bench.remindersWith({
      sendInvoice(id, options) {
        stop.abort();
        return real.sendInvoice(id, options);
      },
    });
    const run = await bench.run(
      plan.map((item) => confirmed(item)),
      { reminders, cancelledBy: stop.signal },
    );
    expect([run.state, ...statesOf(run)]).toEqual(['cancelled', 'sent', 'skipped', 'skipped']);
  });
});

describe('trouble on the way', () => {
  it('is refused at once while Stripe is out of reach', async () => {
    const plan = await planFor(await addSendables(1));
    bench.setOffline(true);
    expect((await failureOf(bench.reminders.start(plan.map((item) => confirmed(item))))).code).toBe(
      'offline',
    );
    bench.setOffline(false);
  });

  it('waits when Stripe has had too many requests, and sends once', async () => {
    const invoices = await addSendables(2);
    const plan = await planFor(invoices);
    await setFault('429');
    expect(statesOf(await bench.run(plan.map((item) => confirmed(item))))).toEqual(['sent', 'sent']);
    await setFault(null);
    expect(await bench.countSent(invoices[0]?.id ?? '')).toBe(1);
  });

  it('stops when the key lacks the right, and says so', async () => {
    const plan = await planFor(await addSendables(2));
    await setFault('403', 100);
    const run = await bench.run(plan.map((item) => confirmed(item)));
    await setFault(null);
    expect([run.state, ...statesOf(run)]).toEqual(['stopped', 'failed', 'skipped']);
    expect(run.items[0]?.error).toBeTruthy();
  });

  it('goes on when Stripe refuses one of them for a reason of its own', async () => {
    const plan = await planFor(await addSendables(2));
    const real = await bench.office.gateways.of(workspaceId);
    const refused = plan[0]?.invoiceId;
    const reminders = await bench.remindersWith({
      sendInvoice: (id, options) =>
        id === refused
          ? Promise.reject(new AppError('stripe_refused', 'Stripe refused this.'))
          : real.sendInvoice(id, options),
    });
    const run = await bench.run(
      plan.map((item) => confirmed(item)),
      { reminders },
    );
    expect([run.state, ...statesOf(run)]).toEqual(['done', 'failed', 'sent']);
  });

  it('does not claim to know what became of one without an answer, until the event feed tells', async () => {
    const invoices = await addSendables(2);
    const plan = await planFor(invoices);
    const real = await bench.office.gateways.of(workspaceId);
    const reminders = await bench.remindersWith({
      async sendInvoice(id, options) {
        await real.sendInvoice(id, options);
        throw new AppError('timeout', 'No answer.');
      },
    });
    const run = await bench.run(
      plan.map((item) => confirmed(item)),
      { reminders },
    );
    expect([run.state, ...statesOf(run)]).toEqual(['stopped', 'unknown', 'skipped']);
    // The same key was sent again and again: Stripe did it once.
    expect(await bench.countSent(invoices[0]?.id ?? '')).toBe(1);
    await bench.catchUp();
    const told = await bench.reminders.findRun(run.id);
    expect(told && statesOf(told)).toEqual(['sent', 'skipped']);
  });
});
