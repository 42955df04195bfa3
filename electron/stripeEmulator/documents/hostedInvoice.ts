import { authenticate, payAsCustomer } from '../resources/customerActions.ts';
import type { InvoiceObject } from '../objects/invoice.ts';
import { TEST_CARD_IDS, TEST_DEBIT_IDS } from '../resources/testMethods.ts';
import type { Books } from '../state/books.ts';
import { paymentMethodsOfCustomer, paymentsOf } from '../state/lookups.ts';
import { answering, byCustomer, type PageRequest } from './customerSeat.ts';
import { form, link, page, paragraph, table, type Input, type PageAnswer } from './pages.ts';

/**
 * The page behind hosted_invoice_url. Forms: `action=pay&payment_method=…` (one of the customer's methods, or a test id such
 * as pm_card_visa or pm_sepaDebit, which is kept) and, while a payment waits, `action=authenticate&outcome=succeed|fail`.
 */
export function hostedInvoice(request: PageRequest, invoice: InvoiceObject): PageAnswer {
  const { books, method, form: sent } = request;
  if (method !== 'POST') return invoicePage(books, invoice);
  return answering(() => {
    const cause = byCustomer(books);
    if (sent.get('action') === 'authenticate') authenticate(cause, invoice, sent.get('outcome') !== 'fail');
    else payAsCustomer(cause, invoice, sent.get('payment_method') ?? '');
    return { redirect: `${request.path}?s=ap` };
  });
}

function invoicePage(books: Books, invoice: InvoiceObject): PageAnswer {
  const facts = table([
    ['From', invoice.account_name],
    ['To', invoice.customer_name],
    ['Status', invoice.status],
    ['Amount due (minor units)', `${invoice.currency.toUpperCase()} ${invoice.amount_remaining}`],
  ]);
  const pdf = invoice.invoice_pdf ? link(invoice.invoice_pdf, 'Download the invoice (PDF)') : '';
  return page(`Invoice ${invoice.number ?? ''}`, facts + pdf + payForms(books, invoice));
}

function payForms(books: Books, invoice: InvoiceObject): string {
  if (invoice.status !== 'open' && invoice.status !== 'uncollectible') return '';
  const intents = paymentsOf(books, invoice.id).flatMap(({ payment }) =>
    typeof payment.payment_intent === 'string'
      ? (books.paymentIntents.find(payment.payment_intent) ?? [])
      : [],
  );
  if (intents.some(({ status }) => status === 'processing')) {
    return paragraph('Your payment is being processed. Your bank needs some days.');
  }
  const waits = intents.some(({ status }) => status === 'requires_action');
  const authentication = form('Confirm with your bank', [
    { kind: 'hidden', name: 'action', value: 'authenticate' },
    {
      kind: 'choice',
      name: 'outcome',
      label: 'Your answer',
      options: [
        ['succeed', 'It is me'],
        ['fail', 'It is not me'],
      ],
    },
  ]);
  return (
    (waits ? authentication : '') +
    form('Pay', [
      { kind: 'hidden', name: 'action', value: 'pay' },
      methodChoice(books, String(invoice.customer)),
    ])
  );
}

/** The customer's own methods, then every card and account of the test bank. */
export function methodChoice(books: Books, customer: string): Input {
  const own = paymentMethodsOfCustomer(books, customer).map(
    (method) => [method.id, `${method.type} ${method.card?.last4 ?? ''}`] as const,
  );
  return {
    kind: 'choice',
    name: 'payment_method',
    label: 'Payment method',
    options: [...own, ...[...TEST_CARD_IDS, ...TEST_DEBIT_IDS].map((id) => [id, id] as const)],
  };
}
