import { spawn } from 'node:child_process';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { AppError } from '../../shared/errors/appError.ts';
import { failureOf } from '../builders/failureOf.ts';
import { temporaryFolder } from '../builders/openCache.ts';
import {
  openPaymentBench,
  workspaceId,
  type PaymentBench,
  type StartedProfile,
} from '../builders/paymentBench.ts';
import type { VictimInput } from './paymentVictim.ts';

const minute = 60;
let bench: PaymentBench;

beforeAll(async () => {
  bench = await openPaymentBench();
}, 60_000);

afterAll(() => bench.close());

const everything = {
  workspaceIds: null,
  invoiceId: null,
  customerId: null,
  unsettled: false,
  offset: 0,
  limit: 50,
};

async function statesOf(
  { services }: Pick<StartedProfile, 'services'>,
  invoiceId: string,
): Promise<string[]> {
  const { rows } = await services['payments.listAttempts']({ ...everything, invoiceId });
  return rows.map(({ state }) => state);
}

async function outcomesOf({ workspaceDatabase }: Pick<StartedProfile, 'workspaceDatabase'>) {
  const { rows } = await workspaceDatabase.listAudit({ ...everything });
  return rows.map(({ outcome }) => outcome);
}

describe('an answer that never comes', () => {
  const lost = (): never => {
    throw new AppError('timeout', 'Stripe did not answer in time.');
  };

  it('is asked for again under the same key: Stripe charges once and says what it did', async () => {
    const customer = await bench.addCustomer();
    const invoice = await bench.addInvoice(customer.id);
    const gateway = await bench.office.gateways.of(workspaceId);
    const keys: string[] = [];
    const services = await bench.servicesWith({
      async payInvoice(id, params, options) {
        keys.push(options.actionId);
        const answer = await gateway.payInvoice(id, params, options);
        return keys.length === 1 ? lost() : answer;
      },
    });
    expect((await bench.collect(invoice, services)).attempt.state).toBe('paid');
    expect(keys).toHaveLength(2);
    expect(new Set(keys).size).toBe(1);
    expect(await bench.listCharges(customer.id)).toHaveLength(1);
  });

  it('is found by a fresh read of the invoice when asking again does not help', async () => {
    const customer = await bench.addCustomer();
    const invoice = await bench.addInvoice(customer.id);
    const gateway = await bench.office.gateways.of(workspaceId);
    const services = await bench.servicesWith({
      async payInvoice(...input) {
        await gateway.payInvoice(...input);
        return lost();
      },
    });
    expect((await bench.collect(invoice, services)).attempt.state).toBe('paid');
    expect(await bench.listCharges(customer.id)).toHaveLength(1);
  });

  it('of a decline is found, too, with its reason', async () => {
    const customer = await bench.addCustomer(['pm_card_visa_chargeDeclinedLostCard']);
    const invoice = await bench.addInvoice(customer.id);
    const gateway = await bench.office.gateways.of(workspaceId);
    const services = await bench.servicesWith({
      async payInvoice(...input) {
        await gateway.payInvoice(...input).catch(() => undefined);
        return lost();
      },
    });
    const { attempt } = await bench.collect(invoice, services);
    expect(attempt).toMatchObject({
      state: 'declined',
      declineCode: 'lost_card',
      adviceCode: 'do_not_try_again',
    });
  });

  it('leaves the outcome unknown, blocks a second attempt, and is settled when Stripe can be asked', async () => {
    const customer = await bench.addCustomer();
    const invoice = await bench.addInvoice(customer.id);
    const gateway = await bench.office.gateways.of(workspaceId);
    let reads = 0;
    const cutOff = await bench.servicesWith({
      async payInvoice(...input) {
        await gateway.payInvoice(...input);
        return lost();
      },
      // The first look before sending works, then the network is gone.
      getInvoice: async (...input) => ((reads += 1) === 1 ? gateway.getInvoice(...input) : lost()),
    });
    const result = await bench.collect(invoice, cutOff);
    expect(result.attempt.state).toBe('unknown');
    expect((await failureOf(bench.collect(invoice, cutOff))).code).toBe('timeout');

    bench.follower.follow(workspaceId);
    await bench.follower.idle();
    const states = await statesOf(bench, invoice.id);
    expect(states).toEqual(['paid']);
    expect(await bench.listCharges(customer.id)).toHaveLength(1);
  });

  it('stays unknown while Stripe may still be working on it, and is given up after two minutes', async () => {
    const customer = await bench.addCustomer();
    const invoice = await bench.addInvoice(customer.id);
    const services = await bench.servicesWith({ payInvoice: async () => lost() });
    const { attempt } = await bench.collect(invoice, services);
    expect(attempt.state).toBe('unknown');

    const offer = await bench.services['payments.prepare']({ workspaceId, invoiceId: invoice.id });
    expect(offer).toMatchObject({ refusal: 'outcomeUnknown', openAttemptId: attempt.id });
    expect((await failureOf(bench.collect(invoice))).details['reason']).toBe('outcomeUnknown');

    bench.advance(3 * minute);
    const settled = await bench.services['payments.settle']({ attemptId: attempt.id });
    expect(settled.state).toBe('notCollected');
    expect((await bench.collect(invoice)).attempt.state).toBe('paid');
    expect(await bench.listCharges(customer.id)).toHaveLength(1);
  });
});

describe('two desktops', () => {
  it('collecting the same invoice in the same second make one charge; the other reads that it is paid', async () => {
    const customer = await bench.addCustomer();
    const invoice = await bench.addInvoice(customer.id);
    const other = await bench.startOn(temporaryFolder());
    const results = await Promise.allSettled([
      bench.collect(invoice),
      bench.collect(invoice, other.services),
    ]);
    const told = results.map((result) =>
      result.status === 'fulfilled'
        ? (result.value.refusal ?? result.value.attempt.state)
        : (result.reason as AppError).details['reason'],
    );
    expect(told).toEqual(['paid', 'paid']);
    expect(await bench.listCharges(customer.id)).toHaveLength(1);
  });

  it('with a debit: the second reads that one is in progress', async () => {
    const customer = await bench.addCustomer(['pm_sepaDebit']);
    const invoice = await bench.addInvoice(customer.id);
    const other = await bench.startOn(temporaryFolder());
    await bench.collect(invoice);
    const error = await failureOf(bench.collect(invoice, other.services));
    expect(error.details['reason']).toBe('debitInProgress');
    expect(await bench.listCharges(customer.id)).toHaveLength(1);
  });

  it('wait for each other while Stripe holds the object', async () => {
    const customer = await bench.addCustomer();
    const invoice = await bench.addInvoice(customer.id);
    await bench.office.emulator.setFaults([{ kind: 'lock', percent: 50 }]);
    try {
      expect((await bench.collect(invoice)).attempt.state).toBe('paid');
    } finally {
      await bench.office.emulator.setFaults([]);
    }
    expect(await bench.listCharges(customer.id)).toHaveLength(1);
  });
});

describe('a kill', () => {
  async function collectAndDie(
    dieAt: VictimInput['dieAt'],
    methods?: string[],
  ): Promise<{
    started: StartedProfile;
    invoice: Awaited<ReturnType<PaymentBench['addInvoice']>>;
    customerId: string;
  }> {
    const customer = await bench.addCustomer(methods);
    const invoice = await bench.addInvoice(customer.id);
    const folder = temporaryFolder();
    const input: VictimInput = {
      folder,
      apiBase: bench.office.emulator.url,
      key: bench.office.emulator.accounts[0]?.key ?? '',
      workspaceId,
      invoiceId: invoice.id,
      paymentMethodId: customer.methods[0]?.id ?? '',
      amount: invoice.amount_remaining,
      currency: invoice.currency,
      now: bench.office.now(),
      dieAt,
    };
    const child = spawn(
      process.execPath,
      [new URL('./paymentVictim.ts', import.meta.url).pathname, JSON.stringify(input)],
      { stdio: ['ignore', 'inherit', 'inherit'] },
    );
    const signal = await new Promise((resolve) => child.once('exit', (_code, by) => resolve(by)));
    expect(signal).toBe('SIGKILL');
    return { started: await bench.startOn(folder), invoice, customerId: customer.id };
  }

  it('before anything was recorded leaves nothing behind', async () => {
    const { started, invoice, customerId } = await collectAndDie('beforeRecord');
    expect(await statesOf(started, invoice.id)).toEqual([]);
    expect(await outcomesOf(started)).toEqual([]);
    expect(await bench.listCharges(customerId)).toEqual([]);
  });

  it('before sending: Stripe shows nothing of it, so that it can be collected after two minutes', async () => {
    const { started, invoice, customerId } = await collectAndDie('recorded');
    expect(await statesOf(started, invoice.id)).toEqual(['unknown']);
    expect((await failureOf(bench.collect(invoice, started.services))).details['reason']).toBe(
      'outcomeUnknown',
    );
    bench.advance(3 * minute);
    started.follower.follow(workspaceId);
    await started.follower.idle();
    expect(await statesOf(started, invoice.id)).toEqual(['notCollected']);
    expect(await outcomesOf(started)).toEqual(['refused']);
    expect((await bench.collect(invoice, started.services)).attempt.state).toBe('paid');
    expect(await bench.listCharges(customerId)).toHaveLength(1);
  });

  it.each(['sent', 'answered'] as const)(
    'when Stripe has charged and the answer was %s: the payment is found, nothing is charged twice',
    async (dieAt) => {
      const { started, invoice, customerId } = await collectAndDie(dieAt);
      expect(await bench.listCharges(customerId)).toHaveLength(1);
      expect(await statesOf(started, invoice.id)).toEqual(['unknown']);
      expect(await outcomesOf(started)).toEqual(['pending']);
      started.follower.follow(workspaceId);
      await started.follower.idle();
      expect(await statesOf(started, invoice.id)).toEqual(['paid']);
      expect(await outcomesOf(started)).toEqual(['done']);
      expect((await failureOf(bench.collect(invoice, started.services))).details['reason']).toBe('paid');
      expect(await bench.listCharges(customerId)).toHaveLength(1);
      expect((await started.workspaceDatabase.verifyAudit()).intact).toBe(true);
      expect(await started.workspaceDatabase.listActions()).toEqual([]);
    },
  );

  it.each([
    ['pm_card_visa_chargeDeclined', 'declined', 'refused'],
    ['pm_sepaDebit', 'processing', 'done'],
    ['pm_card_authenticationRequired', 'authentication_required', 'refused'],
  ])('with %s while the answer is on its way: found to be %s', async (method, state, outcome) => {
    const { started, invoice } = await collectAndDie('sent', [method]);
    started.follower.follow(workspaceId);
    await started.follower.idle();
    expect(await statesOf(started, invoice.id)).toEqual([state]);
    expect(await outcomesOf(started)).toEqual([outcome]);
  });

  it('after settling has nothing left to settle', async () => {
    const { started, invoice } = await collectAndDie('settled');
    expect(await statesOf(started, invoice.id)).toEqual(['paid']);
    expect(await outcomesOf(started)).toEqual(['done']);
  });
});
