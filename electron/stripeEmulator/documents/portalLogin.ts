import type { CustomerObject } from '../objects/customer.ts';
import { logInToPortal, portalUrl, renewPortalSession } from '../resources/portalSessions.ts';
import type { Books, PortalSession } from '../state/books.ts';
import { subscriptionsOf } from '../state/lookups.ts';
import type { PageRequest } from './customerSeat.ts';
import { form, page, paragraph, type PageAnswer } from './pages.ts';

/** Whoever can read the mail knows this. */
const PASSCODE = '000000';

/**
 * The log-in page that a whole account shares. `?prefilled_email=` fills the form in; `email=…` asks for a code, `email=…&code=000000`
 * logs in. The page never tells whether an address is known.
 */
export function loginPage(request: PageRequest): PageAnswer {
  const { books, method, query, form: sent } = request;
  const [configuration] = books.portalConfigurations.list({ limit: 1 }).data;
  if (configuration?.login_page.enabled !== true) {
    return page('This page is not in use', paragraph('Ask for a link to your account.'), 404);
  }
  const email = (sent.get('email') ?? query.get('prefilled_email') ?? '').trim();
  if (method !== 'POST') {
    return page(
      `Log in at ${books.context.account.legalName}`,
      form('Send', [{ kind: 'text', name: 'email', label: 'E-mail', value: email }]),
    );
  }
  const customer = sent.get('code') === PASSCODE ? customerToLogIn(books, email) : undefined;
  return customer === undefined
    ? codePage(email)
    : { redirect: portalUrl(books, logInToPortal(books, customer.id)) };
}

function codePage(email: string): PageAnswer {
  return page(
    'Check your mailbox',
    paragraph('If we know this address you will receive a code. In the sample office every code is 000000.') +
      form('Log in', [
        { kind: 'hidden', name: 'email', value: email },
        { kind: 'text', name: 'code', label: 'Code', value: '' },
      ]),
  );
}

/** STRIPE: of several customers with one address it is the newest with a running subscription, wanted or not. */
function customerToLogIn(books: Books, email: string): CustomerObject | undefined {
  const found = books.customers.list({
    limit: 100,
    matches: (customer) => customer.email === email,
    matchesSeed: (index) => books.reader.customer(index).email === email,
  }).data;
  const isRunning = ({ id }: CustomerObject): boolean =>
    subscriptionsOf(books, id).data.some(({ status }) => status === 'active' || status === 'trialing');
  return found.find(isRunning) ?? found[0];
}

/** What remains of a personal link after its time: nothing, or the way back by way of the customer's mailbox. */
export function expiredSession(request: PageRequest, session: PortalSession): PageAnswer {
  const { books, method, form: sent } = request;
  const { recovery } = session;
  if (recovery === null || (recovery.until !== null && recovery.until < books.now())) {
    return page(
      'This link has expired',
      paragraph(
        `For your security this link works once and for a short time. Ask ${books.context.account.legalName} for a new one.`,
      ),
    );
  }
  const email = (sent.get('email') ?? '').trim();
  if (method !== 'POST' || email === '') {
    return page(
      'Show us that it is you',
      paragraph('This link has expired. Enter your e-mail address and we send you a code.') +
        form('Send', [{ kind: 'text', name: 'email', label: 'E-mail', value: '' }]),
    );
  }
  const owner = books.customers.find(session.customer);
  const isOwner = owner?.email?.toLowerCase() === email.toLowerCase() && sent.get('code') === PASSCODE;
  return isOwner ? { redirect: portalUrl(books, renewPortalSession(books, session)) } : codePage(email);
}
