import { notifications } from '@mantine/notifications';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { FieldConflict, FieldProblem } from '../../../shared/domain/customerChanges.ts';
import type { OutputOf } from '../../../shared/ipc/contract.ts';
import type { CustomerDetail } from '../../../shared/ipc/schemas/customers.ts';
import type { IpcError } from '../../api/kantoorApi.ts';
import { useIpcCommand } from '../../api/useIpcCommand.ts';
import { useCallNotice } from '../../app/useCallNotice.ts';
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
  const [draft, setDraft] = useState(() => createDraft(customer));
  const [review, setReview] = useState<BillingEdit['review']>(null);
  const [conflicts, setConflicts] = useState<readonly FieldConflict[]>(customer.pendingEdit?.conflicts ?? []);
  const preview = useIpcCommand('customers.previewUpdate');
  const saving = useSaving(customer, { onSaved, onConflict: setConflicts });

  function compare(compared: BillingDraft): void {
    saving.reset();
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
    isSaving: saving.isSaving,
    compareError: preview.error,
    saveError: saving.error,
    compare,
    decide(choices) {
      const resolved = resolveConflicts(draft, conflicts, choices, customer.taxIds);
      setDraft(resolved);
      setConflicts([]);
      setReview(null);
      if (!isUnchanged(resolved)) compare(resolved);
      else if (customer.pendingEdit) saving.giveUp();
    },
    backToForm: () => setReview(null),
    save: () => saving.save(draft),
  };
}

interface Saving {
  save: (draft: BillingDraft) => void;
  /** Everything stays as somebody else made it: nothing is left of what waited. */
  giveUp: () => void;
  reset: () => void;
  isSaving: boolean;
  error: IpcError | null;
}

function useSaving(
  customer: CustomerDetail,
  { onSaved, onConflict }: { onSaved: () => void; onConflict: (fields: readonly FieldConflict[]) => void },
): Saving {
  const { t } = useTranslation('customers');
  const { t: tPending } = useTranslation('pendingEdits');
  const affectsText = useAffectsText();
  const { tell, tellFailure } = useCallNotice();
  const update = useIpcCommand('customers.update');
  const withdraw = useIpcCommand('pendingEdits.withdraw');

  function tellSaved({ state, affects }: OutputOf<'customers.update'>): void {
    notifications.show(
      state === 'pending'
        ? { title: tPending('saved.title'), message: tPending('saved.text') }
        : { title: t('edit.saved'), message: affectsText(affects).join(' ') },
    );
    onSaved();
  }

  function tellNotSaved(error: IpcError): void {
    if (error.code === 'conflict') onConflict(error.fields);
    // It is kept and looked up: a form that stays open would invite to enter it again.
    if (error.code !== 'outcome_unknown') return;
    tellFailure(error);
    onSaved();
  }

  return {
    isSaving: update.isPending,
    error: update.error,
    reset: update.reset,
    save: (draft) =>
      update.mutate(toUpdateInput(customer, draft), { onSuccess: tellSaved, onError: tellNotSaved }),
    giveUp() {
      const onSuccess = (): void => {
        tell(tPending('told.withdrawn'));
        onSaved();
      };
      const { workspaceId, id } = customer;
      withdraw.mutate({ workspaceId, customerId: id }, { onSuccess, onError: tellFailure });
    },
  };
}
