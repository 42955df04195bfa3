import type { Command } from 'commander';

import { defaultLimit, integer, limitDescription, type Grammar } from './grammar.ts';

export function addRecordCommands(program: Command, grammar: Grammar): void {
  program
    .command('search <query>')
    .description(
      'customers and invoices by number, name, amount, e-mail, VAT ID, city, line text or Stripe id',
    )
    .option('--limit <n>', limitDescription, integer, defaultLimit)
    .action((query: string, options: { limit: number }) =>
      grammar.accept({ command: 'search', query, limit: options.limit }),
    );
  const audit = program.command('audit').description('what was changed through Kantoor');
  audit
    .command('list')
    .description('entries, newest first')
    .option('--customer <id>', 'about one customer')
    .option('--limit <n>', limitDescription, integer, defaultLimit)
    .action((options: { customer?: string; limit: number }) =>
      grammar.accept({ command: 'audit.list', customer: options.customer ?? null, limit: options.limit }),
    );
  audit
    .command('verify')
    .description('check that no entry was altered')
    .action(() => grammar.accept({ command: 'audit.verify' }));
  program
    .command('doctor')
    .description('check the profile, the vault and the connections')
    .action(() => grammar.accept({ command: 'doctor' }));
}
