import { Button, Group, List, Stack, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type {
  InvoiceActionOffer,
  InvoiceActionResult,
  PlainInvoiceAction,
} from '../../../shared/ipc/schemas/invoiceActions.ts';
import type { IpcError } from '../../api/kantoorApi.ts';
import { useIpcCommand } from '../../api/useIpcCommand.ts';
import { useLiveRead } from '../../api/useLiveRead.ts';
import { LiveDialog } from '../../app/LiveDialog.tsx';
import { useFormat } from '../../format/useFormat.ts';
import { CloseRow } from '../../ui/CloseRow.tsx';
import { Fact } from '../../ui/Facts.tsx';
import { ActionFailure, InvoiceFacts, RefusalNotice } from './dialogParts.tsx';

export interface ActionDialogProps {
  action: PlainInvoiceAction;
  workspaceId: string;
  invoiceId: string;
  onClose: () => void;
}

/** Does one thing with an invoice: how it stands live and what it brings about, and then what came of it. */
export function ActionDialog({ action, workspaceId, invoiceId, onClose }: ActionDialogProps): ReactNode {
  const { t } = useTranslation('invoiceActions');
  const act = useIpcCommand('invoices.act');
  const offer = useLiveRead('invoices.prepareAction', { workspaceId, invoiceId, action });
  const startAgain = (): void => {
    act.reset();
    offer.read();
  };
  const confirm = ({ total, amountRemaining, consequences }: InvoiceActionOffer): void =>
    act.mutate({ workspaceId, invoiceId, action, confirmed: { total, amountRemaining, consequences } });
  return (
    <LiveDialog title={t(`title.${action}`)} live={offer} isSending={act.isPending} onClose={onClose}>
      {(found) =>
        act.data ? (
          <ResultStep result={act.data} onClose={onClose} />
        ) : (
          <OfferStep
            offer={found}
            isSending={act.isPending}
            error={act.error}
            onConfirm={() => confirm(found)}
            onAgain={startAgain}
            onClose={onClose}
          />
        )
      }
    </LiveDialog>
  );
}

interface OfferStepProps {
  offer: InvoiceActionOffer;
  isSending: boolean;
  error: IpcError | null;
  onConfirm: () => void;
  onAgain: () => void;
  onClose: () => void;
}

function OfferStep({ offer, isSending, error, onConfirm, onAgain, onClose }: OfferStepProps): ReactNode {
  const { t } = useTranslation('invoiceActions');
  const { action, refusal, consequences } = offer;
  const isPossible = refusal === null && error === null;
  const isFinal = action === 'void' || action === 'markUncollectible';
  return (
    <Stack>
      <OfferFacts offer={offer} />
      {refusal !== null && <RefusalNotice reason={refusal} />}
      {consequences.length > 0 && (
        <div>
          <Text fw={600}>{t('whatHappens')}</Text>
          <List spacing={4} mt={4}>
            {consequences.map((consequence) => (
              <List.Item key={consequence}>{t(`consequence.${consequence}`)}</List.Item>
            ))}
          </List>
        </div>
      )}
      {error && <ActionFailure error={error} />}
      <Group justify="flex-end">
        <Button variant="default" disabled={isSending} onClick={onClose}>
          {t(isPossible ? 'cancel' : 'close')}
        </Button>
        {error && <Button onClick={onAgain}>{t('again')}</Button>}
        {isPossible && (
          <Button loading={isSending} onClick={onConfirm} {...(isFinal ? { color: 'red' } : {})}>
            {t(`confirm.${action}`)}
          </Button>
        )}
      </Group>
    </Stack>
  );
}

function OfferFacts({ offer }: { offer: InvoiceActionOffer }): ReactNode {
  const { t } = useTranslation('invoiceActions');
  const format = useFormat();
  const { action, amountRemaining, total, currency, customerEmail, lastSentAt } = offer;
  return (
    <InvoiceFacts invoice={offer}>
      <Fact name={t('fact.total')}>{format.money({ amount: total, currency })}</Fact>
      {amountRemaining !== total && (
        <Fact name={t('fact.remaining')}>{format.money({ amount: amountRemaining, currency })}</Fact>
      )}
      {action === 'send' && (
        <>
          <Fact name={t('fact.email')}>{customerEmail ?? '–'}</Fact>
          <Fact name={t('fact.lastSent')}>
            {lastSentAt === null ? t('fact.neverSent') : format.moment(lastSentAt)}
          </Fact>
        </>
      )}
    </InvoiceFacts>
  );
}

function ResultStep({ result, onClose }: { result: InvoiceActionResult; onClose: () => void }): ReactNode {
  const { t } = useTranslation('invoiceActions');
  const { t: tApp } = useTranslation();
  const { action, invoiceNumber, invoiceId, invoiceStatus, livemode, service, customerEmail } = result;
  const words = {
    number: invoiceNumber ?? invoiceId,
    status: tApp(`invoiceStatus.${invoiceStatus}`),
    email: customerEmail ?? '',
  };
  const isResumed = service !== null && service.before !== service.after && service.after === 'running';
  return (
    <Stack>
      <Text role="status">
        {action === 'send' && !livemode ? t('done.sendTest', words) : t(`done.${action}`, words)}
      </Text>
      {isResumed && <Text>{t('done.serviceRuns')}</Text>}
      <CloseRow onClose={onClose} />
    </Stack>
  );
}
