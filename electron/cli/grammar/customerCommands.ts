import type { Command } from 'commander';

import type { CustomerField } from '../../../shared/domain/customers.ts';
import { UsageError } from '../usageError.ts';
import { collect, defaultLimit, integer, limitDescription, type Grammar } from './grammar.ts';

/** Options of `customers update` and the field each one sets. */
const fieldOptions: Record<string, CustomerField> = {
  name: 'name',
  email: 'email',
  phone: 'phone',
  line1: 'line1',
  line2: 'line2',
  city: 'city',
  postalCode: 'postal_code',
  state: 'state',
  country: 'country',
};

export function addCustomerCommands(program: Command, grammar: Grammar): void {
  const customers = program.command('customers').description('customers and their billing information');
  customers
    .command('list')
    .description('customers, by name')
    .option('--overdue', 'only those with an overdue invoice')
    .option('--query <text>', 'name, e-mail, VAT ID …', '')
    .option('--limit <n>', limitDescription, integer, defaultLimit)
    .option('--cursor <cursor>', 'go on after an earlier page')
    .action((options: { overdue?: boolean; query: string; limit: number; cursor?: string }) =>
      grammar.accept({
        command: 'customers.list',
        overdue: options.overdue ?? false,
        query: options.query,
        limit: options.limit,
        cursor: options.cursor ?? null,
      }),
    );
  customers
    .command('get <id>')
    .description('one customer with its invoices')
    .action((id: string) => grammar.accept({ command: 'customers.get', id }));
  addUpdate(customers, grammar);
}

function addUpdate(customers: Command, grammar: Grammar): void {
  const update = customers
    .command('update <id>')
    .description('change billing information; an empty value clears a field')
    .option('--name <text>')
    .option('--email <text>')
    .option('--phone <text>')
    .option('--line1 <text>')
    .option('--line2 <text>')
    .option('--city <text>')
    .option('--postal-code <text>')
    .option('--state <text>')
    .option('--country <code>', 'two letters, e.g. NL')
    .option('--add-tax-id <type:value>', 'e.g. eu_vat:NL123456789B01', collect)
    .option('--remove-tax-id <id>', 'e.g. txi_123', collect);
  update.action(
    (id: string, options: Record<string, string> & { addTaxId?: string[]; removeTaxId?: string[] }) => {
      const values: Partial<Record<CustomerField, string | null>> = {};
      for (const [option, field] of Object.entries(fieldOptions)) {
        const value = options[option];
        if (value !== undefined) values[field] = value === '' ? null : value;
      }
      const addTaxIds = (options.addTaxId ?? []).map(toTaxId);
      const removeTaxIds = options.removeTaxId ?? [];
      if (Object.keys(values).length + addTaxIds.length + removeTaxIds.length === 0) {
        throw new UsageError('Say what to change, for example --email. Nothing was changed.');
      }
      grammar.accept({ command: 'customers.update', id, values, addTaxIds, removeTaxIds });
    },
  );
}

function toTaxId(text: string): { type: string; value: string } {
  const colon = text.indexOf(':');
  if (colon < 1)
    throw new UsageError(`--add-tax-id wants TYPE:VALUE, for example eu_vat:NL123456789B01, not ${text}.`);
  return { type: text.slice(0, colon), value: text.slice(colon + 1) };
}
