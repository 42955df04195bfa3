import fc from 'fast-check';
import type Stripe from 'stripe';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { AppError } from '../../shared/errors/appError.ts';
import { temporaryFolder } from '../builders/openCache.ts';
import {
  openPaymentBench,
  workspaceId,
  type PaymentBench,
  type StartedProfile,
} from '../builders/paymentBench.ts';

const hour = 3600;
let bench: PaymentBench;

beforeAll(async () => {
  bench = await openPaymentBench();
}, 60_000);

afterAll(() => bench.close());

/** One customer with one invoice, and what anybody may do about it. */
interface World {
  customer: string;
  invoice: Stripe.Invoice;
  profile: StartedProfile;
  folder: string;
  /** Whether somebody else's payment was taken, too: then it is not told whose money it was. */
  isPaidElsewhere: boolean;
}

/** How a request to collect ends for the app, whatever Stripe did with it. */
type Fault = 'none' | 'answerLost' | 'neverSent' | 'lostTwice';

class Collect implements fc.AsyncCommand<object, World> {
  readonly #fault: Fault;
  readonly #place: number;
  constructor(fault: Fault, place: number) {
    this.#fault = fault;
    this.#place = place;
  }
  check = (): boolean => true;
  async run(_model: object, world: World): Promise<void> {
    const methods = await bench.stripe.customers.listPaymentMethods(world.customer);
    const method = methods.data[this.#place % Math.max(1, methods.data.length)];
    const { amount_remaining: amount, currency } = await bench.stripe.invoices.retrieve(world.invoice.id);
    const services = await world.profile.servicesWith(await faultyGateway(this.#fault));
    const wanted = { workspaceId, invoiceId: world.invoice.id, paymentMethodId: method?.id ?? 'pm_gone' };
    await services['payments.collect']({ ...wanted, amount: Math.max(1, amount), currency }).catch(onlyKnown);
    await expectNothingTwice(world);
  }
  toString = (): string => `collect(${this.#fault}, method ${this.#place})`;
}

async function faultyGateway(fault: Fault) {
  const real = await bench.office.gateways.of(workspaceId);
  let sent = 0;
  const lost = new AppError('timeout', 'Stripe did not answer in time.');
  return {
    async payInvoice(...input: Parameters<typeof real.payInvoice>) {
      sent += 1;
      if (fault === 'neverSent') throw lost;
      const answer = await real.payInvoice(...input);
      if (fault === 'answerLost' || (fault === 'lostTwice' && sent < 3)) throw lost;
      return answer;
    },
  };
}

/** Something that other people, time or trouble do; none of it may fail in a way that is not told in words. */
class Happening implements fc.AsyncCommand<object, World> {
  readonly #name: string;
  readonly #happen: (world: World) => Promise<unknown>;
  constructor(name: string, happen: (world: World) => Promise<unknown>) {
    this.#name = name;
    this.#happen = happen;
  }
  check = (): boolean => true;
  async run(_model: object, world: World): Promise<void> {
    await this.#happen(world);
    await expectNothingTwice(world);
  }
  toString = (): string => this.#name;
}

function onlyKnown(error: unknown): void {
  if (!(error instanceof AppError) || error.code === 'internal') throw error;
}

const refusedByStripe = (): undefined => undefined;

async function follow({ profile }: World): Promise<void> {
  profile.follower.follow(workspaceId);
  await profile.follower.idle();
}

const happenings = [
  new Happening('the customer pays in the portal', async (world) => {
    const [method] = (await bench.stripe.customers.listPaymentMethods(world.customer)).data;
    if (!method) return;
    const payment = bench.stripe.invoices.pay(world.invoice.id, { payment_method: method.id });
    if (await payment.catch(refusedByStripe)) world.isPaidElsewhere = true;
  }),
  new Happening('a method is detached', async ({ customer }) => {
    const [method] = (await bench.stripe.customers.listPaymentMethods(customer)).data;
    if (method) await bench.stripe.paymentMethods.detach(method.id);
  }),
  ...['pm_card_visa', 'pm_card_visa_chargeDeclined', 'pm_sepaDebit', 'pm_sepaDebit_insufficientFunds'].map(
    (name) =>
      new Happening(`${name} is added`, ({ customer }) =>
        bench.stripe.paymentMethods.attach(name, { customer }),
      ),
  ),
  new Happening('three minutes pass', async () => bench.advance(180)),
  new Happening('a debit settles', async () => bench.advance(8 * 24 * hour)),
  new Happening('catch-up', follow),
  new Happening('the app is killed and started', async (world) => {
    await world.profile.workspaceDatabase.close();
    world.profile = await bench.startOn(world.folder);
  }),
];

/** Money that was taken or is about to be is never more than was owed. */
async function expectNothingTwice({ customer, invoice }: World): Promise<void> {
  const charges = await bench.listCharges(customer);
  const taken = charges.reduce((sum, { amount, amount_refunded }) => sum + amount - amount_refunded, 0);
  expect(taken).toBeLessThanOrEqual(invoice.amount_due);
}

async function expectTruthTold(world: World): Promise<void> {
  bench.advance(8 * 24 * hour);
  await bench.office.sync.refreshInvoice(workspaceId, world.invoice.id);
  await follow(world);
  await expectNothingTwice(world);
  const { workspaceDatabase } = world.profile;
  const everything = { workspaceIds: null, invoiceId: null, customerId: null, offset: 0, limit: 100 };
  const attempts = (await workspaceDatabase.listAttempts({ ...everything, unsettled: false })).rows;
  expect(attempts.filter(({ state }) => state === 'unknown' || state === 'sending')).toEqual([]);
  // Every attempt has its entry, every entry its outcome.
  const audit = (await workspaceDatabase.listAudit(everything)).rows;
  expect(audit).toHaveLength(attempts.length);
  expect(audit.filter(({ outcome }) => outcome === 'pending' || outcome === 'unknown')).toEqual([]);
  expect((await workspaceDatabase.verifyAudit()).intact).toBe(true);
  expect(await workspaceDatabase.listActions()).toEqual([]);

  const truth = await bench.stripe.invoices.retrieve(world.invoice.id);
  const cached = await bench.office.cache.findObject({ workspaceId, kind: 'invoice', id: truth.id });
  const { status, amount_remaining } = truth;
  // What an attempt says of the money is what became of it.
  const isToldPaid = attempts.some(({ state }) => state === 'paid');
  if (!world.isPaidElsewhere) expect(isToldPaid).toBe(status === 'paid');
  expect(JSON.parse(cached?.json ?? '{}')).toMatchObject({ status, amount_remaining });
}

describe('whatever happens while invoices are collected', () => {
  it('nothing is charged twice, everything is recorded, and the cache ends up with the truth', async () => {
    const collecting = fc
      .tuple(fc.constantFrom<Fault>('none', 'answerLost', 'neverSent', 'lostTwice'), fc.nat(2))
      .map(([fault, place]) => new Collect(fault, place));
    const commands = fc.commands([collecting, ...happenings.map((each) => fc.constant(each))], {
      maxCommands: 12,
    });
    await fc.assert(
      fc.asyncProperty(commands, async (story) => {
        const { id } = await bench.addCustomer(['pm_card_visa', 'pm_sepaDebit']);
        const folder = temporaryFolder();
        const world: World = {
          customer: id,
          invoice: await bench.addInvoice(id),
          folder,
          isPaidElsewhere: false,
          profile: await bench.startOn(folder),
        };
        await fc.asyncModelRun(() => ({ model: {}, real: world }), story);
        await expectTruthTold(world);
        await world.profile.workspaceDatabase.close();
      }),
      { numRuns: 12, seed: 42, endOnFailure: true },
    );
  }, 240_000);
});
