import type { Command } from 'commander';

import { integer, positiveNumber, type Grammar } from './grammar.ts';

export function addWorkspaceCommands(program: Command, grammar: Grammar): void {
  const workspaces = program.command('workspaces').description('Stripe accounts that Kantoor knows');
  workspaces
    .command('list')
    .description('accounts with their counts and freshness')
    .action(() => grammar.accept({ command: 'workspaces.list' }));
  workspaces
    .command('connect')
    .description('connect a Stripe account; its key comes by --key-stdin')
    .requiredOption('--name <name>', 'the name you give it')
    .option('--color <color>', 'accent colour')
    .option('--time-zone <zone>', 'IANA time zone, where the key may not read it')
    .option('--session-only', 'register the account without keeping the key')
    .action((options: { name: string; color?: string; timeZone?: string; sessionOnly?: boolean }) =>
      grammar.accept({
        command: 'workspaces.connect',
        name: options.name,
        color: options.color ?? null,
        timeZone: options.timeZone ?? null,
        sessionOnly: options.sessionOnly ?? false,
      }),
    );
  workspaces
    .command('sample')
    .description('make the sample office')
    .option('--size <size>', 'S, M, L or XL', 'S')
    .option('--accounts <n>', 'accounts that share its customers', integer, 1)
    .option('--seed <n>', 'the same seed gives the same office', integer)
    .option('--anchor <date>', 'day on which its 36 months end')
    .action((options: { size: string; accounts: number; seed?: number; anchor?: string }) =>
      grammar.accept({
        command: 'workspaces.sample',
        size: options.size,
        accounts: options.accounts,
        seed: options.seed ?? null,
        anchor: options.anchor ?? null,
      }),
    );
  workspaces
    .command('disconnect <id>')
    .description('forget an account and what was cached of it; the audit log stays')
    .option('--delete-documents', 'delete its stored PDFs too')
    .action((id: string, options: { deleteDocuments?: boolean }) =>
      grammar.accept({
        command: 'workspaces.disconnect',
        id,
        deleteDocuments: options.deleteDocuments ?? false,
      }),
    );
}

export function addSyncCommands(program: Command, grammar: Grammar): void {
  program
    .command('compare')
    .description('prove that the cache equals Stripe, object for object; changes nothing')
    .action(() => grammar.accept({ command: 'compare' }));
  program
    .command('sync')
    .description('bring Stripe into the cache')
    .option('--full', 'read everything again')
    .option('--rate <n>', 'requests per second and endpoint', positiveNumber)
    .action((options: { full?: boolean; rate?: number }) =>
      grammar.accept({ command: 'sync', full: options.full ?? false, rate: options.rate ?? null }),
    );
}
