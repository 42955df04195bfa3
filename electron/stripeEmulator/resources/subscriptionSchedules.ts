import { missing, missingParameterObject, parameterMissing } from '../contract/apiError.ts';
import { listPage, pageQuery } from '../contract/pagination.ts';
import { hash, integer, list, pageFields, text } from '../contract/params.ts';
import { idIn, route, type Route } from '../contract/route.ts';
import type { ScheduleObject } from '../objects/others.ts';
import type { Books } from '../state/books.ts';
import { demandCustomerParameter } from './demand.ts';
import { emit } from './emit.ts';

const defaultSettings = hash({ default_payment_method: text });

function checkMethod(books: Books, customer: string, id: string | null | undefined, param: string): void {
  if (id && books.paymentMethods.find(id)?.customer !== customer)
    throw missingParameterObject('PaymentMethod', id, param);
}

function buildPhase(start: number, method: string | null): ScheduleObject['phases'][number] {
  return {
    add_invoice_items: [],
    application_fee_percent: null,
    billing_cycle_anchor: null,
    billing_thresholds: null,
    collection_method: null,
    currency: 'eur',
    default_payment_method: method,
    description: null,
    discounts: [],
    end_date: start + 365 * 86_400,
    invoice_settings: null,
    items: [],
    metadata: {},
    on_behalf_of: null,
    proration_behavior: 'create_prorations',
    start_date: start,
    transfer_data: null,
    trial_end: null,
  };
}

interface ScheduleFacts {
  id: string;
  created: number;
  livemode: boolean;
  customer: string;
  method: string | null;
  phases: ScheduleObject['phases'];
}

function buildSchedule({ id, created, livemode, customer, method, phases }: ScheduleFacts): ScheduleObject {
  return {
    id,
    object: 'subscription_schedule',
    application: null,
    billing_mode: { flexible: null, type: 'flexible' },
    canceled_at: null,
    completed_at: null,
    created,
    current_phase: null,
    customer,
    customer_account: null,
    default_settings: {
      application_fee_percent: null,
      billing_cycle_anchor: 'automatic',
      billing_thresholds: null,
      collection_method: 'charge_automatically',
      default_payment_method: method,
      description: null,
      invoice_settings: {
        account_tax_ids: null,
        custom_fields: null,
        days_until_due: null,
        description: null,
        footer: null,
        issuer: { type: 'self' },
      },
      on_behalf_of: null,
      transfer_data: null,
    },
    end_behavior: 'release',
    livemode,
    metadata: {},
    pause_schedules: [],
    phases,
    released_at: null,
    released_subscription: null,
    status: 'not_started',
    subscription: null,
    test_clock: null,
  };
}

/** Schedules of subscriptions that have not begun: they never do here, but they name payment methods as Stripe's do. */
export const subscriptionScheduleRoutes: Route[] = [
  route({
    method: 'GET',
    path: '/v1/subscription_schedules',
    permission: 'rak_subscription_read',
    fields: { ...pageFields, customer: text },
    answer: ({ books, params }) =>
      listPage(
        books.subscriptionSchedules,
        {
          ...pageQuery(params),
          matches: ({ customer }) => !params.customer || customer === params.customer,
        },
        'subscription_schedule',
        '/v1/subscription_schedules',
      ),
  }),
  route({
    method: 'POST',
    path: '/v1/subscription_schedules',
    permission: 'rak_subscription_write',
    fields: {
      customer: text,
      start_date: integer,
      default_settings: defaultSettings,
      phases: list(hash({ default_payment_method: text })),
    },
    answer(call) {
      const { books, params } = call;
      if (!params.customer) throw parameterMissing('customer');
      const customer = demandCustomerParameter(books, params.customer).id;
      const method = params.default_settings?.default_payment_method ?? null;
      const start = params.start_date ?? books.now();
      checkMethod(books, customer, method, 'default_settings[default_payment_method]');
      const phases = (params.phases ?? []).map((phase) => {
        checkMethod(books, customer, phase?.default_payment_method, 'phases[default_payment_method]');
        return buildPhase(start, phase?.default_payment_method ?? null);
      });
      const facts = { created: books.now(), livemode: books.context.livemode, customer, method, phases };
      const schedule = buildSchedule({ id: books.subscriptionSchedules.nextId(), ...facts });
      books.subscriptionSchedules.put(schedule);
      emit(call, 'subscription_schedule.created', schedule);
      return schedule;
    },
  }),
  route({
    method: 'POST',
    path: '/v1/subscription_schedules/:id',
    permission: 'rak_subscription_write',
    fields: { default_settings: defaultSettings },
    answer(call) {
      const { books, params } = call;
      const before = books.subscriptionSchedules.find(idIn(call));
      if (before === undefined) throw missing('subscription_schedule', idIn(call), 'schedule');
      const schedule = structuredClone(before);
      const method = params.default_settings?.default_payment_method;
      if (method) {
        checkMethod(books, String(schedule.customer), method, 'default_settings[default_payment_method]');
        schedule.default_settings.default_payment_method = method;
      }
      books.subscriptionSchedules.put(schedule);
      emit(call, 'subscription_schedule.updated', schedule, before);
      return schedule;
    },
  }),
];
