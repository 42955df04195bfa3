import {
  isAddressField,
  toAddress,
  type ChangedField,
  type NewTaxId,
  type TaxIdFacts,
} from './customerChanges.ts';
import type { Address } from './customers.ts';
import type { CustomerEdit, CustomerState, EditComparison } from './pendingEdits.ts';
import { maxTaxIds } from './taxIds.ts';

/** One request of an update. Plain data, so that it is kept before it leaves and sent again unchanged after a kill. */
export type UpdateStep =
  | { kind: 'fields'; changed: ChangedField[]; address: Address | null }
  | { kind: 'addTaxId'; type: string; value: string }
  | { kind: 'removeTaxId'; id: string; type: string; value: string };

/**
 * The requests of an update in the order in which they are sent. What Stripe is most likely to refuse, a new tax ID,
 * goes first, so that a refusal leaves everything as it was; old tax IDs go last, so that the customer is never without.
 */
export function planUpdateSteps(
  current: readonly TaxIdFacts[],
  { changed, merged, addTaxIds, removeTaxIds }: EditComparison,
): UpdateStep[] {
  const overflow = Math.max(0, current.length + addTaxIds.length - maxTaxIds);
  const removals = removeTaxIds.map(({ id, type, value }): UpdateStep => ({
    kind: 'removeTaxId',
    id,
    type,
    value,
  }));
  // Sent whole, and only when a part of it changes: otherwise a colleague's address would make this another request.
  const address = changed.some(({ field }) => isAddressField(field)) ? toAddress(merged) : null;
  const fields: UpdateStep = { kind: 'fields', changed, address };
  return [
    ...removals.slice(0, overflow),
    ...addTaxIds.map(({ type, value }): UpdateStep => ({ kind: 'addTaxId', type, value })),
    ...(changed.length > 0 ? [fields] : []),
    ...removals.slice(overflow),
  ];
}

/** What a step does, for sentences: `name, city`, `tax ID NL004495445B01`. */
export function labelOfStep(step: UpdateStep): string {
  switch (step.kind) {
    case 'fields':
      return step.changed.map(({ field }) => field).join(', ');
    case 'addTaxId':
      return `tax ID ${step.value}`;
    case 'removeTaxId':
      return `removal of tax ID ${step.value}`;
  }
}

/** Whether two steps are the same request: only then may they share an idempotency key. */
export function isSameStep(left: UpdateStep, right: UpdateStep): boolean {
  return JSON.stringify(left) === JSON.stringify(right);
}

/** Whether the customer looks as the step leaves it: how a request without an answer is found to have arrived. */
export function isStepVisible(step: UpdateStep, { values, taxIds }: CustomerState): boolean {
  switch (step.kind) {
    case 'fields':
      return step.changed.every(
        ({ field, after }) => (values as Record<string, string | null>)[field] === after,
      );
    case 'addTaxId':
      return taxIds.some(({ type, value }) => type === step.type && value === step.value);
    case 'removeTaxId':
      return !taxIds.some(({ id }) => id === step.id);
  }
}

/**
 * The edit after one of its steps arrived: what was sent is the new base, and no longer wanted unless somebody changed
 * their mind meanwhile.
 */
export function withoutStep(edit: CustomerEdit, step: UpdateStep): CustomerEdit {
  if (step.kind === 'fields') {
    const sent = Object.fromEntries(step.changed.map(({ field, after }) => [field, after]));
    const values = Object.fromEntries(
      Object.entries(edit.values).filter(([field, wanted]) => sent[field] !== wanted),
    );
    return { ...edit, base: { ...edit.base, ...sent }, values };
  }
  if (step.kind === 'removeTaxId')
    return { ...edit, removeTaxIds: edit.removeTaxIds.filter(({ id }) => id !== step.id) };
  const isAdded = ({ type, value }: NewTaxId): boolean => type === step.type && value === step.value;
  return {
    ...edit,
    baseTaxIds: [...edit.baseTaxIds, { type: step.type, value: step.value }],
    addTaxIds: edit.addTaxIds.filter((taxId) => !isAdded(taxId)),
  };
}
