import { Button, Group, Loader, Modal, Stack, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { IpcError } from '../../api/kantoorApi.ts';
import { CallError } from '../../app/CallError.tsx';

export interface MethodDialogProps {
  title: string;
  /** Null while Stripe is asked. */
  children: ReactNode | null;
  error: IpcError | null;
  onRetry: () => void;
  onClose: () => void;
}

/** A dialog that shows how things stand at Stripe before it asks anything. */
export function MethodDialog({ title, children, error, onRetry, onClose }: MethodDialogProps): ReactNode {
  const { t } = useTranslation('paymentMethods');
  return (
    <Modal opened onClose={onClose} title={title} size={600} closeOnClickOutside={false}>
      {children ?? (
        <Stack>
          {error ? (
            <CallError error={error} onRetry={onRetry} />
          ) : (
            <Group gap="sm" role="status" mih={160} justify="center">
              <Loader size="sm" />
              <Text c="dimmed">{t('reading')}</Text>
            </Group>
          )}
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              {t('cancel')}
            </Button>
          </Group>
        </Stack>
      )}
    </Modal>
  );
}

/** What went wrong with a change; the reasons of our own rules have sentences of their own. */
export function MethodFailure({ error }: { error: IpcError }): ReactNode {
  const { t } = useTranslation('paymentMethods');
  const reason = knownReasons.find((known) => known === error.details['reason']);
  if (error.code !== 'method_refused' || !reason) return <CallError error={error} />;
  return (
    <Text role="alert" c="red">
      {t(`refusal.${reason}`)}{' '}
      {t(error.details['isHalfway'] === true ? 'refusal.halfway' : 'refusal.nothing')}
    </Text>
  );
}

const knownReasons = [
  'notFound',
  'debitInProgress',
  'onlyUsableMethod',
  'replacementUnusable',
  'replacementCurrency',
  'managedSubscription',
  'scheduledPhase',
  'unusable',
  'currency',
  'alreadyDefault',
] as const;
