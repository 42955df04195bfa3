import { Button, Group, Stack, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { collectionRefusals } from '../../../shared/domain/collecting.ts';
import type { CollectionOffer, DebitInProgress } from '../../../shared/ipc/schemas/payments.ts';
import { useFormat } from '../../format/useFormat.ts';
import { RefusalAlert } from '../../ui/RefusalAlert.tsx';
import { describeClearing } from './paymentWords.ts';

export interface CollectRefusalProps {
  offer?: CollectionOffer;
  /** A reason that came with an error; words of a later version are shown as they are. */
  reason?: string;
  text?: string;
  /** Looks again at Stripe; offered where that can change the answer. */
  onLook?: () => void;
}

/** Why an invoice is not collected, and what is known about that. */
export function CollectRefusal({ offer, reason, text, onLook }: CollectRefusalProps): ReactNode {
  const { t } = useTranslation('payments');
  const known = collectionRefusals.find((each) => each === (offer?.refusal ?? reason));
  return (
    <RefusalAlert>
      <Stack gap={6}>
        <Text>{text ?? (known ? t(`refusal.${known}`) : reason)}</Text>
        {offer?.debit && <DebitText debit={offer.debit} />}
        {onLook && known === 'outcomeUnknown' && (
          <Group>
            <Button variant="default" onClick={onLook}>
              {t('outcome.lookNow')}
            </Button>
          </Group>
        )}
      </Stack>
    </RefusalAlert>
  );
}

function DebitText({ debit }: { debit: DebitInProgress }): ReactNode {
  const { t } = useTranslation('payments');
  const format = useFormat();
  const { methodLabel, since, clearing } = debit;
  const words = { method: methodLabel ?? '–', since: since === null ? '' : format.moment(since) };
  return (
    <Text>
      {since === null ? t('clearing.inProgressUnknown') : t('clearing.inProgress', words)}{' '}
      {describeClearing(clearing, t, format)}
    </Text>
  );
}
