import { Alert, Button, Group, Radio, Stack, Text } from '@mantine/core';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { shadowChoices, type ShadowChoice } from '../../../shared/domain/methodChanges.ts';
import type { DefaultOffer, ShadowDetail } from '../../../shared/ipc/schemas/paymentMethods.ts';
import type { IpcError } from '../../api/kantoorApi.ts';
import { useIpcCommand } from '../../api/useIpcCommand.ts';
import { useLiveRead } from '../../api/useLiveRead.ts';
import { LiveDialog } from '../../app/LiveDialog.tsx';
import { CloseRow } from '../../ui/CloseRow.tsx';
import { MethodFacts } from './MethodFacts.tsx';
import { MethodFailure } from './MethodFailure.tsx';
import { describeNames } from './methodWords.ts';
import type { MethodRef } from './RemoveDialog.tsx';

export interface DefaultDialogProps {
  methodRef: MethodRef;
  /** Offers to collect what is open; nothing where nothing is. */
  collect: ReactNode;
  onClose: () => void;
}

/** Makes a method the default, after asking about what names another one. */
export function DefaultDialog({ methodRef, collect, onClose }: DefaultDialogProps): ReactNode {
  const { t } = useTranslation('paymentMethods');
  const setDefault = useIpcCommand('paymentMethods.setDefault');
  const offer = useLiveRead('paymentMethods.prepareDefault', methodRef);
  return (
    <LiveDialog title={t('default.title')} live={offer} isSending={setDefault.isPending} onClose={onClose}>
      {(found) =>
        setDefault.data ? (
          <DoneStep
            method={found.method?.label ?? found.methodId}
            others={setDefault.data.shadows}
            collect={collect}
            onClose={onClose}
          />
        ) : (
          <ChoiceStep
            offer={found}
            isSending={setDefault.isPending}
            error={setDefault.error}
            onConfirm={(shadows) => setDefault.mutate({ ...methodRef, shadows })}
            onClose={onClose}
          />
        )
      }
    </LiveDialog>
  );
}

interface ChoiceStepProps {
  offer: DefaultOffer;
  isSending: boolean;
  error: IpcError | null;
  onConfirm: (shadows: ShadowChoice) => void;
  onClose: () => void;
}

function ChoiceStep({ offer, isSending, error, onConfirm, onClose }: ChoiceStepProps): ReactNode {
  const { t } = useTranslation('paymentMethods');
  const { methodId, refusal, current } = offer;
  const [choice, choose] = useState<ShadowChoice>('repoint');
  const changeable = offer.shadows.filter((shadow) => shadow.changeable);
  const isPossible = refusal === null && error === null;
  return (
    <Stack>
      <MethodFacts offer={offer} />
      {refusal === null && (
        <>
          {current && current.id !== methodId && (
            <Text>{t('default.instead', { method: current.label })}</Text>
          )}
          {changeable.length > 0 && (
            <ShadowRadios
              shadows={changeable}
              choice={choice}
              onChoose={choose}
              isLocked={isSending || !isPossible}
            />
          )}
          <Fixed shadows={offer.shadows.filter((shadow) => !shadow.changeable)} />
          <Text c="dimmed">{t('default.paysNothing')}</Text>
        </>
      )}
      {error && <MethodFailure error={error} />}
      <Group justify="flex-end">
        <Button variant="default" onClick={onClose} disabled={isSending}>
          {t(isPossible ? 'cancel' : 'close')}
        </Button>
        {isPossible && (
          <Button loading={isSending} onClick={() => onConfirm(changeable.length > 0 ? choice : 'leave')}>
            {t('default.confirm')}
          </Button>
        )}
      </Group>
    </Stack>
  );
}

interface ShadowRadiosProps {
  shadows: readonly ShadowDetail[];
  choice: ShadowChoice;
  onChoose: (choice: ShadowChoice) => void;
  isLocked: boolean;
}

/** Subscriptions and invoices that name a method of their own do not follow the customer's default. */
function ShadowRadios({ shadows, choice, onChoose, isLocked }: ShadowRadiosProps): ReactNode {
  const { t } = useTranslation('paymentMethods');
  const lines = shadows.map((shadow) => (
    <li key={`${shadow.kind} ${shadow.id}`}>
      {t('default.names', { name: describeNames([shadow], t), method: shadow.methodLabel ?? '–' })}
    </li>
  ));
  return (
    <Radio.Group
      label={t('default.shadows')}
      value={choice}
      onChange={(value) => onChoose(shadowChoices.find((known) => known === value) ?? choice)}
    >
      <Text component="ul" my={4} ps={18}>
        {lines}
      </Text>
      <Stack gap={8} mt={6}>
        {shadowChoices.map((value) => (
          <Radio key={value} value={value} label={t(`default.choice.${value}`)} disabled={isLocked} />
        ))}
      </Stack>
    </Radio.Group>
  );
}

function Fixed({ shadows }: { shadows: readonly ShadowDetail[] }): ReactNode {
  const { t } = useTranslation('paymentMethods');
  if (shadows.length === 0) return null;
  return (
    <Alert color="yellow" variant="light">
      {t('default.fixed', { names: describeNames(shadows, t) })}
    </Alert>
  );
}

interface DoneStepProps {
  method: string;
  others: readonly ShadowDetail[];
  collect: ReactNode;
  onClose: () => void;
}

function DoneStep({ method, others, collect, onClose }: DoneStepProps): ReactNode {
  const { t } = useTranslation('paymentMethods');
  return (
    <Stack>
      <Text role="status">{t('default.done', { method })}</Text>
      {others.length > 0 && <Text>{t('default.left', { names: describeNames(others, t) })}</Text>}
      {collect !== null && (
        <Group gap="xs">
          <Text>{t('default.stillOpen')}</Text>
          {collect}
        </Group>
      )}
      <CloseRow onClose={onClose} />
    </Stack>
  );
}
