import type { Command } from 'commander';
import type { PlainInvoiceAction } from '../../../shared/ipc/schemas/invoiceActions.ts';
import type { Grammar } from './grammar.ts';

const descriptions: Record<Exclude<PlainInvoiceAction, 'send'>, { name: string; text: string }> = {
  finalize: { name: 'finalize', text: 'give a draft its number; it cannot be edited after that' },
  void: { name: 'void', text: 'make an invoice void for good' },
  markUncollectible: { name: 'mark-uncollectible', text: 'write an invoice off; it stays payable' },
};

/** Commands that collect an invoice or change where it stands; `invoices` is the command that they belong to. */
export function addInvoiceActionCommands(invoices: Command, grammar: Grammar): void {
  invoices
    .command('pay <id>')
    .description('collect an open invoice now with a card or direct debit of its customer')
    .requiredOption('--payment-method <id>', 'with what')
    .option('--yes', 'do it; without this it only says what would happen')
    .action((id: string, options: { paymentMethod: string; yes?: boolean }) =>
      grammar.accept({
        command: 'invoices.pay',
        id,
        paymentMethod: options.paymentMethod,
        yes: options.yes ?? false,
      }),
    );
  for (const action of ['finalize', 'void', 'markUncollectible'] as const)
    invoices
      .command(`${descriptions[action].name} <id>`)
      .description(descriptions[action].text)
      .option('--yes', 'do it; without this it only says what would happen')
      .action((id: string, options: { yes?: boolean }) =>
        grammar.accept({ command: 'invoices.act', action, id, yes: options.yes ?? false }),
      );
  addSendCommand(invoices, grammar);
  invoices
    .command('link <id>')
    .description('the page on which the customer can pay; whoever has the link can open it')
    .action((id: string) => grammar.accept({ command: 'invoices.link', id }));
  addCreditCommand(invoices, grammar);
}

/** One invoice is an action like the others; several are a series with a list of results. */
function addSendCommand(invoices: Command, grammar: Grammar): void {
  invoices
    .command('send <ids...>')
    .description('let Stripe e-mail invoices, for the first time or as a reminder')
    .option('--again', 'of several also those that were sent within three days')
    .option('--yes', 'do it; without this it only says what would happen')
    .action((ids: string[], { again = false, yes = false }: { again?: boolean; yes?: boolean }) => {
      const [id = '', ...others] = ids;
      if (others.length === 0) grammar.accept({ command: 'invoices.act', action: 'send', id, yes });
      else grammar.accept({ command: 'invoices.remind', ids, again, yes });
    });
}

interface CreditOptions {
  line: string[];
  reason?: string;
  memo?: string;
  giveBack: string;
  email: boolean;
  yes?: boolean;
}

function addCreditCommand(invoices: Command, grammar: Grammar): void {
  invoices
    .command('credit <id>')
    .description('make a credit note for everything that is left, or for some lines')
    .option('--line <line=amount>', 'only this line, net amount in minor units; may be repeated', collect, [])
    .option('--reason <reason>', 'duplicate, fraudulent, order_change or product_unsatisfactory')
    .option('--memo <text>', 'printed on the credit note')
    .option('--give-back <way>', 'of what was paid: refund, balance or outside', 'refund')
    .option('--no-email', 'keep Stripe from e-mailing it')
    .option('--yes', 'do it; without this it only says what would happen')
    .action((id: string, { line, reason, memo, giveBack, email, yes }: CreditOptions) =>
      grammar.accept({
        command: 'invoices.credit',
        id,
        lines: line.length === 0 ? null : line.map(toLine),
        reason: reason ?? null,
        memo: memo ?? null,
        giveBack,
        sendEmail: email,
        yes: yes ?? false,
      }),
    );
}

function collect(value: string, earlier: string[]): string[] {
  return [...earlier, value];
}

function toLine(text: string): { lineId: string; amount: number } {
  const [lineId = '', amount = ''] = text.split('=');
  return { lineId, amount: Number(amount) };
}
