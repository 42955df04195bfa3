import type { ScheduledWork } from '../state/agenda.ts';
import type { Books } from '../state/books.ts';
import { expireCheckoutSession } from './checkoutSessions.ts';
import { collectAutomatically } from './collecting.ts';
import { settleDebit } from './debitSettlement.ts';
import type { Cause } from './emit.ts';
import { voidInvoice } from './invoiceChanges.ts';
import { changeMandate } from './mandates.ts';
import { expireIncomplete } from './subscriptionChanges.ts';

/** Does what is due by now, in order, each as of its own time: the same whether a request comes early or late. */
export function performDueWork(books: Books): void {
  for (;;) {
    const work = books.agenda.takeDue(books.now());
    if (work === undefined) return;
    books.asOf(work.at, () => perform({ books, requestId: null, idempotencyKey: null }, work));
  }
}

function perform(cause: Cause, { kind, target, failure }: ScheduledWork): void {
  const { books } = cause;
  switch (kind) {
    case 'accept_mandate':
      changeMandate(cause, target, failure === null ? 'accepted' : 'refused');
      return;
    case 'expire_incomplete':
      voidUnpaid(cause, expireIncomplete(cause, target));
      return;
    case 'expire_session':
      expireCheckoutSession(cause, target);
      return;
    case 'retry_invoice': {
      const invoice = books.invoices.find(target);
      if (invoice !== undefined) collectAutomatically(cause, invoice);
      return;
    }
    case 'settle_debit':
      settleDebit(cause, target, failure);
      return;
    case 'void_resumption':
      if (books.invoices.find(target)?.attempted === false) voidUnpaid(cause, target);
  }
}

function voidUnpaid(cause: Cause, invoiceId: string | undefined): void {
  const invoice = invoiceId === undefined ? undefined : cause.books.invoices.find(invoiceId);
  if (invoice?.status === 'open') voidInvoice(cause, invoice);
}
