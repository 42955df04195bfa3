import type { Connection } from '../../sqlite/openDatabase.ts';

/** What an invoice adds to the totals of its workspace, status and currency. */
export interface TotalsPart {
  status: string;
  currency: string;
  total: number;
  amount_remaining: number;
}

/** Gathers the changes of a transaction so that each total is written once. */
export interface InvoiceTotals {
  add(workspace: number, part: TotalsPart, sign: 1 | -1): void;
  /** Writes what was gathered; to be called before the commit. */
  finish(): void;
}

type Change = TotalsPart & { workspace: number; invoices: number };

/** Keeps the totals of all workspaces in step with what is written. */
export function createInvoiceTotals({ statement }: Connection): InvoiceTotals {
  const changes = new Map<string, Change>();
  return {
    add(workspace, { status, currency, total, amount_remaining }, sign) {
      const key = `${workspace}/${status}/${currency}`;
      let change = changes.get(key);
      if (!change) {
        change = { workspace, status, currency, invoices: 0, total: 0, amount_remaining: 0 };
        changes.set(key, change);
      }
      change.invoices += sign;
      change.total += sign * total;
      change.amount_remaining += sign * amount_remaining;
    },
    finish() {
      for (const { workspace, status, currency, invoices, total, amount_remaining } of changes.values())
        statement(
          `INSERT INTO invoice_totals (workspace, status, currency, invoices, total, amount_remaining)
           VALUES (?, ?, ?, ?, ?, ?)
           ON CONFLICT DO UPDATE SET invoices = invoices + excluded.invoices, total = total + excluded.total,
             amount_remaining = amount_remaining + excluded.amount_remaining`,
        ).run(workspace, status, currency, invoices, total, amount_remaining);
      changes.clear();
    },
  };
}
