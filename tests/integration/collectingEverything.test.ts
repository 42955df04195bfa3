import fc from 'fast-check';
import type Stripe from 'stripe';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { StripeEvent } from '../../electron/sync/affectedObjects.ts';
import { isUsable, monthOf } from '../../shared/domain/paymentMethods.ts';
import { isAppError } from '../../shared/errors/appError.ts';
import { act, type VictimAction } from '../builders/actOn.ts';
import { compareCache } from '../builders/compareCache.ts';
import { openDesktop, type Desktop } from '../builders/openDesktop.ts';
import { openPaymentBench, workspaceId, type PaymentBench } from '../builders/paymentBench.ts';
import { addSubscription } from '../builders/methodBench.ts';
import { submit } from './stripeEmulatorMoney.ts';

const day = 86_400;
let bench: PaymentBench;
beforeAll(async () => {
  // So that one account is small: its cache is compared with Stripe object for object.
  bench = await openPaymentBench({ accounts: 20 });
  await catchUp();
}, 60_000);
afterAll(() => bench.close());

/** What goes wrong on the way of a step's first requests. */
const troubles = ['none', 'none', 'busy', 'locked', 'broken', 'unsent', 'lost', 'alwaysLost'] as const;
type Trouble = (typeof troubles)[number];

const invoiceActions = ['finalize', 'send', 'void', 'markUncollectible', 'credit'] as const;
const ours = [
  'collect',
  'collect',
  'collect',
  ...invoiceActions,
  'setDefault',
  'remove',
  'goOn',
  'edit',
  'setupLink',
  'resume',
] as const;
const others = ['draft', 'pays', 'detaches', 'adds', 'chooses', 'pauses', 'isDeleted'] as const;
const times = ['minutes', 'week', 'week', 'restart', 'catchUp'] as const;

interface Step {
  kind: (typeof ours)[number] | (typeof others)[number] | (typeof times)[number];
  /** Two desktops at the same time. */
  isTwice: boolean;
  which: number;
  trouble: Trouble;
}

const anyStep: fc.Arbitrary<Step> = fc.record({
  kind: fc.oneof(
    { weight: 5, arbitrary: fc.constantFrom(...ours) },
    { weight: 2, arbitrary: fc.constantFrom(...others) },
    { weight: 1, arbitrary: fc.constantFrom(...times) },
  ),
  isTwice: fc.boolean(),
  which: fc.nat(7),
  trouble: fc.constantFrom(...troubles),
});

/** The way to Stripe of both desktops. */
const way = { trouble: 'none' as Trouble, left: 0, hasLeftNothing: false };

const refusals: Partial<Record<Trouble, () => Response>> = {
  busy: () => answer(429, { code: 'rate_limit' }, { 'stripe-rate-limited-reason': 'endpoint-concurrency' }),
  locked: () => answer(429, { code: 'lock_timeout' }),
  broken: () => answer(500, { type: 'api_error' }),
};

function answer(status: number, error: object, headers: Record<string, string> = {}): Response {
  return Response.json({ error: { message: 'Trouble.', ...error } }, { status, headers });
}

async function troubledFetch(url: string, init: RequestInit): Promise<Response> {
  const isWrite = init.method !== 'GET';
  const isMet = way.left > 0 && (isWrite || way.trouble === 'busy' || way.trouble === 'broken');
  if (!isMet) return send(url, init);
  way.left -= 1;
  const refusal = refusals[way.trouble];
  if (refusal) return refusal();
  if (way.trouble !== 'unsent') await send(url, init);
  throw new TypeError('fetch failed');
}

/** Stripe itself, where it is seen when one of our requests takes the last usable method. */
async function send(url: string, init: RequestInit): Promise<Response> {
  const customer = /detach$|sources/.test(url) ? world.customer : null;
  const before = customer === null ? [] : await listUsable(customer);
  const response = await fetch(url, init);
  if (before.length > 0 && customer !== null && (await listUsable(customer)).length === 0)
    way.hasLeftNothing = true;
  return response;
}

async function listUsable(customer: string): Promise<Stripe.PaymentMethod[]> {
  const { data } = await bench.stripe.customers.listPaymentMethods(customer).catch(() => ({ data: [] }));
  return data.filter((method) => isUsable(method, monthOf(bench.office.now())));
}

interface World {
  customer: string;
  desktops: Desktop[];
  /** Newest first, as Stripe gives them. */
  events: StripeEvent[];
}
let world: World;

/** Number of the one who tries first; the other one stands by, or does the same at the same moment. */
function whoActs({ which, isTwice }: Step): Desktop[] {
  if (isTwice) return world.desktops;
  return world.desktops.filter((_desktop, place) => place === which % 2);
}

function pick<Value>(values: readonly Value[], which: number): Value | undefined {
  return values[which % Math.max(1, values.length)];
}

/** Mostly what it can be done with; once in a while any other, which has to be refused. */
function pickFor(kind: Step['kind'], invoices: Stripe.Invoice[], which: number): Stripe.Invoice | undefined {
  const wanted = kind === 'finalize' ? 'draft' : 'open';
  const fitting = invoices.filter(
    ({ status, collection_method: method }) =>
      status === wanted && (kind !== 'send' || method === 'send_invoice'),
  );
  return pick(which === 7 || fitting.length === 0 ? invoices : fitting, which);
}

const listInvoices = async (): Promise<Stripe.Invoice[]> =>
  (await bench.stripe.invoices.list({ customer: world.customer, limit: 100 })).data;
const listMethods = async (): Promise<Stripe.PaymentMethod[]> =>
  (await bench.stripe.customers.listPaymentMethods(world.customer).catch(() => ({ data: [] }))).data;

/** Whatever is refused is refused in words. */
function onlyKnown(error: unknown): void {
  if (!isAppError(error) || error.code === 'internal') throw error;
}

async function weDo(desktop: Desktop, { kind, which }: Step): Promise<unknown> {
  const { services } = desktop;
  const { customer: customerId } = world;
  const invoice = pickFor(kind, await listInvoices(), which);
  const methodId = pick(await listMethods(), which)?.id ?? 'pm_gone';
  const ref = { workspaceId, customerId, methodId };
  switch (kind) {
    case 'collect': {
      const wanted = { workspaceId, invoiceId: invoice?.id ?? 'in_gone', paymentMethodId: methodId };
      const [amount, currency] = [Math.max(1, invoice?.amount_remaining ?? 1), invoice?.currency ?? 'eur'];
      return services['payments.collect']({ ...wanted, amount, currency });
    }
    case 'setDefault': {
      const shadows = pick(['repoint', 'clear', 'leave'] as const, which) ?? 'leave';
      return services['paymentMethods.setDefault']({ ...ref, shadows });
    }
    case 'remove':
      return services['paymentMethods.remove']({ ...ref, replacementId: null });
    case 'goOn':
      return goOn(desktop);
    case 'edit': {
      const values = { name: `Bistro ${which}`, city: pick(['Utrecht', 'Delft'], which) ?? null };
      const changes = { values, addTaxIds: [], removeTaxIds: [] };
      return services['customers.update']({ workspaceId, customerId, base: {}, changes });
    }
    case 'setupLink': {
      const { url } = await services['paymentMethods.createSetupLink']({ workspaceId, customerId });
      await submit(url, { payment_method: 'pm_card_mastercard' });
      return services['paymentMethods.followSetupLinks']({ workspaceId, customerId });
    }
    case 'resume': {
      const { data } = await bench.stripe.subscriptions.list({ customer: customerId, status: 'all' });
      const subscriptionId = data[0]?.id ?? 'sub_gone';
      return services['subscriptions.resume']({ workspaceId, subscriptionId, billingCycle: 'unchanged' });
    }
    default:
      return act(services, kind as VictimAction, { workspaceId, invoiceId: invoice?.id ?? 'in_gone' });
  }
}

/** A person ends what stopped half-way, and sends what waits. */
async function goOn({ services }: Desktop): Promise<void> {
  const ofCustomer = { workspaceIds: [workspaceId], customerId: world.customer };
  for (const { id: changeId } of await services['paymentMethods.listOpenChanges'](ofCustomer))
    await services['paymentMethods.resumeChange']({ changeId }).catch(onlyKnown);
  await services['pendingEdits.send']({ workspaceId, customerId: world.customer });
}

async function addDraft(customer: string): Promise<Stripe.Invoice> {
  const { invoices, invoiceItems } = bench.stripe;
  const terms = { collection_method: 'send_invoice', days_until_due: 14, auto_advance: false } as const;
  const draft = await invoices.create({ customer, currency: 'eur', ...terms });
  await invoiceItems.create({ customer, invoice: draft.id, amount: 5000, currency: 'eur' });
  return draft;
}

/** What the customer and others do; Stripe may refuse it. */
async function othersDo({ kind, which }: Step): Promise<unknown> {
  const { stripe } = bench;
  const { customer } = world;
  const method = pick(await listMethods(), which)?.id ?? 'pm_gone';
  switch (kind) {
    case 'draft':
      return addDraft(customer);
    case 'pays':
      return stripe.invoices.pay(pickFor(kind, await listInvoices(), which)?.id ?? '', {
        payment_method: method,
      });
    case 'detaches':
      return stripe.paymentMethods.detach(method);
    case 'adds': {
      const tests = ['pm_card_visa', 'pm_card_visa_chargeDeclined', 'pm_sepaDebit', 'pm_card_mastercard'];
      // Cards of the time before payment methods, too.
      if (which % 5 === 0) return stripe.customers.createSource(customer, { source: 'tok_visa' });
      return stripe.paymentMethods.attach(pick(tests, which) ?? '', { customer });
    }
    case 'chooses':
      return stripe.customers.update(customer, { invoice_settings: { default_payment_method: method } });
    case 'pauses': {
      const { data } = await stripe.subscriptions.list({ customer });
      return stripe.subscriptions.pause(data[0]?.id ?? '');
    }
    default:
      // Once in a while only: nothing else can happen then.
      return which === 0 ? stripe.customers.del(customer) : undefined;
  }
}

async function passTime({ kind }: Step): Promise<unknown> {
  if (kind === 'minutes') return bench.advance(180);
  if (kind === 'week') {
    await hearEvents();
    return bench.advance(8 * day);
  }
  if (kind === 'restart') return Promise.all(world.desktops.map((desktop) => desktop.restart()));
  await catchUp();
  return Promise.all(world.desktops.map((desktop) => desktop.follow()));
}

let lastEvent: string | null = null;

/** What Stripe tells since the last time, kept for the end of the story: a month later nobody can ask any more. */
async function hearEvents(): Promise<void> {
  const { events } = bench.stripe;
  const fresh: StripeEvent[] = [];
  if (lastEvent === null) fresh.push(...((await events.list({ limit: 1 })).data as unknown as StripeEvent[]));
  else
    for await (const event of events.list({ ending_before: lastEvent, limit: 100 }))
      fresh.unshift(event as unknown as StripeEvent);
  lastEvent = fresh[0]?.id ?? lastEvent;
  world.events.unshift(...fresh);
}

const catchUp = (): Promise<unknown> => bench.office.sync.runOnce(workspaceId, { full: false });

async function perform(step: Step): Promise<void> {
  const isOurs = (ours as readonly string[]).includes(step.kind);
  if (isOurs) {
    Object.assign(way, { trouble: step.trouble, left: step.trouble === 'alwaysLost' ? 9 : 2 });
    // STRIPE: nobody can be kept from removing the other of two methods at the same moment.
    const isAlone = step.kind === 'remove' || step.kind === 'goOn';
    const actors = isAlone ? whoActs({ ...step, isTwice: false }) : whoActs(step);
    await Promise.all(actors.map((desktop) => weDo(desktop, step).catch(onlyKnown)));
    way.left = 0;
  } else if ((times as readonly string[]).includes(step.kind)) await passTime(step);
  else await othersDo(step).catch(() => undefined);
  await expectNothingTwice();
  expect(way.hasLeftNothing).toBe(false);
}

/** No invoice is paid twice, and nothing beyond what was invoiced is taken or about to be. */
async function expectNothingTwice(): Promise<void> {
  const invoices = await bench.stripe.invoices.list({
    customer: world.customer,
    limit: 100,
    expand: ['data.payments'],
  });
  for (const { payments, amount_paid: paid, total } of invoices.data) {
    expect(payments?.data.filter(({ status }) => status === 'paid').length ?? 0).toBeLessThanOrEqual(1);
    expect(paid).toBeLessThanOrEqual(total);
  }
  const charges = await bench.listCharges(world.customer);
  const taken = charges.reduce((sum, { amount, amount_refunded }) => sum + amount - amount_refunded, 0);
  expect(taken).toBeLessThanOrEqual(invoices.data.reduce((sum, { total }) => sum + total, 0));
}

/** Afterwards everything that left is in the log with its outcome, and nothing is unknown that Stripe tells of. */
async function expectTruthTold(): Promise<void> {
  bench.advance(8 * day);
  for (const desktop of world.desktops) {
    await desktop.restart();
    await goOn(desktop);
    await desktop.services['pendingEdits.withdraw']({ workspaceId, customerId: world.customer }).catch(
      onlyKnown,
    );
  }
  await catchUp();
  await hearEvents();
  const { events } = world;
  for (const desktop of world.desktops) {
    await desktop.noteChanges(workspaceId, events);
    await desktop.follow();
    const { workspaceDatabase, sent } = desktop;
    expect((await workspaceDatabase.verifyAudit()).intact).toBe(true);
    const filter = { workspaceIds: null, customerId: null, offset: 0, limit: 200 };
    const { rows } = await workspaceDatabase.listAudit(filter);
    const own = rows.filter(({ who }) => who === 'anna (Anna de Vries)');
    expect(own.filter(({ outcome }) => outcome === 'pending')).toEqual([]);
    expect(own.length).toBeGreaterThanOrEqual(sent.size);
    const open = (await workspaceDatabase.listActions()).filter(({ kind }) => kind === 'unanswered');
    const told = events.map(({ request }) => request?.idempotency_key ?? '');
    expect(open.filter(({ id }) => told.some((key) => key.endsWith(id)))).toEqual([]);
    expect(open.every(({ id }) => sent.has(id))).toBe(true);
    const attempts = await workspaceDatabase.listAttempts({ ...filter, invoiceId: null, unsettled: true });
    expect(attempts.rows.filter(({ state }) => state === 'unknown' || state === 'sending')).toEqual([]);
  }
}

async function playStory(steps: readonly Step[]): Promise<void> {
  const { id: customer } = await bench.addCustomer(['pm_card_visa', 'pm_sepaDebit']);
  const [card] = (await bench.stripe.customers.listPaymentMethods(customer, { type: 'card' })).data;
  await bench.stripe.customers.update(customer, {
    invoice_settings: { default_payment_method: card?.id ?? '' },
  });
  await addSubscription(bench.stripe, customer, card?.id ?? '');
  await bench.addInvoice(customer);
  await addDraft(customer);
  await bench.stripe.invoices.finalizeInvoice((await addDraft(customer)).id, { auto_advance: false });
  Object.assign(way, { left: 0, hasLeftNothing: false });
  const desktops = await Promise.all(
    ['first', 'second'].map((installationId) =>
      openDesktop(bench.office, { installationId, fetch: troubledFetch }),
    ),
  );
  world = { customer, desktops, events: [] };
  try {
    await hearEvents();
    await catchUp();
    for (const step of steps) await perform(step);
    await expectTruthTold();
  } finally {
    await Promise.all(desktops.map((desktop) => desktop.close()));
  }
}

it.each([1, 42, 2026])(
  'whatever we, the customer, time and the network do (%i), nothing is charged twice, nobody loses the last method, and log and cache tell the truth',
  async (seed) => {
    await fc.assert(fc.asyncProperty(fc.array(anyStep, { minLength: 8, maxLength: 16 }), playStory), {
      numRuns: 5,
      seed,
      endOnFailure: true,
    });
    const { cache, gateways } = bench.office;
    const comparison = await compareCache({ cache, gateway: await gateways.of(workspaceId) }, workspaceId);
    expect(comparison).toMatchObject({ equal: true });
  },
  120_000,
);
