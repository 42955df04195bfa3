import { Alert, Button, Group, List, Stack, Text } from '@mantine/core';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { findSplitProblem, type CreditSplit } from '../../../shared/domain/creditNotes.ts';
import type { CreditPreview } from '../../../shared/ipc/schemas/invoiceActions.ts';
import type { IpcError } from '../../api/kantoorApi.ts';
import { useFormat } from '../../format/useFormat.ts';
import { Fact } from '../../ui/Facts.tsx';
import type { CreditDraft } from './CreditDialog.tsx';
import { ActionFailure, InvoiceFacts } from './dialogParts.tsx';
import { MinorInput } from './MinorInput.tsx';

type Note = NonNullable<CreditPreview['note']>;

export interface CreditReviewProps {
  offer: CreditPreview;
  note: Note;
  draft: CreditDraft;
  isSending: boolean;
  error: IpcError | null;
  onCreate: (split: CreditSplit) => void;
  onBack: () => void;
}

/** The note as Stripe would make it, what it brings about, and which way the money goes. */
export function CreditReview({
  offer,
  note,
  draft,
  isSending,
  error,
  onCreate,
  onBack,
}: CreditReviewProps): ReactNode {
  const { t } = useTranslation('invoiceActions');
  const format = useFormat();
  const [split, setSplit] = useState(note.split);
  const money = (amount: number): string => format.money({ amount, currency: offer.currency });
  const problem = findSplitProblem(split, { toDistribute: note.postPayment, refundable: offer.refundable });
  // Where the money goes is said by the amounts themselves.
  const effects = note.effects.filter(
    (effect) => effect !== 'refunded' && effect !== 'toBalance' && effect !== 'outOfBand',
  );
  return (
    <Stack>
      <InvoiceFacts invoice={offer}>
        <Fact name={t('credit.subtotal')}>{money(note.subtotal)}</Fact>
        <Fact name={t('credit.tax')}>{money(note.tax)}</Fact>
        <Fact name={t('credit.total')}>
          <strong className="tabular">{money(note.total)}</strong>
        </Fact>
        {draft.reason !== null && <Fact name={t('credit.reason')}>{t(`reason.${draft.reason}`)}</Fact>}
      </InvoiceFacts>
      {note.postPayment > 0 && (
        <SplitInputs offer={offer} note={note} split={split} onChange={setSplit} problem={problem} />
      )}
      {effects.length > 0 && (
        <div>
          <Text fw={600}>{t('whatHappens')}</Text>
          <List spacing={4} mt={4}>
            {effects.map((effect) => (
              <List.Item key={effect}>
                {t(`effect.${effect}`, { amount: money(note.prePayment), tax: money(note.tax) })}
              </List.Item>
            ))}
          </List>
        </div>
      )}
      {error && <ActionFailure error={error} />}
      <Group justify="flex-end">
        <Button variant="default" disabled={isSending} onClick={onBack}>
          {t('credit.back')}
        </Button>
        {error === null && (
          <Button loading={isSending} disabled={problem !== null} onClick={() => onCreate(split)}>
            {t('credit.confirm', { amount: money(note.total) })}
          </Button>
        )}
      </Group>
    </Stack>
  );
}

interface SplitInputsProps {
  offer: CreditPreview;
  note: Note;
  split: CreditSplit;
  onChange: (split: CreditSplit) => void;
  problem: ReturnType<typeof findSplitProblem>;
}

function SplitInputs({ offer, note, split, onChange, problem }: SplitInputsProps): ReactNode {
  const { t } = useTranslation('invoiceActions');
  const format = useFormat();
  const { currency, refundable } = offer;
  const amount = format.money({ amount: note.postPayment, currency });
  return (
    <Stack gap="xs">
      <Text fw={600}>{t('credit.giveBack', { amount })}</Text>
      <Group align="flex-start">
        {(['refund', 'balance', 'outOfBand'] as const).map((way) => (
          <MinorInput
            key={way}
            label={t(`way.${way}`)}
            value={split[way]}
            max={way === 'refund' ? Math.min(refundable, note.postPayment) : note.postPayment}
            currency={currency}
            onChange={(typed) => onChange({ ...split, [way]: typed })}
          />
        ))}
      </Group>
      {problem !== null && (
        <Alert color="yellow" variant="light" role="alert">
          {t(`problem.${problem}`)}
        </Alert>
      )}
    </Stack>
  );
}
