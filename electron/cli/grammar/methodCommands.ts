import type { Command } from 'commander';

import { UsageError } from '../usageError.ts';
import { defaultLimit, integer, limitDescription, type Grammar } from './grammar.ts';

export function addMethodCommands(program: Command, grammar: Grammar): void {
  const methods = program.command('payment-methods').description("customers' cards and direct debits");
  methods
    .command('list [customer]')
    .description('the payment methods of a customer, or the expiring default cards')
    .option('--expiring', 'default cards that have ended, or end this month or next')
    .option('--limit <n>', limitDescription, integer, defaultLimit)
    .option('--cursor <cursor>', 'go on after an earlier page')
    .action(
      (customer: string | undefined, options: { expiring?: boolean; limit: number; cursor?: string }) => {
        const { expiring = false, limit, cursor = null } = options;
        if (expiring === (customer !== undefined))
          throw new UsageError('Say either a customer or --expiring.');
        grammar.accept(
          expiring
            ? { command: 'payment-methods.expiring', limit, cursor }
            : { command: 'payment-methods.list', customer },
        );
      },
    );
  methods
    .command('set-default <customer> <method>')
    .description('make a payment method the default of a customer')
    .option(
      '--others <choice>',
      'subscriptions and invoices that name another one: repoint, clear or leave',
      'leave',
    )
    .action((customer: string, method: string, { others }: { others: string }) =>
      grammar.accept({ command: 'payment-methods.set-default', customer, method, others }),
    );
  methods
    .command('remove <customer> <method>')
    .description('remove a payment method for good; another usable one has to be registered')
    .option('--replacement <method>', 'what takes its place; the default where nothing is said')
    .option('--yes', 'do it; without this it only says what would happen')
    .action((customer: string, method: string, options: { replacement?: string; yes?: boolean }) =>
      grammar.accept({
        command: 'payment-methods.remove',
        customer,
        method,
        replacement: options.replacement ?? null,
        yes: options.yes ?? false,
      }),
    );
  methods
    .command('add-link <customer>')
    .description(
      'a page of Stripe on which the customer registers a card or direct debit; give it to nobody else',
    )
    .action((customer: string) => grammar.accept({ command: 'payment-methods.add-link', customer }));
}
