import { Button, Group, Modal, Stack, Text } from '@mantine/core';
import { useEffect, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { CreditSplit } from '../../../shared/domain/creditNotes.ts';
import type { InputOf } from '../../../shared/ipc/contract.ts';
import type { CreditPreview, CreditResult } from '../../../shared/ipc/schemas/invoiceActions.ts';
import { useIpcCommand } from '../../api/useIpcCommand.ts';
import { CallError } from '../../app/CallError.tsx';
import { useFormat } from '../../format/useFormat.ts';
import { CreditForm } from './CreditForm.tsx';
import { CreditReview } from './CreditReview.tsx';
import { Reading, RefusalNotice } from './dialogParts.tsx';

/** What a person wants to credit; `lines` null is everything that is left. */
export type CreditDraft = Pick<
  InputOf<'invoices.createCreditNote'>,
  'lines' | 'reason' | 'memo' | 'sendEmail'
>;

const everything: CreditDraft = { lines: null, reason: null, memo: null, sendEmail: true };

interface InvoiceRef {
  workspaceId: string;
  invoiceId: string;
}

/** Credits an invoice: what and why, what Stripe would make of it, and then the note. */
export function CreditDialog({ onClose, ...ref }: InvoiceRef & { onClose: () => void }): ReactNode {
  const { t } = useTranslation('invoiceActions');
  const [draft, setDraft] = useState(everything);
  const credit = useCredit(ref, draft);
  const { offer, note, create } = credit;
  return (
    <Modal
      opened
      onClose={onClose}
      title={t('title.credit')}
      size={640}
      closeOnClickOutside={false}
      closeOnEscape={!create.isPending}
    >
      {create.data ? (
        <ResultStep result={create.data} onClose={onClose} />
      ) : offer && note ? (
        <CreditReview
          offer={offer}
          note={note}
          draft={draft}
          isSending={create.isPending}
          error={create.error}
          onCreate={credit.send}
          onBack={credit.startAgain}
        />
      ) : offer && offer.refusal === null ? (
        <CreditForm
          offer={offer}
          draft={draft}
          onChange={setDraft}
          onReview={credit.review}
          onClose={onClose}
        />
      ) : (
        <UnofferedStep
          offer={offer}
          failure={credit.error && <CallError error={credit.error} onRetry={credit.startAgain} />}
          onClose={onClose}
        />
      )}
    </Modal>
  );
}

/** Every step begins with a live read: the form, what Stripe would make of it, and the note itself. */
function useCredit({ workspaceId, invoiceId }: InvoiceRef, draft: CreditDraft) {
  const [isReviewing, setReviewing] = useState(false);
  const preview = useIpcCommand('invoices.previewCreditNote');
  const create = useIpcCommand('invoices.createCreditNote');
  const { mutate: readPreview } = preview;
  const ref = { workspaceId, invoiceId };
  useEffect(
    () => readPreview({ workspaceId, invoiceId, lines: null, split: null }),
    [readPreview, workspaceId, invoiceId],
  );
  const offer = preview.data;
  const note = isReviewing ? (offer?.note ?? null) : null;
  return {
    offer,
    note,
    error: preview.error,
    create,
    review: () =>
      readPreview(
        { ...ref, lines: draft.lines, split: null },
        { onSuccess: (found) => setReviewing(found.note !== null) },
      ),
    startAgain: () => {
      create.reset();
      setReviewing(false);
      readPreview({ ...ref, lines: draft.lines, split: null });
    },
    send: (split: CreditSplit) =>
      note &&
      create.mutate({
        ...ref,
        ...draft,
        split,
        confirmed: { total: note.total, prePayment: note.prePayment },
      }),
  };
}

interface UnofferedStepProps {
  offer: CreditPreview | undefined;
  failure: ReactNode;
  onClose: () => void;
}

function UnofferedStep({ offer, failure, onClose }: UnofferedStepProps): ReactNode {
  const { t } = useTranslation('invoiceActions');
  return (
    <Stack>
      {failure ?? (offer?.refusal ? <RefusalNotice reason={offer.refusal} /> : <Reading />)}
      <Group justify="flex-end">
        <Button variant="default" onClick={onClose}>
          {t('close')}
        </Button>
      </Group>
    </Stack>
  );
}

function ResultStep({ result, onClose }: { result: CreditResult; onClose: () => void }): ReactNode {
  const { t } = useTranslation('invoiceActions');
  const { t: tApp } = useTranslation();
  const format = useFormat();
  const { creditNoteNumber, total, amountRemaining, currency, invoiceStatus } = result;
  return (
    <Stack>
      <Text role="status">
        {t('done.credit', { number: creditNoteNumber, amount: format.money({ amount: total, currency }) })}
      </Text>
      <Text>
        {t('done.creditInvoice', {
          status: tApp(`invoiceStatus.${invoiceStatus}`),
          amount: format.money({ amount: amountRemaining, currency }),
        })}
      </Text>
      <Group justify="flex-end">
        <Button autoFocus onClick={onClose}>
          {t('close')}
        </Button>
      </Group>
    </Stack>
  );
}
