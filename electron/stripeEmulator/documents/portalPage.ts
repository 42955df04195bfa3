import { invalidRequest } from '../contract/apiError.ts';
import type { PortalConfigurationObject } from '../objects/others.ts';
import { addMethod, changeCustomer, payAsCustomer, setDefaultMethod } from '../resources/customerActions.ts';
import { demandCustomer, demandInvoice, demandPaymentMethod } from '../resources/demand.ts';
import { detachMethod } from '../resources/methodChanges.ts';
import { isPortalSessionOver } from '../resources/portalSessions.ts';
import { createTaxId } from '../resources/taxIdChanges.ts';
import type { Books, PortalSession } from '../state/books.ts';
import { paymentMethodsOfCustomer, seedInvoicesOf } from '../state/lookups.ts';
import { answering, byCustomer, type PageRequest } from './customerSeat.ts';
import { methodChoice } from './hostedInvoice.ts';
import { form, page, paragraph, table, type Input, type PageAnswer } from './pages.ts';
import { expiredSession } from './portalLogin.ts';

/**
 * The customer's own pages. Forms, as far as the portal's features allow them:
 * `action=pay&invoice=in_…&payment_method=…` · `action=add_payment_method&payment_method=…` (a test id) ·
 * `action=remove_payment_method&payment_method=…` · `action=set_default&payment_method=…` ·
 * `action=update_details` with name, email, phone, line1, line2, city, postal_code, state, country ·
 * `action=add_tax_id&type=…&value=…`. Each answers with the way back to the page, a deep link to its return address.
 */
export function portalPage(request: PageRequest, session: PortalSession): PageAnswer {
  const { books, method } = request;
  if (isPortalSessionOver(books, session)) return expiredSession(request, session);
  const configuration = books.portalConfigurations.find(session.configuration);
  if (configuration === undefined) throw new Error(`${session.id} has no configuration.`);
  books.portalSessions.put({ ...session, lastUsedAt: books.now() });
  if (method !== 'POST') return homePage(books, session, configuration);
  return answering(() => {
    act(request, session, configuration);
    return {
      redirect: session.flow !== null && session.returnUrl !== null ? session.returnUrl : request.path,
    };
  });
}

type Features = PortalConfigurationObject['features'];

function demandFeature(features: Features, name: 'customer_update' | 'payment_method_update'): void {
  if (!features[name].enabled) throw invalidRequest(`The portal does not offer this: ${name}.`);
}

function act(request: PageRequest, session: PortalSession, { features }: PortalConfigurationObject): void {
  const { books, form: sent } = request;
  const cause = byCustomer(books);
  const methodId = sent.get('payment_method') ?? '';
  switch (sent.get('action')) {
    case 'pay': {
      const invoice = demandInvoice(books, sent.get('invoice') ?? '');
      if (invoice.customer !== session.customer) throw invalidRequest('This invoice is somebody else’s.');
      payAsCustomer(cause, invoice, methodId);
      return;
    }
    case 'add_payment_method': {
      demandFeature(features, 'payment_method_update');
      const added = addMethod(cause, session.customer, methodId);
      // STRIPE: the deep link makes the new method the default, the portal's own page only keeps it.
      if (session.flow === 'payment_method_update') setDefaultMethod(cause, session.customer, added.id);
      return;
    }
    case 'remove_payment_method':
      demandFeature(features, 'payment_method_update');
      detachMethod(cause, ownMethod(books, session, methodId));
      return;
    case 'set_default':
      demandFeature(features, 'payment_method_update');
      setDefaultMethod(cause, session.customer, ownMethod(books, session, methodId).id);
      return;
    case 'update_details':
      demandFeature(features, 'customer_update');
      changeCustomer(cause, session.customer, detailsFrom(sent, features.customer_update.allowed_updates));
      return;
    case 'add_tax_id':
      demandFeature(features, 'customer_update');
      createTaxId(
        cause,
        demandCustomer(books, session.customer),
        sent.get('type') ?? '',
        sent.get('value') ?? '',
      );
      return;
    default:
      throw invalidRequest(`The portal has no action ${sent.get('action') ?? ''}.`);
  }
}

/** STRIPE: the portal keeps the last method while a subscription runs on it; this one is as lenient as the API. */
function ownMethod(books: Books, session: PortalSession, id: string) {
  const method = demandPaymentMethod(books, id);
  if (method.customer !== session.customer) throw invalidRequest(`${id} is not among your payment methods.`);
  return method;
}

const ADDRESS_PARTS = ['line1', 'line2', 'city', 'postal_code', 'state', 'country'] as const;

function detailsFrom(
  sent: URLSearchParams,
  allowed: readonly string[],
): Parameters<typeof changeCustomer>[2] {
  const given = ADDRESS_PARTS.filter((part) => sent.has(part));
  const details = {
    ...Object.fromEntries(
      ['name', 'email', 'phone'].flatMap((field) => (sent.has(field) ? [[field, sent.get(field)]] : [])),
    ),
    ...(given.length === 0
      ? {}
      : { address: Object.fromEntries(given.map((part) => [part, sent.get(part) || null])) }),
  };
  const refused = Object.keys(details).find((field) => !allowed.includes(field));
  if (refused !== undefined) throw invalidRequest(`The portal does not let you change this: ${refused}.`);
  return details;
}

function homePage(books: Books, session: PortalSession, { features }: PortalConfigurationObject): PageAnswer {
  const customer = demandCustomer(books, session.customer);
  const methods = paymentMethodsOfCustomer(books, customer.id);
  const add = form('Add', [action('add_payment_method'), methodChoice(books, customer.id)]);
  if (session.flow === 'payment_method_update') return page('Add a payment method', add);
  const details = form('Change', [
    action('update_details'),
    ...(['name', 'email', 'phone'] as const)
      .filter((name) => features.customer_update.allowed_updates.includes(name))
      .map((name) => ({ kind: 'text' as const, name, label: name, value: customer[name] ?? '' })),
    ...ADDRESS_PARTS.map((name) => ({
      kind: 'text' as const,
      name,
      label: name,
      value: customer.address?.[name] ?? '',
    })),
  ]);
  if (session.flow === 'customer_update') return page('Change your details', details);
  const own = methods.map((method) =>
    table([
      ['Method', `${method.type} ${method.card?.last4 ?? ''}`],
      ['Default', method.id === customer.invoice_settings.default_payment_method ? 'yes' : 'no'],
    ]),
  );
  return page(
    `Your account at ${books.context.account.legalName}`,
    openInvoices(books, customer.id) +
      own.join('') +
      (features.payment_method_update.enabled ? add : '') +
      (features.customer_update.enabled ? details : ''),
  );
}

function action(name: string): Input {
  return { kind: 'hidden', name: 'action', value: name };
}

function openInvoices(books: Books, customer: string): string {
  const open = books.invoices.list({
    limit: 20,
    candidates: seedInvoicesOf(books, customer),
    matches: (invoice) => invoice.customer === customer && invoice.status === 'open',
    matchesSeed: (position) => books.invoices.seedAt(position)?.status === 'open',
  }).data;
  if (open.length === 0) return paragraph('No invoice is open.');
  return open
    .map((invoice) =>
      form(`Pay ${invoice.number ?? ''}: ${invoice.currency.toUpperCase()} ${invoice.amount_remaining}`, [
        action('pay'),
        { kind: 'hidden', name: 'invoice', value: invoice.id },
        methodChoice(books, customer),
      ]),
    )
    .join('');
}
