import {
  checkUpdate,
  isAddressField,
  toCustomerValues,
  type FieldConflict,
  type FieldProblem,
  type NewTaxId,
} from '../../../shared/domain/customerChanges.ts';
import { customerFields, type CustomerField, type CustomerValues } from '../../../shared/domain/customers.ts';
import type { InputOf } from '../../../shared/ipc/contract.ts';
import type { CustomerDetail } from '../../../shared/ipc/schemas/customers.ts';

/** An edit that is being made: what the person saw when they began, and what they want. */
export interface BillingDraft {
  base: CustomerValues;
  baseTaxIds: readonly NewTaxId[];
  mine: CustomerValues;
  addTaxIds: readonly NewTaxId[];
  removeTaxIds: readonly string[];
  /** The pending edit that is being edited. */
  replaces: string | undefined;
}

/** An edit that changes nothing yet, or the one that waits: with what its person saw, so that it is compared with that. */
export function createDraft(customer: CustomerDetail): BillingDraft {
  const present = toCustomerValues(customer);
  const presentTaxIds = customer.taxIds.map(({ type, value }) => ({ type, value }));
  const { pendingEdit } = customer;
  if (!pendingEdit)
    return {
      base: present,
      baseTaxIds: presentTaxIds,
      mine: present,
      addTaxIds: [],
      removeTaxIds: [],
      replaces: undefined,
    };
  const { id, edit } = pendingEdit;
  const touchesAddress = Object.keys(edit.values).some(isAddressField);
  const base = { ...present };
  for (const field of customerFields) {
    const isTouched = field in edit.values || (touchesAddress && isAddressField(field));
    if (isTouched) base[field] = edit.base[field] ?? null;
  }
  return {
    base,
    baseTaxIds: edit.addTaxIds.length > 0 ? edit.baseTaxIds : presentTaxIds,
    mine: { ...base, ...edit.values },
    addTaxIds: edit.addTaxIds,
    removeTaxIds: edit.removeTaxIds.map((taxId) => taxId.id),
    replaces: id,
  };
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
    baseTaxIds: [...draft.baseTaxIds],
    ...(draft.replaces === undefined ? {} : { replaces: draft.replaces }),
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

/** What a person decided about a conflict: one of the two values, or a third. */
export type ConflictChoice = 'theirs' | 'mine' | { other: string };
export type ConflictChoices = Readonly<Record<string, ConflictChoice>>;

/** Tells conflicts apart: there may be one per new tax ID. */
export function keyOfConflict({ field, mine }: FieldConflict): string {
  return field === 'taxId' ? `${field} ${mine}` : field;
}

/** The draft after the person decided about every conflict: what Stripe has now becomes the new base. */
export function resolveConflicts(
  draft: BillingDraft,
  conflicts: readonly FieldConflict[],
  choices: ConflictChoices,
  taxIds: CustomerDetail['taxIds'],
): BillingDraft {
  const base = { ...draft.base };
  const mine = { ...draft.mine };
  let resolved = draft;
  for (const conflict of conflicts) {
    const choice = choices[keyOfConflict(conflict)];
    if (conflict.field === 'taxId') {
      resolved = resolveTaxId(resolved, conflict, choice === 'mine', taxIds);
      continue;
    }
    const name = conflict.field as CustomerField;
    base[name] = conflict.theirs;
    if (typeof choice === 'object') mine[name] = choice.other;
    else mine[name] = choice === 'mine' ? conflict.mine : conflict.theirs;
  }
  return { ...resolved, base, mine };
}

/** Mine takes the place of theirs; or theirs stays, and then nothing of that kind is added or removed. */
function resolveTaxId(
  draft: BillingDraft,
  { theirs, mine }: FieldConflict,
  isMine: boolean,
  taxIds: CustomerDetail['taxIds'],
): BillingDraft {
  const nameOf = ({ type, value }: NewTaxId): string => `${type} ${value}`;
  const other = taxIds.find((taxId) => nameOf(taxId) === theirs);
  const seen = other ? [...draft.baseTaxIds, { type: other.type, value: other.value }] : draft.baseTaxIds;
  if (isMine)
    return {
      ...draft,
      baseTaxIds: seen,
      removeTaxIds: other ? [...draft.removeTaxIds, other.id] : draft.removeTaxIds,
    };
  const isOfKind = (id: string): boolean =>
    taxIds.some((taxId) => taxId.id === id && taxId.type === other?.type);
  return {
    ...draft,
    baseTaxIds: seen,
    addTaxIds: draft.addTaxIds.filter((taxId) => nameOf(taxId) !== mine),
    removeTaxIds: draft.removeTaxIds.filter((id) => !isOfKind(id)),
  };
}
