import { Table } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { InvoiceDetail } from '../../../shared/ipc/schemas/invoices.ts';
import { useFormat } from '../../format/useFormat.ts';
import { describeTax, groupTaxes } from './invoiceWords.ts';
import classes from './InvoicePage.module.css';

interface SumLine {
  key: string;
  label: string;
  amount: number;
  isStrong?: boolean;
}

/** From the subtotal to what is still due, each step on a line of its own. */
export function InvoiceSums({ invoice }: { invoice: InvoiceDetail }): ReactNode {
  const format = useFormat();
  const { currency } = invoice;
  return (
    <Table.Tfoot className={classes.sums ?? ''}>
      {useSumLines(invoice).map(({ key, label, amount, isStrong = false }) => (
        <Table.Tr key={key} data-strong={isStrong || undefined}>
          <Table.Th scope="row" colSpan={4} ta="end">
            {label}
          </Table.Th>
          <Table.Td ta="end" className="tabular">
            {format.money({ amount, currency })}
          </Table.Td>
        </Table.Tr>
      ))}
    </Table.Tfoot>
  );
}

function useSumLines(invoice: InvoiceDetail): SumLine[] {
  const { t } = useTranslation('invoices');
  const format = useFormat();
  const { currency, subtotal, discounts, taxes, total } = invoice;
  const { preCreditAmount, postCreditAmount, startingBalance, amountPaid, amountRemaining } = invoice;
  const discount = discounts.reduce((sum, { amount }) => sum + amount, 0);
  const optional = (key: string, label: string, amount: number): SumLine[] =>
    amount === 0 ? [] : [{ key, label, amount }];
  return [
    { key: 'subtotal', label: t('sums.subtotal'), amount: subtotal },
    ...optional('discount', t('sums.discount'), -discount),
    ...groupTaxes(taxes).map((tax, index) => ({
      key: `tax ${index}`,
      label: describeTax(tax, { currency, t, format }),
      amount: tax.amount,
    })),
    { key: 'total', label: t('sums.total'), amount: total, isStrong: true },
    ...optional('balance', t('sums.balance'), startingBalance),
    ...optional('preCredit', t('sums.preCredit'), -preCreditAmount),
    ...optional('paid', t('sums.paid'), -amountPaid),
    { key: 'remaining', label: t('sums.remaining'), amount: amountRemaining, isStrong: true },
    ...optional('postCredit', t('sums.postCredit'), -postCreditAmount),
  ];
}
