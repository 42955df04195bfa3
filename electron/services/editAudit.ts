import { customerFields } from '../../shared/domain/customers.ts';
import type { UpdateStep } from '../../shared/domain/customerSteps.ts';
import type { CustomerEdit } from '../../shared/domain/pendingEdits.ts';
import type { AuditEntry } from '../../shared/ipc/schemas/audit.ts';
import type {
  EditAuditContent,
  EditAuditEntry,
  EditSettlement,
  PendingEdit,
} from '../workspaceDatabase/pendingEdit.ts';
import type { NewAuditEntry } from '../workspaceDatabase/workspaceDatabaseApi.ts';

type Outcome = AuditEntry['outcome'];

/** What the audit log says about a request. */
export function contentOfStep(step: UpdateStep): EditAuditContent {
  switch (step.kind) {
    case 'fields':
      return {
        action: 'customer.updated',
        before: Object.fromEntries(step.changed.map(({ field, before }) => [field, before])),
        after: Object.fromEntries(step.changed.map(({ field, after }) => [field, after])),
      };
    case 'addTaxId':
      return { action: 'taxId.added', before: {}, after: { type: step.type, value: step.value } };
    case 'removeTaxId':
      return { action: 'taxId.removed', before: { type: step.type, value: step.value }, after: {} };
  }
}

/** What the audit log says about an edit that waits: the same as about its requests once they are sent. */
export function contentsOfEdit({ base, values, addTaxIds, removeTaxIds }: CustomerEdit): EditAuditContent[] {
  const fields = customerFields.filter((field) => values[field] !== undefined);
  const changed = fields.map((field) => ({
    field,
    before: base[field] ?? null,
    after: values[field] ?? null,
  }));
  const steps: UpdateStep[] = [
    ...addTaxIds.map(({ type, value }) => ({ kind: 'addTaxId', type, value }) as const),
    ...(changed.length > 0 ? [{ kind: 'fields', changed, address: null } as const] : []),
    ...removeTaxIds.map(({ id, type, value }) => ({ kind: 'removeTaxId', id, type, value }) as const),
  ];
  return steps.map(contentOfStep);
}

function sortedEntries(values: EditAuditContent['before']): [string, string | null][] {
  return Object.entries(values).toSorted(([left], [right]) => (left < right ? -1 : 1));
}

function isSameContent(left: EditAuditContent, right: EditAuditContent): boolean {
  const textOf = ({ action, before, after }: EditAuditContent): string =>
    JSON.stringify([action, sortedEntries(before), sortedEntries(after)]);
  return textOf(left) === textOf(right);
}

/** The entry of an edit with a content. */
export function findEntry({ audit }: PendingEdit, content: EditAuditContent): EditAuditEntry | undefined {
  return audit.find((entry) => isSameContent(entry, content));
}

export interface AuditAlignment {
  audit: EditAuditEntry[];
  append: NewAuditEntry[];
  settlements: EditSettlement[];
}

/** Makes an edit's entries say what it stands for now: new ones are appended, those that no longer hold are settled. */
export function alignAudit(
  edit: PendingEdit,
  contents: readonly EditAuditContent[],
  goneAs: Outcome,
): AuditAlignment {
  const isWanted = (entry: EditAuditEntry): boolean =>
    contents.some((content) => isSameContent(content, entry));
  const { workspaceId, customerId, customerName, who, updatedAt } = edit;
  return {
    audit: edit.audit.filter(isWanted),
    append: contents
      .filter((content) => !findEntry(edit, content))
      .map(({ action, before, after }) => ({
        at: updatedAt,
        who,
        workspaceId,
        action,
        target: customerId,
        targetName: customerName,
        before,
        after,
        outcome: 'pending',
        requestId: null,
      })),
    settlements: settleAll(
      edit.audit.filter((entry) => !isWanted(entry)),
      goneAs,
    ),
  };
}

/** Gives entries an outcome that they do not have yet. */
export function settleAll(
  entries: readonly EditAuditEntry[],
  outcome: Outcome,
  requestId: string | null = null,
): EditSettlement[] {
  return entries.filter((entry) => entry.outcome !== outcome).map(({ id }) => ({ id, outcome, requestId }));
}

/** The entries as they read after a settlement. */
export function withOutcomes(
  audit: readonly EditAuditEntry[],
  settlements: readonly EditSettlement[],
): EditAuditEntry[] {
  return audit.map((entry) => {
    const settled = settlements.find(({ id }) => id === entry.id);
    return settled ? { ...entry, outcome: settled.outcome } : entry;
  });
}
