import type { CheckoutSessionObject } from '../objects/checkoutSession.ts';
import { completeCheckoutSession } from '../resources/checkoutSessions.ts';
import { TEST_CARD_IDS, TEST_DEBIT_IDS, typeOfTestMethod } from '../resources/testMethods.ts';
import { answering, byCustomer, type PageRequest } from './customerSeat.ts';
import { form, link, page, paragraph, type PageAnswer } from './pages.ts';

/**
 * The page behind a Checkout Session's url. Form: `payment_method=…`, a test id such as pm_card_visa, pm_sepaDebit or
 * pm_bacsDebit_success of a type that the session offers; it answers with the way to success_url.
 */
export function checkoutPage(request: PageRequest, session: CheckoutSessionObject): PageAnswer {
  const { books, method, form: sent } = request;
  if (session.status !== 'open') {
    return page(
      session.status === 'complete' ? 'You are all done here' : 'This page has expired',
      paragraph('This session cannot be used any more. Ask for a new link.'),
    );
  }
  if (method !== 'POST') return offer(books.context.account.legalName, session);
  return answering(() => {
    completeCheckoutSession(byCustomer(books), session, sent.get('payment_method') ?? '');
    return { redirect: (session.success_url ?? '').replaceAll('{CHECKOUT_SESSION_ID}', session.id) };
  });
}

function offer(account: string, session: CheckoutSessionObject): PageAnswer {
  const offered = [...TEST_CARD_IDS, ...TEST_DEBIT_IDS].filter((id) =>
    session.payment_method_types.includes(typeOfTestMethod(id) ?? ''),
  );
  const back = session.cancel_url === null ? '' : link(session.cancel_url, 'Back');
  return page(
    `Save a payment method for ${account}`,
    paragraph('With a bank account you allow us to debit it until you revoke that.') +
      form('Save', [
        {
          kind: 'choice',
          name: 'payment_method',
          label: 'Payment method',
          options: offered.map((id) => [id, id] as const),
        },
      ]) +
      back,
  );
}
