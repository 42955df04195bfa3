import type { FieldProblem, InputProblem } from '../../shared/domain/customerChanges.ts';
import { maxTaxIds } from '../../shared/domain/taxIds.ts';
import { AppError } from '../../shared/errors/appError.ts';

const sentences: Record<InputProblem, string> = {
  required: 'is needed for an address in this country',
  postalCode: 'is not a postal code of this country',
  country: 'is not the code of a country (two letters, for example NL)',
  email: 'is not an e-mail address',
  phone: 'is not a phone number; write it with the country code, for example +31 20 624 1111',
  locale: 'is not a language code such as nl or en-GB',
  taxExempt: 'must be none, exempt or reverse',
  tooLong: 'is longer than Stripe accepts',
  taxIdLimit: `would be more than the ${maxTaxIds} tax IDs that Stripe keeps per customer`,
  taxIdTwice: 'is given twice',
  'taxId.unknownType': 'is of a kind that is not known',
  'taxId.format': 'does not have the form of that tax ID',
  'taxId.checkDigit': 'has a wrong check digit: at least one character is mistyped',
};

/** One error out of everything that is wrong with an update; `details.fields` and `details.problems` go together. */
export function toInvalidInput(problems: readonly FieldProblem[]): AppError {
  const told = problems.map(({ path, problem, example }) => {
    const name = path.slice(path.indexOf('.') + 1);
    const subject = path.startsWith('addTaxIds') ? 'The new tax ID' : name;
    return `${subject} ${sentences[problem]}${example === null ? '' : ` (for example ${example})`}.`;
  });
  const onlyLimit = problems.every(({ problem }) => problem === 'taxIdLimit');
  return new AppError(onlyLimit ? 'tax_id_limit' : 'invalid_input', `Nothing was saved. ${told.join(' ')}`, {
    details: {
      fields: problems.map(({ path }) => path),
      problems: problems.map(({ problem }) => problem),
    },
  });
}
