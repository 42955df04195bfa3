import type { OutputOf } from '../../../shared/ipc/contract.ts';
import type { Connection } from '../../sqlite/openDatabase.ts';
import type { InvoiceReading } from './invoiceLists.ts';
import { planInvoices, type InvoicePlan, type InvoiceQuestion } from './invoicePlans.ts';
import { whereOf } from './listScope.ts';

type Totals = Omit<OutputOf<'invoices.sum'>['totals'][number], 'livemode'>[];

/** PERF: so many invoices are added up at once, about 20 ms, so that lists are answered in between (cache.bench). */
const mostAtOnce = 20_000;

const sums = 'sum(total) AS total, sum(amount_remaining) AS amountRemaining';

function countedSums({ statement }: Connection, counted: NonNullable<InvoicePlan['counted']>): Totals {
  return statement(
    `SELECT currency, sum(invoices) AS count, ${sums} FROM invoice_totals ${whereOf(counted)}
     GROUP BY currency HAVING sum(invoices) > 0 ORDER BY currency`,
  ).all(...counted.values) as unknown as Totals;
}

/** Adds up what a filter leaves, per currency: everything where totals are kept, otherwise the newest part of it. */
export function sumInvoices(
  connection: Connection,
  { invoiceMatches }: InvoiceReading,
  question: InvoiceQuestion,
): { totals: Totals; before: number | null } {
  const plan = planInvoices(connection, invoiceMatches, question);
  if (!plan) return { totals: [], before: null };
  if (plan.counted)
    return { totals: countedSums(connection, plan.counted).map((row) => ({ ...row })), before: null };
  const source = plan.rows('invoices_by_position');
  const rows = connection
    .statement(
      `SELECT currency, count(*) AS count, ${sums}, min(position) AS last
       FROM (SELECT position, currency, total, amount_remaining FROM ${source.sql}
             ORDER BY position DESC LIMIT ${mostAtOnce})
       GROUP BY currency ORDER BY currency`,
    )
    .all(...source.values) as unknown as (Totals[number] & { last: number })[];
  const read = rows.reduce((sum, { count }) => sum + count, 0);
  return {
    totals: rows.map(({ currency, count, total, amountRemaining }) => ({
      currency,
      count,
      total,
      amountRemaining,
    })),
    before: read < mostAtOnce ? null : Math.min(...rows.map(({ last }) => last)),
  };
}
