import {
  checkUpdate,
  compareCustomer,
  compareTaxIds,
  isAddressField,
  normalizeValues,
  type ChangedField,
  type FieldConflict,
  type FieldProblem,
  type NewTaxId,
  type TaxIdFacts,
} from './customerChanges.ts';
import { customerFields, type CustomerField, type CustomerValues } from './customers.ts';

/** How a change that was not sent at once stands; `sending` is a save that is under way this moment. */
export const pendingEditStates = [
  'sending',
  'waiting',
  'unknown',
  'conflict',
  'refused',
  'customerDeleted',
] as const;
export type PendingEditState = (typeof pendingEditStates)[number];

/** What somebody wants of a customer, and what they saw when they first touched it. */
export interface CustomerEdit {
  /** A field that is missing here was not looked at and is not compared. */
  base: Partial<CustomerValues>;
  baseTaxIds: readonly NewTaxId[];
  /** In the form in which they are sent; null clears a field. */
  values: Partial<CustomerValues>;
  addTaxIds: readonly NewTaxId[];
  removeTaxIds: readonly TaxIdFacts[];
}

/** A customer as it is compared: its editable values and tax IDs. */
export interface CustomerState {
  values: CustomerValues;
  taxIds: readonly TaxIdFacts[];
}

/** What of an edit can be sent, what waits for a person's decision, and the customer after sending. */
export interface EditComparison {
  changed: ChangedField[];
  merged: CustomerValues;
  addTaxIds: NewTaxId[];
  removeTaxIds: TaxIdFacts[];
  /** The tax IDs that the customer has after sending. */
  remainingTaxIds: TaxIdFacts[];
  conflicts: FieldConflict[];
}

/** What a person asks for in one go, as `customers.update` takes it. */
export interface EditRequest {
  base: Partial<CustomerValues>;
  /** The tax IDs that the person saw; those of the customer as it is known here where nobody looked. */
  baseTaxIds?: readonly NewTaxId[] | undefined;
  changes: {
    values: Partial<CustomerValues>;
    addTaxIds: readonly NewTaxId[];
    removeTaxIds: readonly string[];
  };
}

/** `NL004495445B01` with its kind, as changes and conflicts name a tax ID. */
export function nameTaxId({ type, value }: NewTaxId): string {
  return `${type} ${value}`;
}

function isSameTaxId(left: NewTaxId, right: NewTaxId): boolean {
  return left.type === right.type && left.value === right.value;
}

/** The edit that a request makes of a customer that looks like `seen`. */
export function toEdit({ base, baseTaxIds, changes }: EditRequest, seen: CustomerState): CustomerEdit {
  const { add, remove } = compareTaxIds(seen.taxIds, changes);
  return {
    base,
    baseTaxIds: baseTaxIds ?? seen.taxIds.map(({ type, value }) => ({ type, value })),
    values: normalizeValues(changes.values, seen.values),
    addTaxIds: add,
    removeTaxIds: remove,
  };
}

/**
 * Puts a later edit on top of one that still waits. A field keeps the base that it was first touched with, an address as
 * a whole; what a later edit puts back as it was is no longer wanted.
 */
export function mergeEdits(former: CustomerEdit, next: CustomerEdit): CustomerEdit {
  const base = { ...next.base };
  const touchesAddress = customerFields.some(
    (field) => isAddressField(field) && former.values[field] !== undefined,
  );
  for (const field of customerFields) {
    const isFirst = former.values[field] === undefined && !(isAddressField(field) && touchesAddress);
    const first = former.base[field];
    // Who wants back what it was at first, and sees something else there now, means what they see.
    const meansSeen = next.values[field] !== undefined && next.values[field] === first;
    if (!isFirst && first !== undefined && !meansSeen) base[field] = first;
  }
  const cancelsRemoval = (taxId: TaxIdFacts): boolean =>
    next.addTaxIds.some((added) => isSameTaxId(added, taxId));
  const removed = [...former.removeTaxIds.filter((taxId) => !cancelsRemoval(taxId)), ...next.removeTaxIds];
  const added = next.addTaxIds.filter(
    (taxId) =>
      !former.addTaxIds.some((known) => isSameTaxId(known, taxId)) &&
      !former.removeTaxIds.some((known) => isSameTaxId(known, taxId)),
  );
  return dropUnchanged({
    base,
    baseTaxIds: former.baseTaxIds,
    values: { ...former.values, ...next.values },
    addTaxIds: [...former.addTaxIds, ...added],
    removeTaxIds: removed.filter((taxId, index) => removed.findIndex(({ id }) => id === taxId.id) === index),
  });
}

/** The edit without the fields that are wanted as its person saw them. */
export function dropUnchanged(edit: CustomerEdit): CustomerEdit {
  const values: Partial<CustomerValues> = {};
  for (const field of customerFields) {
    const wanted = edit.values[field];
    if (wanted !== undefined && wanted !== edit.base[field]) values[field] = wanted;
  }
  return { ...edit, values };
}

/** Whether nothing is left that anybody wants changed. */
export function isEmptyEdit({ values, addTaxIds, removeTaxIds }: CustomerEdit): boolean {
  return Object.keys(values).length === 0 && addTaxIds.length === 0 && removeTaxIds.length === 0;
}

/**
 * Compares an edit with the customer as it is now, field by field (base, theirs, mine). What both wanted is no change;
 * what only this edit touched can be sent; what somebody else changed meanwhile waits for a decision. An address is one
 * thing, and so are the tax IDs of one kind: a part of them in conflict holds the rest back.
 */
export function compareEdit(edit: CustomerEdit, theirs: CustomerState): EditComparison {
  const compared = compareCustomer(edit.base, theirs.values, edit.values);
  const waits = waitingFields(compared.conflicts);
  const changed = compared.changed.filter(({ field }) => !waits(field));
  const merged: CustomerValues = { ...theirs.values };
  for (const { field, after } of changed) merged[field as CustomerField] = after;
  const told = new Set(compared.conflicts.map(({ field }) => field));
  const heldBack = compared.changed
    .filter(({ field }) => waits(field) && !told.has(field))
    .map(({ field, before, after }) => ({ field, base: before, theirs: before, mine: after }));
  const taxIds = compareTaxIdEdit(edit, theirs.taxIds);
  return { changed, merged, ...taxIds, conflicts: [...compared.conflicts, ...heldBack, ...taxIds.conflicts] };
}

function waitingFields(conflicts: readonly FieldConflict[]): (field: string) => boolean {
  const names = new Set(conflicts.map(({ field }) => field));
  const holdsAddress = conflicts.some(({ field }) => isAddressField(field));
  return (field) => names.has(field) || (holdsAddress && isAddressField(field));
}

type TaxIdComparison = Pick<EditComparison, 'addTaxIds' | 'removeTaxIds' | 'remainingTaxIds' | 'conflicts'>;

/** A kind of which both added a different number is a conflict: one of the two is probably wrong. */
function compareTaxIdEdit(edit: CustomerEdit, theirs: readonly TaxIdFacts[]): TaxIdComparison {
  const removeIds = edit.removeTaxIds.map(({ id }) => id);
  const { add } = compareTaxIds(theirs, { addTaxIds: edit.addTaxIds, removeTaxIds: removeIds });
  const foreign = theirs.filter(
    (taxId) =>
      !edit.baseTaxIds.some((known) => isSameTaxId(known, taxId)) &&
      !edit.addTaxIds.some((mine) => isSameTaxId(mine, taxId)),
  );
  const conflicts: FieldConflict[] = [];
  const waitingTypes = new Set<string>();
  for (const mine of add) {
    const other = foreign.find(({ type }) => type === mine.type);
    if (!other) continue;
    waitingTypes.add(mine.type);
    const replaced = edit.removeTaxIds.find(({ type }) => type === mine.type);
    conflicts.push({
      field: 'taxId',
      base: replaced ? nameTaxId(replaced) : null,
      theirs: nameTaxId(other),
      mine: nameTaxId(mine),
    });
  }
  const sent = {
    addTaxIds: edit.addTaxIds.filter(({ type }) => !waitingTypes.has(type)),
    removeTaxIds: edit.removeTaxIds.filter(({ type }) => !waitingTypes.has(type)).map(({ id }) => id),
  };
  const { add: addTaxIds, remove, remaining } = compareTaxIds(theirs, sent);
  return { addTaxIds, removeTaxIds: remove, remainingTaxIds: remaining, conflicts };
}

/** What is wrong with the part of an edit that can be sent, given the customer as it is now. */
export function checkComparison(
  { changed, addTaxIds, removeTaxIds }: EditComparison,
  theirs: CustomerState,
): FieldProblem[] {
  return checkUpdate(theirs.values, theirs.taxIds, {
    values: Object.fromEntries(changed.map(({ field, after }) => [field, after])),
    addTaxIds,
    removeTaxIds: removeTaxIds.map(({ id }) => id),
  });
}

/** Every change that a comparison would make, tax IDs too, as it is shown. */
export function listChanges({
  changed,
  addTaxIds,
  removeTaxIds,
}: Pick<EditComparison, 'changed' | 'addTaxIds' | 'removeTaxIds'>): ChangedField[] {
  return [
    ...changed,
    ...addTaxIds.map((taxId) => ({ field: 'taxId', before: null, after: nameTaxId(taxId) })),
    ...removeTaxIds.map((taxId) => ({ field: 'taxId', before: nameTaxId(taxId), after: null })),
  ];
}

/** What an edit wants, beside what its person saw. */
export function listEditChanges({ base, values, addTaxIds, removeTaxIds }: CustomerEdit): ChangedField[] {
  const changed = customerFields.flatMap((field) => {
    const after = values[field];
    return after === undefined ? [] : [{ field, before: base[field] ?? null, after }];
  });
  return listChanges({ changed, addTaxIds: [...addTaxIds], removeTaxIds: [...removeTaxIds] });
}

/**
 * The edit as it stands after a comparison: what waits for a decision keeps the base that its person saw, everything
 * else is a change of what is there now.
 */
export function rebaseEdit(
  edit: CustomerEdit,
  { changed, addTaxIds, removeTaxIds, conflicts }: EditComparison,
  theirs: CustomerState,
): CustomerEdit {
  const waiting = keepConflicts(edit, conflicts);
  const waits = waitingFields(conflicts);
  const base: Partial<CustomerValues> = {};
  for (const field of customerFields) {
    const seen = waits(field) ? edit.base[field] : theirs.values[field];
    if (seen !== undefined) base[field] = seen;
  }
  const sendable = Object.fromEntries(changed.map(({ field, after }) => [field, after]));
  return {
    base,
    baseTaxIds: waiting.addTaxIds.length > 0 ? edit.baseTaxIds : theirs.taxIds,
    values: { ...waiting.values, ...sendable },
    addTaxIds: [...addTaxIds, ...waiting.addTaxIds],
    removeTaxIds: [...removeTaxIds, ...waiting.removeTaxIds],
  };
}

/** The conflicts that a request itself is part of; others were there before and go on waiting. */
export function conflictsOfRequest(
  conflicts: readonly FieldConflict[],
  { changes }: EditRequest,
): FieldConflict[] {
  const touchesAddress = Object.keys(changes.values).some(isAddressField);
  return conflicts.filter(({ field }) => {
    if (field === 'taxId') return changes.addTaxIds.length > 0;
    return field in changes.values || (touchesAddress && isAddressField(field));
  });
}

/** The edit with what waits for a decision only: everything else of it was sent or is already so. */
export function keepConflicts(edit: CustomerEdit, conflicts: readonly FieldConflict[]): CustomerEdit {
  const waits = waitingFields(conflicts);
  const values: Partial<CustomerValues> = {};
  for (const field of customerFields) {
    const wanted = edit.values[field];
    if (wanted !== undefined && waits(field)) values[field] = wanted;
  }
  const mine = new Set(conflicts.filter(({ field }) => field === 'taxId').map((conflict) => conflict.mine));
  const addTaxIds = edit.addTaxIds.filter((taxId) => mine.has(nameTaxId(taxId)));
  const removeTaxIds = edit.removeTaxIds.filter(({ type }) => addTaxIds.some((added) => added.type === type));
  return { ...edit, values, addTaxIds, removeTaxIds };
}
