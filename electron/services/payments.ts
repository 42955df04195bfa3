import type { Handlers } from '../../shared/ipc/contract.ts';
import { createCollectionRuns } from './paymentsRuns.ts';
import type { RunDeps } from './paymentsRuns.ts';
import { readLiveCollection } from './paymentsLive.ts';
import { collectInvoice } from './paymentsSend.ts';
import { demandAttempt, settleByReading, settleOpenAttempts, toPaymentAttempt } from './paymentsSettle.ts';

export type PaymentServices = Pick<
  Handlers,
  | 'payments.prepare'
  | 'payments.collect'
  | 'payments.collectMany'
  | 'payments.listAttempts'
  | 'payments.settle'
  | 'payments.listRuns'
>;

/** Use cases around collecting money. */
export function createPaymentServices(deps: RunDeps): PaymentServices {
  const runs = createCollectionRuns(deps);
  return {
    'payments.prepare': async (ref) => {
      await settleOpenAttempts(deps, ref);
      return (await readLiveCollection(deps, ref)).offer;
    },
    'payments.collect': (input) => collectInvoice(deps, { ...input, runId: null }),
    'payments.collectMany': (input) => runs.start(input),
    'payments.listAttempts': async (input) => {
      const { rows, total } = await deps.workspaceDatabase.listAttempts(input);
      return { rows: rows.map(toPaymentAttempt), total };
    },
    'payments.settle': async ({ attemptId }) =>
      toPaymentAttempt(await settleByReading(deps, await demandAttempt(deps, attemptId))),
    'payments.listRuns': ({ limit }) => runs.list(limit),
  };
}
