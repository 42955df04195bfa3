import { Alert, Button, Group, Radio, Stack, Text } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { RemovalOffer } from '../../../shared/ipc/schemas/paymentMethods.ts';
import type { IpcError } from '../../api/kantoorApi.ts';
import { useIpcCommand } from '../../api/useIpcCommand.ts';
import { useLiveRead } from '../../api/useLiveRead.ts';
import { LiveDialog } from '../../app/LiveDialog.tsx';
import { useCallNotice } from '../../app/useCallNotice.ts';
import { CloseRow } from '../../ui/CloseRow.tsx';
import { RefusalAlert } from '../../ui/RefusalAlert.tsx';
import { MethodFacts } from './MethodFacts.tsx';
import { MethodFailure } from './MethodFailure.tsx';
import { describeNames } from './methodWords.ts';

export interface MethodRef {
  workspaceId: string;
  customerId: string;
  methodId: string;
}

/** Removes a method for good, after showing what is moved to which other one first. */
export function RemoveDialog({
  methodRef,
  onClose,
}: {
  methodRef: MethodRef;
  onClose: () => void;
}): ReactNode {
  const { t } = useTranslation('paymentMethods');
  const remove = useIpcCommand('paymentMethods.remove');
  const { tell } = useCallNotice();
  const offer = useLiveRead('paymentMethods.prepareRemoval', methodRef);
  return (
    <LiveDialog title={t('remove.title')} live={offer} isSending={remove.isPending} onClose={onClose}>
      {(found) =>
        remove.data?.state === 'removedLast' ? (
          <LastGoneStep offer={found} onClose={onClose} />
        ) : (
          <RemovalStep
            offer={found}
            isSending={remove.isPending}
            error={remove.error}
            onRemove={(replacementId) =>
              remove.mutate(
                { ...methodRef, replacementId },
                {
                  onSuccess: ({ state }) => {
                    if (state === 'removedLast') return;
                    tell(t(`remove.${state}`));
                    onClose();
                  },
                },
              )
            }
            onClose={onClose}
          />
        )
      }
    </LiveDialog>
  );
}

/** What nobody wanted: two people removed a method each, and none is left. */
function LastGoneStep({ offer, onClose }: { offer: RemovalOffer; onClose: () => void }): ReactNode {
  const { t } = useTranslation('paymentMethods');
  return (
    <Stack>
      <MethodFacts offer={offer} />
      <RefusalAlert>{t('remove.removedLast')}</RefusalAlert>
      <CloseRow onClose={onClose} />
    </Stack>
  );
}

interface RemovalStepProps {
  offer: RemovalOffer;
  isSending: boolean;
  error: IpcError | null;
  onRemove: (replacementId: string) => void;
  onClose: () => void;
}

function RemovalStep({ offer, isSending, error, onRemove, onClose }: RemovalStepProps): ReactNode {
  const { t } = useTranslation('paymentMethods');
  const { refusal, replacements } = offer;
  const [chosen, choose] = useState(replacements[0]?.id ?? null);
  const isPossible = refusal === null && error === null;
  return (
    <Stack>
      <MethodFacts offer={offer} />
      {refusal === null && (
        <Moves offer={offer} chosen={chosen} onChoose={choose} isLocked={isSending || !isPossible} />
      )}
      {error && <MethodFailure error={error} />}
      <Group justify="flex-end">
        <Button variant="default" onClick={onClose} disabled={isSending}>
          {t(isPossible ? 'cancel' : 'close')}
        </Button>
        {isPossible && (
          <Button
            color="red"
            loading={isSending}
            disabled={chosen === null}
            onClick={() => chosen !== null && onRemove(chosen)}
          >
            {t('remove.confirm')}
          </Button>
        )}
      </Group>
    </Stack>
  );
}

interface MovesProps {
  offer: RemovalOffer;
  chosen: string | null;
  onChoose: (id: string) => void;
  isLocked: boolean;
}

/** What takes the method's place, and for what; nothing to choose where nothing names it. */
function Moves({ offer, chosen, onChoose, isLocked }: MovesProps): ReactNode {
  const { t } = useTranslation('paymentMethods');
  const { method, moved, replacements } = offer;
  const movedWords = [
    ...(method?.isDefault ? [t('named.customer')] : []),
    ...(moved.length > 0 ? [describeNames(moved, t)] : []),
  ].join(', ');
  return (
    <>
      {movedWords === '' ? (
        <Text>{t('remove.remaining', { methods: replacements.map(({ label }) => label).join(', ') })}</Text>
      ) : (
        <Radio.Group
          label={t('remove.replacement')}
          description={t('remove.moved', { names: movedWords })}
          value={chosen}
          onChange={onChoose}
        >
          <Stack gap={8} mt={6}>
            {replacements.map(({ id, label }) => (
              <Radio key={id} value={id} label={label} disabled={isLocked} />
            ))}
          </Stack>
        </Radio.Group>
      )}
      <Alert color="orange" variant="light" icon={<IconAlertTriangle size={18} />}>
        {t('remove.forGood')}
      </Alert>
    </>
  );
}
