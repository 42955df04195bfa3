import { Button, Drawer, Group, Stack } from '@mantine/core';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { CustomerDetail } from '../../../shared/ipc/schemas/customers.ts';
import { CallError } from '../../app/CallError.tsx';
import { isUnchanged } from './billingDraft.ts';
import { BillingForm } from './BillingForm.tsx';
import { BillingReview } from './BillingReview.tsx';
import { ConflictStep } from './ConflictStep.tsx';
import { nameOf } from './customerColumns.ts';
import { useBillingEdit } from './useBillingEdit.ts';

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
  const edit = useBillingEdit(customer, onClose);
  const [showsProblems, setShowsProblems] = useState(false);
  const { draft, review, conflicts, problems } = edit;

  if (conflicts.length > 0)
    return (
      <ConflictStep
        conflicts={conflicts}
        isKept={customer.pendingEdit !== null}
        onBack={onClose}
        onDecide={edit.decide}
      />
    );
  if (review)
    return (
      <BillingReview
        customer={customer}
        review={review}
        error={edit.saveError}
        isSaving={edit.isSaving}
        onBack={edit.backToForm}
        onSave={edit.save}
      />
    );
  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        setShowsProblems(true);
        if (problems.length === 0) edit.compare(draft);
      }}
    >
      <Stack>
        <BillingForm
          customer={customer}
          draft={draft}
          onChange={edit.setDraft}
          problems={showsProblems ? problems : []}
        />
        {edit.compareError && <CallError error={edit.compareError} />}
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            {t('edit.cancel')}
          </Button>
          <Button type="submit" disabled={isUnchanged(draft)} loading={edit.isComparing}>
            {t('edit.next')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
