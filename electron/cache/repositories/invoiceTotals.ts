import type { Connection } from '../../sqlite/openDatabase.ts';

/** What an invoice adds to the totals of its workspace, status and currency. */
export interface TotalsPart {
  status: string;
  currency: string;
  total: number;
  amount_remaining: number;
}

/** Gathers the changes of a page so that each total is written once. */
export interface InvoiceTotals {
  add(part: TotalsPart, sign: 1 | -1): void;
  finish(): void;
}

/** Keeps the totals of a workspace in step with one write. */
export function createInvoiceTotals({ statement }: Connection, workspace: number): InvoiceTotals {
  const changes = new Map<string, TotalsPart & { invoices: number }>();
  return {
    add({ status, currency, total, amount_remaining }, sign) {
      const key = `${status}/${currency}`;
      const change = changes.get(key) ?? { status, currency, invoices: 0, total: 0, amount_remaining: 0 };
      change.invoices += sign;
      change.total += sign * total;
      change.amount_remaining += sign * amount_remaining;
      changes.set(key, change);
    },
    finish() {
      for (const { status, currency, invoices, total, amount_remaining } of changes.values())
        statement(
          `INSERT INTO invoice_totals (workspace, status, currency, invoices, total, amount_remaining)
           VALUES (?, ?, ?, ?, ?, ?)
           ON CONFLICT DO UPDATE SET invoices = invoices + excluded.invoices, total = total + excluded.total,
             amount_remaining = amount_remaining + excluded.amount_remaining`,
        ).run(workspace, status, currency, invoices, total, amount_remaining);
    },
  };
}
