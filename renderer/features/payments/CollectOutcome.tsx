import { Alert, Button, Group, Stack, Text } from '@mantine/core';
import { IconAlertTriangle, IconCheck, IconClock, IconQuestionMark } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { AttemptState } from '../../../shared/domain/collecting.ts';
import type { CollectionResult, PaymentAttempt } from '../../../shared/ipc/schemas/payments.ts';
import { useIpcCommand } from '../../api/useIpcCommand.ts';
import { CallError } from '../../app/CallError.tsx';
import { useFormat } from '../../format/useFormat.ts';
import { CopyLinkButton } from './CopyLinkButton.tsx';
import { describeClearing, describeDecline } from './paymentWords.ts';
import { ResumeButton } from './ResumeButton.tsx';

const looks: Record<AttemptState, { color: string; icon: ReactNode }> = {
  paid: { color: 'green', icon: <IconCheck size={18} /> },
  processing: { color: 'blue', icon: <IconClock size={18} /> },
  sending: { color: 'blue', icon: <IconClock size={18} /> },
  unknown: { color: 'orange', icon: <IconQuestionMark size={18} /> },
  authentication_required: { color: 'orange', icon: <IconAlertTriangle size={18} /> },
  declined: { color: 'red', icon: <IconAlertTriangle size={18} /> },
  refused: { color: 'red', icon: <IconAlertTriangle size={18} /> },
  failed: { color: 'red', icon: <IconAlertTriangle size={18} /> },
  notCollected: { color: 'gray', icon: <IconAlertTriangle size={18} /> },
};

/** What came of collecting, what it means for the money and for the service, and what helps. */
export function CollectOutcome({ result }: { result: CollectionResult }): ReactNode {
  const { t } = useTranslation('payments');
  const format = useFormat();
  const settle = useIpcCommand('payments.settle');
  const attempt = settle.data ?? result.attempt;
  const { color, icon } = looks[attempt.state];
  return (
    <Stack>
      <Alert
        color={color}
        variant="light"
        icon={icon}
        title={t(`outcome.${attempt.state}`, { amount: format.money(attempt) })}
        role={attempt.state === 'paid' || attempt.state === 'processing' ? 'status' : 'alert'}
      >
        <Stack gap={6}>
          <AttemptText attempt={attempt} refusal={result.refusal} />
          <Group gap="xs">
            {attempt.state === 'authentication_required' && <CopyLinkButton {...attempt} />}
            {attempt.state === 'unknown' && (
              <Button
                variant="default"
                loading={settle.isPending}
                onClick={() => settle.mutate({ attemptId: attempt.id })}
              >
                {t('outcome.lookNow')}
              </Button>
            )}
          </Group>
          {settle.data?.state === 'unknown' && <Text>{t('outcome.stillUnknown')}</Text>}
        </Stack>
      </Alert>
      {settle.error && <CallError error={settle.error} />}
      <ServiceText result={result} />
    </Stack>
  );
}

function AttemptText(props: { attempt: PaymentAttempt; refusal: CollectionResult['refusal'] }): ReactNode {
  const { attempt, refusal } = props;
  const { t } = useTranslation('payments');
  const format = useFormat();
  const { state } = attempt;
  if (state === 'processing') return <Text>{describeClearing(attempt.clearing, t, format)}</Text>;
  if (state === 'refused' && refusal !== null) return <Text>{t(`refusal.${refusal}`)}</Text>;
  const isDecline = state === 'declined' || state === 'failed';
  const decline = describeDecline(attempt, t);
  return (
    <>
      {isDecline && <Text>{decline.reason}</Text>}
      <Text>{t(`outcome.${state}Text`)}</Text>
      {isDecline && (
        <Text fw={600}>
          {attempt.adviceCode === 'do_not_try_again' ? `${t('outcome.doNotTryAgain')} ` : ''}
          {decline.advice}
        </Text>
      )}
      {decline.code !== null && state !== 'authentication_required' && (
        <Text c="dimmed" size="xs">
          {t('outcome.code', { code: decline.code })}
        </Text>
      )}
    </>
  );
}

/** What the subscription did after the payment, as Stripe told it. */
function ServiceText({ result }: { result: CollectionResult }): ReactNode {
  const { t } = useTranslation('payments');
  const { t: tCustomers } = useTranslation('customers');
  const { attempt, service } = result;
  if (!service || service.before === 'running' || service.before === 'none') return null;
  if (attempt.state === 'processing') return <Text>{t('service.waits')}</Text>;
  if (attempt.state !== 'paid') return null;
  if (service.after === 'running') return <Text fw={600}>{t('service.resumed')}</Text>;
  return (
    <Stack gap={6} align="flex-start">
      <Text>{t('service.still', { state: tCustomers(`service.${service.after}`) })}</Text>
      {service.canResume && (
        <>
          <Text>{t('service.canResume')}</Text>
          <ResumeButton
            workspaceId={attempt.workspaceId}
            subscriptionId={service.subscriptionId}
            customerName={attempt.customerName ?? ''}
          />
        </>
      )}
    </Stack>
  );
}
