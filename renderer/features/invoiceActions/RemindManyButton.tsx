import { Button } from '@mantine/core';
import { IconSend } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { findDunningRefusal } from '../../../shared/domain/reminders.ts';
import type { InvoiceRow } from '../../../shared/ipc/schemas/invoices.ts';
import { useFormat } from '../../format/useFormat.ts';
import { useInvoiceDesk } from './useInvoiceDesk.ts';

export interface RemindManyButtonProps {
  invoices: readonly InvoiceRow[];
  /** The button of one customer says "remind", that of a selection says of how many. */
  isAll?: boolean;
}

/** Opens the dialog that sends several; where Stripe sends none of a selection, it says there why not. */
export function RemindManyButton({ invoices, isAll = false }: RemindManyButtonProps): ReactNode {
  const { t } = useTranslation('reminders');
  const format = useFormat();
  const { remind } = useInvoiceDesk();
  const toRemindOf = invoices.filter(isToRemindOf);
  const count = toRemindOf.filter(({ collectionMethod }) => collectionMethod === 'send_invoice').length;
  if (toRemindOf.length === 0 || (isAll && count === 0)) return null;
  return (
    <Button variant="default" leftSection={<IconSend size={14} />} onClick={() => remind(invoices)}>
      {isAll || count === 0 ? t('all') : t('button', { count, formatted: format.count(count) })}
    </Button>
  );
}

/** As far as a row tells; the plan knows more. */
function isToRemindOf({ status, amountRemaining }: InvoiceRow): boolean {
  return findDunningRefusal({ status, amount_remaining: amountRemaining }) === null;
}
