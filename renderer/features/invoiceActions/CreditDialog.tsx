import { Stack, Text } from '@mantine/core';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { CreditSplit } from '../../../shared/domain/creditNotes.ts';
import type { InputOf } from '../../../shared/ipc/contract.ts';
import type { CreditResult } from '../../../shared/ipc/schemas/invoiceActions.ts';
import { useIpcCommand } from '../../api/useIpcCommand.ts';
import { useLiveRead } from '../../api/useLiveRead.ts';
import { LiveDialog } from '../../app/LiveDialog.tsx';
import { useFormat } from '../../format/useFormat.ts';
import { CloseRow } from '../../ui/CloseRow.tsx';
import { CreditForm } from './CreditForm.tsx';
import { CreditReview } from './CreditReview.tsx';
import { RefusalNotice } from './dialogParts.tsx';

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
  const { live, note, create, review, startAgain, send } = useCredit(ref, draft);
  return (
    <LiveDialog
      title={t('title.credit')}
      size={640}
      live={live}
      isSending={create.isPending}
      onClose={onClose}
    >
      {(offer) =>
        create.data ? (
          <ResultStep result={create.data} onClose={onClose} />
        ) : offer.refusal !== null ? (
          <RefusedStep refusal={offer.refusal} onClose={onClose} />
        ) : note ? (
          <CreditReview
            offer={offer}
            note={note}
            draft={draft}
            isSending={create.isPending}
            error={create.error}
            onCreate={send}
            onBack={startAgain}
          />
        ) : (
          <CreditForm offer={offer} draft={draft} onChange={setDraft} onReview={review} onClose={onClose} />
        )
      }
    </LiveDialog>
  );
}

/** Every step begins with a live read: the form, what Stripe would make of it, and the note itself. */
function useCredit(ref: InvoiceRef, draft: CreditDraft) {
  const [isReviewing, setReviewing] = useState(false);
  const [lines, setLines] = useState(draft.lines);
  const create = useIpcCommand('invoices.createCreditNote');
  const preview = useLiveRead('invoices.previewCreditNote', { ...ref, lines, split: null });
  const look = (reviewing: boolean): void => {
    create.reset();
    setReviewing(reviewing);
    setLines(draft.lines);
    preview.read();
  };
  const startAgain = (): void => look(false);
  const note = isReviewing ? (preview.data?.note ?? null) : null;
  return {
    live: { ...preview, read: startAgain },
    note,
    create,
    review: () => look(true),
    startAgain,
    send: (split: CreditSplit) =>
      note &&
      create.mutate({
        ...ref,
        ...draft,
        split,
        confirmed: { total: note.total, prePayment: note.prePayment, effects: note.effects },
      }),
  };
}

interface RefusedStepProps {
  refusal: string;
  onClose: () => void;
}

function RefusedStep({ refusal, onClose }: RefusedStepProps): ReactNode {
  return (
    <Stack>
      <RefusalNotice reason={refusal} />
      <CloseRow onClose={onClose} />
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
      <CloseRow onClose={onClose} />
    </Stack>
  );
}
