import {
  checkUpdate,
  toCustomerValues,
  type FieldConflict,
  type FieldProblem,
} from '../../../shared/domain/customerChanges.ts';
import { customerFields, type CustomerField, type CustomerValues } from '../../../shared/domain/customers.ts';
import type { InputOf } from '../../../shared/ipc/contract.ts';
import type { CustomerDetail } from '../../../shared/ipc/schemas/customers.ts';

export interface NewTaxId {
  type: string;
  value: string;
}

/** An edit that is being made: what the person saw when they began, and what they want. */
export interface BillingDraft {
  base: CustomerValues;
  mine: CustomerValues;
  addTaxIds: readonly NewTaxId[];
  removeTaxIds: readonly string[];
}

/** An edit that changes nothing yet. */
export function createDraft(customer: CustomerDetail): BillingDraft {
  const base = toCustomerValues(customer);
  return { base, mine: base, addTaxIds: [], removeTaxIds: [] };
}

/** The fields that the person changed, as the update takes them; emptied text clears a field. */
export function changedValues({ base, mine }: BillingDraft): Partial<CustomerValues> {
  const values: Partial<CustomerValues> = {};
  for (const field of customerFields) {
    const wanted = mine[field] === '' ? null : mine[field];
    if (wanted !== base[field]) values[field] = wanted;
  }
  return values;
}

export function isUnchanged(draft: BillingDraft): boolean {
  const { addTaxIds, removeTaxIds } = draft;
  return (
    Object.keys(changedValues(draft)).length === 0 && addTaxIds.length === 0 && removeTaxIds.length === 0
  );
}

/** The draft as `customers.previewUpdate` and `customers.update` take it. */
export function toUpdateInput(
  { workspaceId, id }: Pick<CustomerDetail, 'workspaceId' | 'id'>,
  draft: BillingDraft,
): InputOf<'customers.update'> {
  return {
    workspaceId,
    customerId: id,
    base: draft.base,
    changes: {
      values: changedValues(draft),
      addTaxIds: [...draft.addTaxIds],
      removeTaxIds: [...draft.removeTaxIds],
    },
  };
}

/** What is wrong with the draft by the rules that the main process applies before sending. */
export function problemsOf(draft: BillingDraft, customer: Pick<CustomerDetail, 'taxIds'>): FieldProblem[] {
  const { addTaxIds, removeTaxIds } = draft;
  return checkUpdate(draft.base, customer.taxIds, { values: changedValues(draft), addTaxIds, removeTaxIds });
}

export type ConflictChoices = Readonly<Record<string, 'theirs' | 'mine'>>;

/** The draft after the person decided about every conflict: what Stripe has now becomes the new base. */
export function resolveConflicts(
  draft: BillingDraft,
  conflicts: readonly FieldConflict[],
  choices: ConflictChoices,
): BillingDraft {
  const base = { ...draft.base };
  const mine = { ...draft.mine };
  for (const { field, theirs, mine: wanted } of conflicts) {
    const name = field as CustomerField;
    base[name] = theirs;
    mine[name] = choices[field] === 'mine' ? wanted : theirs;
  }
  return { ...draft, base, mine };
}
