import type { ReactNode } from 'react';
import { ReminderRuns } from '../features/invoiceActions/ReminderRuns.tsx';
import { PaymentsPage } from '../features/payments/PaymentsPage.tsx';

/** What was collected, and what customers were reminded of. */
export function PaymentsScreen(): ReactNode {
  return <PaymentsPage reminders={<ReminderRuns />} />;
}
