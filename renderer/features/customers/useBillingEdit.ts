import { notifications } from '@mantine/notifications';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { FieldConflict, FieldProblem } from '../../../shared/domain/customerChanges.ts';
import type { OutputOf } from '../../../shared/ipc/contract.ts';
import type { CustomerDetail } from '../../../shared/ipc/schemas/customers.ts';
import type { IpcError } from '../../api/kantoorApi.ts';
import { useIpcCommand } from '../../api/useIpcCommand.ts';
import {
  createDraft,
  isUnchanged,
  problemsOf,
  resolveConflicts,
  toUpdateInput,
  type BillingDraft,
  type ConflictChoices,
} from './billingDraft.ts';
import { useAffectsText } from './useAffectsText.ts';

export interface BillingEdit {
  draft: BillingDraft;
  setDraft: (draft: BillingDraft) => void;
  problems: readonly FieldProblem[];
  /** What saving would do; null while the form is being filled in. */
  review: OutputOf<'customers.previewUpdate'> | null;
  conflicts: readonly FieldConflict[];
  isComparing: boolean;
  isSaving: boolean;
  compareError: IpcError | null;
  saveError: IpcError | null;
  compare: (draft: BillingDraft) => void;
  decide: (choices: ConflictChoices) => void;
  backToForm: () => void;
  save: () => void;
}

/** The steps of an edit: form, comparison with Stripe, decisions about conflicts, saving. */
export function useBillingEdit(customer: CustomerDetail, onSaved: () => void): BillingEdit {
  const { t } = useTranslation('customers');
  const affectsText = useAffectsText();
  const [draft, setDraft] = useState(() => createDraft(customer));
  const [review, setReview] = useState<BillingEdit['review']>(null);
  const [conflicts, setConflicts] = useState<readonly FieldConflict[]>([]);
  const preview = useIpcCommand('customers.previewUpdate');
  const update = useIpcCommand('customers.update');

  function compare(compared: BillingDraft): void {
    update.reset();
    preview.mutate(toUpdateInput(customer, compared), {
      onSuccess: (answer) => {
        setConflicts(answer.conflicts);
        setReview(answer);
      },
    });
  }

  return {
    draft,
    setDraft,
    problems: problemsOf(draft, customer),
    review,
    conflicts,
    isComparing: preview.isPending,
    isSaving: update.isPending,
    compareError: preview.error,
    saveError: update.error,
    compare,
    decide(choices) {
      const resolved = resolveConflicts(draft, conflicts, choices);
      setDraft(resolved);
      setConflicts([]);
      setReview(null);
      if (!isUnchanged(resolved)) compare(resolved);
    },
    backToForm: () => setReview(null),
    save() {
      update.mutate(toUpdateInput(customer, draft), {
        onSuccess: ({ affects }) => {
          notifications.show({ title: t('edit.saved'), message: affectsText(affects).join(' ') });
          onSaved();
        },
        onError: (error) => error.code === 'conflict' && setConflicts(error.fields),
      });
    },
  };
}
