import { Button, Drawer, Group, Stack } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { FieldConflict } from '../../../shared/domain/customerChanges.ts';
import type { OutputOf } from '../../../shared/ipc/contract.ts';
import type { CustomerDetail } from '../../../shared/ipc/schemas/customers.ts';
import { useIpcCommand } from '../../api/useIpcCommand.ts';
import { CallError } from '../../app/CallError.tsx';
import { createDraft, isUnchanged, problemsOf, resolveConflicts, toUpdateInput } from './billingDraft.ts';
import { BillingForm } from './BillingForm.tsx';
import { BillingReview } from './BillingReview.tsx';
import { ConflictStep } from './ConflictStep.tsx';
import { nameOf } from './customerColumns.ts';
import { useAffectsText } from './useAffectsText.ts';

export interface BillingEditorProps {
  customer: CustomerDetail;
  onClose: () => void;
}

/** Edits billing information in steps: the form, what it will change, and only then Stripe. */
export function BillingEditor({ customer, onClose }: BillingEditorProps): ReactNode {
  const { t } = useTranslation('customers');
  return (
    <Drawer
      opened
      onClose={onClose}
      position="right"
      size={600}
      title={t('edit.title', { name: nameOf(customer, t) })}
      closeOnClickOutside={false}
    >
      <EditorSteps customer={customer} onClose={onClose} />
    </Drawer>
  );
}

function EditorSteps({ customer, onClose }: BillingEditorProps): ReactNode {
  const { t } = useTranslation('customers');
  const [draft, setDraft] = useState(() => createDraft(customer));
  const [showsProblems, setShowsProblems] = useState(false);
  const [review, setReview] = useState<OutputOf<'customers.previewUpdate'> | null>(null);
  const [conflicts, setConflicts] = useState<readonly FieldConflict[]>([]);
  const preview = useIpcCommand('customers.previewUpdate');
  const update = useIpcCommand('customers.update');
  const affectsText = useAffectsText();
  const problems = problemsOf(draft, customer);
  const input = toUpdateInput(customer, draft);

  function compare(next = input): void {
    update.reset();
    preview.mutate(next, {
      onSuccess: (answer) => {
        setConflicts(answer.conflicts);
        setReview(answer);
      },
    });
  }

  function save(): void {
    update.mutate(input, {
      onSuccess: ({ affects }) => {
        notifications.show({ title: t('edit.saved'), message: affectsText(affects).join(' ') });
        onClose();
      },
      onError: (error) => error.code === 'conflict' && setConflicts(error.fields),
    });
  }

  if (conflicts.length > 0)
    return (
      <ConflictStep
        conflicts={conflicts}
        onBack={onClose}
        onDecide={(choices) => {
          const resolved = resolveConflicts(draft, conflicts, choices);
          setDraft(resolved);
          setConflicts([]);
          setReview(null);
          if (!isUnchanged(resolved)) compare(toUpdateInput(customer, resolved));
        }}
      />
    );
  if (review)
    return (
      <BillingReview
        customer={customer}
        review={review}
        error={update.error}
        isSaving={update.isPending}
        onBack={() => setReview(null)}
        onSave={save}
      />
    );
  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        setShowsProblems(true);
        if (problems.length === 0) compare();
      }}
    >
      <Stack>
        <BillingForm
          customer={customer}
          draft={draft}
          onChange={setDraft}
          problems={showsProblems ? problems : []}
        />
        {preview.error && <CallError error={preview.error} />}
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            {t('edit.cancel')}
          </Button>
          <Button type="submit" disabled={isUnchanged(draft)} loading={preview.isPending}>
            {t('edit.next')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
