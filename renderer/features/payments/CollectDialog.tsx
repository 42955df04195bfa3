import { Button, Group, Loader, Modal, Stack, Text } from '@mantine/core';
import { useEffect, useRef, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { CollectionOffer, CollectionResult } from '../../../shared/ipc/schemas/payments.ts';
import type { IpcError } from '../../api/kantoorApi.ts';
import { useIpcCommand } from '../../api/useIpcCommand.ts';
import { CallError } from '../../app/CallError.tsx';
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
  const prepare = useIpcCommand('payments.prepare');
  const collect = useIpcCommand('payments.collect');
  const { mutate: readOffer } = prepare;
  useEffect(() => readOffer({ workspaceId, invoiceId }), [readOffer, workspaceId, invoiceId]);
  const startAgain = (): void => {
    collect.reset();
    readOffer({ workspaceId, invoiceId });
  };
  return (
    <Modal opened onClose={onClose} title={t('collect.title')} size={560} closeOnClickOutside={false}>
      {collect.data ? (
        <ResultStep result={collect.data} onAgain={startAgain} onClose={onClose} />
      ) : prepare.data && !prepare.isPending ? (
        <OfferStep
          offer={prepare.data}
          isSending={collect.isPending}
          error={collect.error}
          onCollect={(paymentMethodId) => {
            const { amount, currency } = prepare.data;
            collect.mutate({ workspaceId, invoiceId, paymentMethodId, amount, currency });
          }}
          onAgain={startAgain}
          onClose={onClose}
        />
      ) : (
        <Stack>
          {prepare.error ? <CallError error={prepare.error} onRetry={startAgain} /> : <Reading />}
          <Buttons>
            <Button variant="default" onClick={onClose}>
              {t('collect.cancel')}
            </Button>
          </Buttons>
        </Stack>
      )}
    </Modal>
  );
}

function Reading(): ReactNode {
  const { t } = useTranslation('payments');
  return (
    <Group gap="sm" role="status" mih={180} align="center" justify="center">
      <Loader size="sm" />
      <Text c="dimmed">{t('collect.reading')}</Text>
    </Group>
  );
}

function Buttons({ children }: { children: ReactNode }): ReactNode {
  return <Group justify="flex-end">{children}</Group>;
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
      <Buttons>
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
      </Buttons>
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
  const closeButton = useRef<HTMLButtonElement>(null);
  // The button that had the focus went with the step before.
  useEffect(() => closeButton.current?.focus(), []);
  const mayTryAgain = state === 'declined' || (state === 'refused' && result.invoiceStatus === 'open');
  return (
    <Stack>
      <CollectOutcome result={result} />
      <Buttons>
        {mayTryAgain && (
          <Button variant="default" onClick={onAgain}>
            {t('collect.again')}
          </Button>
        )}
        <Button ref={closeButton} onClick={onClose}>
          {t('collect.close')}
        </Button>
      </Buttons>
    </Stack>
  );
}
