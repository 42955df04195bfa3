import { Option, type Command } from 'commander';
import type { PortalLinkKind } from '../../../shared/domain/portal.ts';
import type { Grammar } from './grammar.ts';

/** How a person names the kinds. */
const kinds: Record<string, PortalLinkKind> = {
  login: 'login',
  session: 'session',
  'add-payment-method': 'addPaymentMethod',
  'update-details': 'updateDetails',
};

export function addPortalCommands(program: Command, grammar: Grammar): void {
  const portal = program.command('portal').description("links into Stripe's customer portal");
  portal
    .command('list')
    .description('the portal of each account and what it lets customers do')
    .action(() => grammar.accept({ command: 'portal.list' }));
  portal
    .command('link <customer>')
    .description('a link for one customer; whoever has a personal one acts as the customer')
    .addOption(new Option('--kind <kind>', 'which link').choices(Object.keys(kinds)).default('login'))
    .action((customer: string, { kind }: { kind: string }) =>
      grammar.accept({ command: 'portal.link', customer, kind: kinds[kind] }),
    );
}
