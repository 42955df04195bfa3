import { ApiError } from '../contract/apiError.ts';
import type { Books } from '../state/books.ts';
import type { Cause } from '../resources/emit.ts';
import { page, paragraph, type PageAnswer } from './pages.ts';

/** A request to a hosted page: somebody who has the link sits at the other end, and no key. */
export interface PageRequest {
  books: Books;
  method: string;
  query: URLSearchParams;
  form: URLSearchParams;
  /** The address without its query, for going back to the page after a form. */
  path: string;
}

/** The customer acts: events name no request of the account's. */
export function byCustomer(books: Books): Cause {
  return { books, requestId: null, idempotencyKey: null };
}

/** Does what a form asks for; a refusal is shown with its reason and keeps its status. */
export function answering(work: () => PageAnswer): PageAnswer {
  try {
    return work();
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    return page('That did not work', paragraph(error.body.message), error.status);
  }
}
