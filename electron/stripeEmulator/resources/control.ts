import { invalidRequest } from '../contract/apiError.ts';
import { boolean, choice, hash, integer, list, text } from '../contract/params.ts';
import { idIn, route, type Route } from '../contract/route.ts';
import { CARD_DECLINES, DEBIT_FAILURES, type DebitFailure } from '../objects/declines.ts';
import type { AccountSettings } from '../seeds/settingsSeeds.ts';
import type { Books } from '../state/books.ts';
import { collectAutomatically } from './collecting.ts';
import { settleDebit } from './debitSettlement.ts';
import { demandInvoice, demandPaymentMethod, demandSubscription } from './demand.ts';
import { createDispute } from './disputes.ts';
import { changeMandate } from './mandates.ts';
import { BEHAVIOURS } from './methodBehaviour.ts';
import { billNextPeriod } from './subscriptionBilling.ts';
import { TEST_CARD_IDS, TEST_DEBIT_IDS } from './testMethods.ts';

/**
 * What Stripe has no address for: the clock, the Dashboard's settings, banks and their moods. Forms under /_emulator/ with
 * a key, which says whose account and mode is meant; rights, faults and limits do not apply here.
 *
 * GET  /_emulator                                what can be used: behaviours, failures, ids of test methods
 * GET  /_emulator/clock                          {now}
 * POST /_emulator/clock                          advance=SECONDS or to=UNIX; does what becomes due, in every account
 * POST /_emulator/faults                         faults[0][kind]=lock&faults[0][percent]=50, and [path]=/pay, [times]=1; none = no trouble
 * GET, POST /_emulator/settings                  auto_resume=true|false, after_final_failure=past_due|unpaid|paused|canceled
 * POST /_emulator/payment_methods/:id            behaviour=… : how the method behaves from now on
 * POST /_emulator/payment_intents/:id/settle     failure=… : the bank answers now instead of in some days
 * POST /_emulator/mandates/:id                   state=accepted|pending|refused|revoked
 * POST /_emulator/charges/:id/dispute            reason=fraudulent
 * POST /_emulator/invoices/:id/attempt           Stripe's own attempt to collect
 * POST /_emulator/subscriptions/:id/cycle        the next period begins
 */
export const controlRoutes: Route[] = [
  route({
    method: 'GET',
    path: '/_emulator',
    permission: null,
    fields: {},
    answer: () => ({
      object: 'emulator',
      behaviours: BEHAVIOURS,
      card_declines: Object.keys(CARD_DECLINES),
      debit_failures: Object.keys(DEBIT_FAILURES),
      test_payment_methods: [...TEST_CARD_IDS, ...TEST_DEBIT_IDS],
    }),
  }),
  route({
    method: 'GET',
    path: '/_emulator/clock',
    permission: null,
    fields: {},
    answer: ({ control }) => ({ object: 'emulator.clock', now: control.now() }),
  }),
  route({
    method: 'POST',
    path: '/_emulator/clock',
    permission: null,
    fields: { advance: integer, to: integer },
    answer({ control, params }) {
      const seconds = params.advance ?? (params.to ?? control.now()) - control.now();
      if (seconds < 0) throw invalidRequest('The clock goes forward only.', undefined, 'advance');
      control.advance(seconds);
      return { object: 'emulator.clock', now: control.now() };
    },
  }),
  route({
    method: 'POST',
    path: '/_emulator/faults',
    permission: null,
    fields: {
      faults: list(
        hash({
          kind: choice('429', '429-retry', '500', 'slow', 'truncated', 'timeout', 'offline', '403', 'lock'),
          percent: integer,
          path: text,
          times: integer,
        }),
      ),
    },
    answer({ control, params }) {
      const faults = (params.faults ?? []).flatMap((fault) => {
        if (fault?.kind === undefined) return [];
        const { kind, percent = 100, path, times } = fault;
        return [{ kind, percent, ...(path ? { path } : {}), ...(times === undefined ? {} : { times }) }];
      });
      control.setFaults(faults);
      return { object: 'emulator.faults', faults };
    },
  }),
  ...settingsRoutes(),
  ...bankRoutes(),
  ...billingRoutes(),
];

function settingsOf(books: Books): AccountSettings {
  const [settings] = books.settings.list({ limit: 1 }).data;
  if (settings === undefined) throw new Error('The account has no settings.');
  return settings;
}

function showSettings({ autoResume, afterFinalFailure }: AccountSettings): object {
  return { object: 'emulator.settings', auto_resume: autoResume, after_final_failure: afterFinalFailure };
}

function settingsRoutes(): Route[] {
  return [
    route({
      method: 'GET',
      path: '/_emulator/settings',
      permission: null,
      fields: {},
      answer: ({ books }) => showSettings(settingsOf(books)),
    }),
    route({
      method: 'POST',
      path: '/_emulator/settings',
      permission: null,
      fields: {
        auto_resume: boolean,
        after_final_failure: choice('canceled', 'past_due', 'paused', 'unpaid'),
      },
      answer({ books, params }) {
        const settings = settingsOf(books);
        settings.autoResume = params.auto_resume ?? settings.autoResume;
        settings.afterFinalFailure = params.after_final_failure ?? settings.afterFinalFailure;
        return showSettings(books.settings.put(settings));
      },
    }),
  ];
}

function bankRoutes(): Route[] {
  return [
    route({
      method: 'POST',
      path: '/_emulator/payment_methods/:id',
      permission: null,
      fields: { behaviour: choice(...BEHAVIOURS) },
      answer({ books, params, ids }) {
        const method = demandPaymentMethod(books, idIn({ ids }));
        books.methodBehaviours.put({ id: method.id, behaviour: params.behaviour ?? 'succeeds' });
        return method;
      },
    }),
    route({
      method: 'POST',
      path: '/_emulator/payment_intents/:id/settle',
      permission: null,
      fields: { failure: choice(...(Object.keys(DEBIT_FAILURES) as DebitFailure[])) },
      answer(call) {
        const { books, params } = call;
        const id = idIn(call);
        if (books.paymentIntents.find(id)?.status !== 'processing') {
          throw invalidRequest(`No bank is being waited for: ${id} is not processing.`);
        }
        books.agenda.cancel('settle_debit', id);
        settleDebit(byItself(books), id, params.failure ?? null);
        return books.paymentIntents.find(id) ?? {};
      },
    }),
    route({
      method: 'POST',
      path: '/_emulator/mandates/:id',
      permission: null,
      fields: { state: choice('accepted', 'pending', 'refused', 'revoked') },
      answer: (call) => changeMandate(byItself(call.books), idIn(call), call.params.state ?? 'revoked'),
    }),
    route({
      method: 'POST',
      path: '/_emulator/charges/:id/dispute',
      permission: null,
      fields: { reason: text },
      answer(call) {
        const charge = call.books.charges.find(idIn(call));
        if (charge?.status !== 'succeeded') {
          throw invalidRequest(`${idIn(call)} is no charge that succeeded.`);
        }
        return createDispute(byItself(call.books), charge, call.params.reason ?? 'fraudulent');
      },
    }),
  ];
}

function billingRoutes(): Route[] {
  return [
    route({
      method: 'POST',
      path: '/_emulator/invoices/:id/attempt',
      permission: null,
      fields: {},
      answer(call) {
        collectAutomatically(byItself(call.books), demandInvoice(call.books, idIn(call)));
        return demandInvoice(call.books, idIn(call));
      },
    }),
    route({
      method: 'POST',
      path: '/_emulator/subscriptions/:id/cycle',
      permission: null,
      fields: {},
      answer: (call) => billNextPeriod(byItself(call.books), demandSubscription(call.books, idIn(call))),
    }),
  ];
}

/** Nobody asked for it: events name no request. */
function byItself(books: Books): { books: Books; requestId: null; idempotencyKey: null } {
  return { books, requestId: null, idempotencyKey: null };
}
