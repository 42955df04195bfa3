import type { ReactNode } from 'react';
import { CustomerPage } from '../features/customers/CustomerPage.tsx';

/** The customer page with the document beside it: features do not know each other, the app puts them together. */
export function CustomerScreen(): ReactNode {
  return <CustomerPage />;
}
