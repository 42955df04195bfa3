import type { Command } from 'commander';

import type { Grammar } from './grammar.ts';

export function addPendingCommands(program: Command, grammar: Grammar): void {
  const pending = program
    .command('pending')
    .description('changes of customers that Stripe does not have yet');
  pending
    .command('list')
    .description('what waits, and for what')
    .action(() => grammar.accept({ command: 'pending.list' }));
  pending
    .command('send [customer]')
    .description('compare with Stripe and send what nobody else changed')
    .action((customer?: string) => grammar.accept({ command: 'pending.send', customer: customer ?? null }));
  pending
    .command('withdraw <customer>')
    .description('give a change up')
    .action((customer: string) => grammar.accept({ command: 'pending.withdraw', customer }));
}
