import { resolve } from 'node:path';

import type { Command } from 'commander';

import { addInvoiceActionCommands } from './invoiceActionCommands.ts';
import { defaultLimit, integer, limitDescription, type Grammar } from './grammar.ts';

interface ListOptions {
  status?: string;
  customer?: string;
  query: string;
  from?: string;
  to?: string;
  limit: number;
  cursor?: string;
}

export function addInvoiceCommands(program: Command, grammar: Grammar): void {
  const invoices = program.command('invoices').description('invoices and their PDFs');
  invoices
    .command('list')
    .description('invoices, newest first')
    .option('--status <status>', 'draft, open, paid, void, uncollectible or overdue')
    .option('--customer <id>', 'of one customer')
    .option('--query <text>', 'number, amount, name, e-mail, VAT ID, line …', '')
    .option('--from <date>', 'first day, YYYY-MM-DD')
    .option('--to <date>', 'last day, YYYY-MM-DD')
    .option('--limit <n>', limitDescription, integer, defaultLimit)
    .option('--cursor <cursor>', 'go on after an earlier page')
    .action((options: ListOptions) =>
      grammar.accept({
        command: 'invoices.list',
        status: options.status ?? null,
        customer: options.customer ?? null,
        query: options.query,
        from: options.from ?? null,
        to: options.to ?? null,
        limit: options.limit,
        cursor: options.cursor ?? null,
      }),
    );
  invoices
    .command('pdf <id>')
    .description('write an invoice as PDF')
    .requiredOption('--out <file>', 'where to')
    .action((id: string, options: { out: string }) =>
      grammar.accept({ command: 'invoices.pdf', id, out: resolve(grammar.cwd, options.out) }),
    );
  addInvoiceActionCommands(invoices, grammar);
}
