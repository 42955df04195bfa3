import { Button, Group, Stack, Text } from '@mantine/core';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { CollectionOffer, CollectionResult } from '../../../shared/ipc/schemas/payments.ts';
import type { IpcError } from '../../api/kantoorApi.ts';
import { useIpcCommand } from '../../api/useIpcCommand.ts';
import { useLiveRead } from '../../api/useLiveRead.ts';
import { CallError } from '../../app/CallError.tsx';
import { LiveDialog } from '../../app/LiveDialog.tsx';
import { useFormat } from '../../format/useFormat.ts';
import { CollectOffer } from './CollectOffer.tsx';
import { CollectOutcome } from './CollectOutcome.tsx';
import { CollectRefusal } from './CollectRefusal.tsx';

export interface CollectDialogProps {
  workspaceId: string;
  invoiceId: string;
  onClose: () => void;
}

/** Collects one invoice: how things stand live, with what, and then what came of it. */
export function CollectDialog({ workspaceId, invoiceId, onClose }: CollectDialogProps): ReactNode {
  const { t } = useTranslation('payments');
  const collect = useIpcCommand('payments.collect');
  const offer = useLiveRead('payments.prepare', { workspaceId, invoiceId });
  const startAgain = (): void => {
    collect.reset();
    offer.read();
  };
  return (
    <LiveDialog title={t('collect.title')} live={offer} isSending={collect.isPending} onClose={onClose}>
      {(found) =>
        collect.data ? (
          <ResultStep result={collect.data} onAgain={startAgain} onClose={onClose} />
        ) : (
          <OfferStep
            offer={found}
            isSending={collect.isPending}
            error={collect.error}
            onCollect={(paymentMethodId) => {
              const { amount, currency } = found;
              collect.mutate({ workspaceId, invoiceId, paymentMethodId, amount, currency });
            }}
            onAgain={startAgain}
            onClose={onClose}
          />
        )
      }
    </LiveDialog>
  );
}

interface OfferStepProps {
  offer: CollectionOffer;
  isSending: boolean;
  error: IpcError | null;
  onCollect: (paymentMethodId: string) => void;
  onAgain: () => void;
  onClose: () => void;
}

function OfferStep({ offer, isSending, error, onCollect, onAgain, onClose }: OfferStepProps): ReactNode {
  const { t } = useTranslation('payments');
  const format = useFormat();
  const [chosen, choose] = useState(offer.suggestedMethodId);
  const isPossible = offer.refusal === null && error === null;
  return (
    <Stack>
      <CollectOffer offer={offer} chosen={chosen} onChoose={choose} isLocked={isSending || !isPossible} />
      {offer.refusal !== null && <CollectRefusal offer={offer} onLook={onAgain} />}
      {error && <CollectFailure error={error} />}
      {isSending && (
        <Text c="dimmed" role="status">
          {t('collect.sending')}
        </Text>
      )}
      <Group justify="flex-end">
        <Button variant="default" onClick={onClose}>
          {t(isPossible && !isSending ? 'collect.cancel' : 'collect.close')}
        </Button>
        {error && <Button onClick={onAgain}>{t('collect.again')}</Button>}
        {isPossible && (
          <Button
            loading={isSending}
            disabled={chosen === null}
            onClick={() => chosen !== null && onCollect(chosen)}
          >
            {t('collect.confirm', { amount: format.money(offer) })}
          </Button>
        )}
      </Group>
    </Stack>
  );
}

/** A refusal has a reason of its own; everything else is trouble as everywhere. */
function CollectFailure({ error }: { error: IpcError }): ReactNode {
  const { t } = useTranslation('payments');
  const format = useFormat();
  const { reason, confirmed, live, currency } = error.details;
  if (error.code !== 'collection_refused') return <CallError error={error} />;
  if (reason === 'amountChanged' && typeof confirmed === 'number' && typeof live === 'number') {
    const money = (amount: number): string => format.money({ amount, currency: String(currency) });
    return <CollectRefusal text={t('collect.changed', { confirmed: money(confirmed), live: money(live) })} />;
  }
  return <CollectRefusal reason={String(reason)} />;
}

interface ResultStepProps {
  result: CollectionResult;
  onAgain: () => void;
  onClose: () => void;
}

function ResultStep({ result, onAgain, onClose }: ResultStepProps): ReactNode {
  const { t } = useTranslation('payments');
  const { state } = result.attempt;
  const mayTryAgain = state === 'declined' || (state === 'refused' && result.invoiceStatus === 'open');
  return (
    <Stack>
      <CollectOutcome result={result} />
      <Group justify="flex-end">
        {mayTryAgain && (
          <Button variant="default" onClick={onAgain}>
            {t('collect.again')}
          </Button>
        )}
        <Button data-autofocus onClick={onClose}>
          {t('collect.close')}
        </Button>
      </Group>
    </Stack>
  );
}
