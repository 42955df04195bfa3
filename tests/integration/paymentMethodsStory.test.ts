import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { isUsable, monthOf } from '../../shared/domain/paymentMethods.ts';
import { AppError, isAppError } from '../../shared/errors/appError.ts';
import { addSubscription, openMethodBench, type MethodBench, type Payer } from '../builders/methodBench.ts';
import type { StripeGateway } from '../../electron/stripe/stripeGatewayApi.ts';

let bench: MethodBench;
beforeAll(async () => {
  bench = await openMethodBench();
}, 60_000);
afterAll(() => bench.close());

const testMethods = ['pm_card_visa', 'pm_card_mastercard', 'pm_sepaDebit', 'pm_customerBalance'] as const;

/** What the customer does in the portal while we are at it, before one of our requests. */
interface Interference {
  /** Before which of our requests, counted over the whole change. */
  before: number;
  act: 'remove' | 'setDefault' | 'add' | 'none';
  which: number;
}
interface Action {
  kind: 'remove' | 'setDefault' | 'resume';
  which: number;
  shadows: 'repoint' | 'clear' | 'leave';
  interference: Interference;
  /** The answer to so many of our writes is lost on the way. */
  isAnswerLost: boolean;
}

const anyAction: fc.Arbitrary<Action> = fc.record({
  kind: fc.constantFrom('remove', 'remove', 'setDefault', 'resume'),
  which: fc.nat(5),
  shadows: fc.constantFrom('repoint', 'clear', 'leave'),
  interference: fc.record({
    before: fc.integer({ min: 5, max: 12 }),
    act: fc.constantFrom('none', 'remove', 'remove', 'setDefault', 'add'),
    which: fc.nat(5),
  }),
  isAnswerLost: fc.boolean(),
});

async function listUsable(customerId: string): Promise<string[]> {
  const { data } = await bench.stripe.customers.listPaymentMethods(customerId);
  return data.filter((method) => isUsable(method, monthOf(bench.office.now()))).map(({ id }) => id);
}

async function act(payer: Payer, { act: what, which }: Interference): Promise<void> {
  const { stripe } = bench;
  const { customerId } = payer;
  if (what === 'none') return;
  if (what === 'add') {
    await stripe.paymentMethods.attach('pm_card_visa', { customer: customerId });
    return;
  }
  const ids = await bench.listMethods(customerId);
  const id = ids[which % Math.max(1, ids.length)];
  if (id === undefined) return;
  if (what === 'remove') await stripe.paymentMethods.detach(id);
  else await stripe.customers.update(customerId, { invoice_settings: { default_payment_method: id } });
}

/** A gateway before one of whose requests the customer acts; it notes when the last usable method is taken by us. */
async function watchedGateway(payer: Payer, { interference, isAnswerLost }: Action) {
  const real = await bench.office.gateways.of(payer.workspaceId);
  const seen = { requests: 0, isTooLate: false, leftNothing: false };
  const gateway = new Proxy(real, {
    get(target, name: keyof StripeGateway) {
      const call = target[name];
      if (typeof call !== 'function') return call;
      return async (...input: unknown[]) => {
        seen.requests += 1;
        if (seen.requests === interference.before) {
          await act(payer, interference);
          // After the last look at the methods nobody can look again; everything before is ours to notice.
          seen.isTooLate = name === 'detachPaymentMethod' || name === 'listMandates';
        }
        const usableBefore = name === 'detachPaymentMethod' ? await listUsable(payer.customerId) : [];
        const answer = await (call as (...values: unknown[]) => Promise<unknown>).apply(target, input);
        if (name === 'detachPaymentMethod') {
          const isLast = usableBefore.length > 0 && (await listUsable(payer.customerId)).length === 0;
          if (isLast && !seen.isTooLate) seen.leftNothing = true;
        }
        const isWrite = /^(update|detach|delete)/.test(name);
        if (isWrite && isAnswerLost) throw new AppError('timeout', 'Stripe did not answer in time.');
        return answer;
      };
    },
  });
  return { gateway, seen };
}

async function perform(payer: Payer, action: Action): Promise<void> {
  const { gateway, seen } = await watchedGateway(payer, action);
  const methods = await bench.methodsWith({ gateway });
  const { customerId, workspaceId } = payer;
  const ids = await bench.listMethods(customerId);
  const methodId = ids[action.which % Math.max(1, ids.length)] ?? 'pm_gone';
  const ref = { workspaceId, customerId, methodId };
  const [halfway] = await methods['paymentMethods.listOpenChanges']({
    workspaceIds: [workspaceId],
    customerId,
  });
  const run = (): Promise<unknown> => {
    if (action.kind === 'resume')
      return halfway ? methods['paymentMethods.resumeChange']({ changeId: halfway.id }) : Promise.resolve();
    if (action.kind === 'remove') return methods['paymentMethods.remove']({ ...ref, replacementId: null });
    return methods['paymentMethods.setDefault']({ ...ref, shadows: action.shadows });
  };
  await run().catch((error: unknown) => {
    // Whatever goes wrong is told in words, never as something unknown.
    if (!isAppError(error) || error.code === 'internal') throw error;
  });
  expect(seen.leftNothing).toBe(false);
}

it('whatever the customer does meanwhile and whatever is lost on the way, we take the last usable method from nobody', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.constantFrom(...testMethods), { minLength: 2, maxLength: 3 }),
      fc.array(anyAction, { minLength: 1, maxLength: 4 }),
      async (registered, actions) => {
        const [first = 'pm_card_visa', ...others] = registered;
        const payer = await bench.addPayer(first, ...others);
        if (first !== 'pm_customerBalance')
          await addSubscription(bench.stripe, payer.customerId, payer.ids[0]);
        for (const action of actions) await perform(payer, action);
        const { rows } = await bench.office.workspaceDatabase.listAudit({
          workspaceIds: null,
          customerId: payer.customerId,
          offset: 0,
          limit: 100,
        });
        expect(rows.map(({ outcome }) => outcome)).not.toContain('pending');
        expect((await bench.office.workspaceDatabase.verifyAudit()).intact).toBe(true);
      },
    ),
    { numRuns: 60 },
  );
}, 120_000);
