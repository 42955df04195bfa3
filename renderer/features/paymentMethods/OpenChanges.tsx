import { Alert, Button, Group, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { OpenChange } from '../../../shared/ipc/schemas/paymentMethods.ts';
import { useIpcCommand } from '../../api/useIpcCommand.ts';
import { useIpcQuery } from '../../api/useIpcQuery.ts';
import { useFormat } from '../../format/useFormat.ts';
import { MethodFailure } from './MethodFailure.tsx';
import { useMethodObstacle } from './useMethodObstacle.ts';

/** Changes of a customer's methods that stopped half-way: a person decides whether they go on. */
export function OpenChanges(props: { workspaceId: string; customerId: string }): ReactNode {
  const { workspaceId, customerId } = props;
  const { data = [] } = useIpcQuery('paymentMethods.listOpenChanges', {
    workspaceIds: [workspaceId],
    customerId,
  });
  return data
    .filter(({ isRunning }) => !isRunning)
    .map((change) => <StoppedChange key={change.id} change={change} />);
}

function StoppedChange({ change }: { change: OpenChange }): ReactNode {
  const { t } = useTranslation('paymentMethods');
  const format = useFormat();
  const resume = useIpcCommand('paymentMethods.resumeChange');
  const leave = useIpcCommand('paymentMethods.leaveChange');
  const obstacle = useMethodObstacle(change.workspaceId);
  const { id: changeId, kind, methodLabel, replacementLabel, begunAt, who, sent } = change;
  const error = resume.error ?? leave.error;
  return (
    <Alert color="orange" variant="light" mb={8} title={t(`halfway.${kind}`, { method: methodLabel })}>
      <Text>{t('halfway.begun', { moment: format.moment(begunAt), who })}</Text>
      <Text>
        {sent.length === 0
          ? t('halfway.nothingSure')
          : t('halfway.sent', { steps: sent.map((step) => describeSent(step, t)).join(', ') })}{' '}
        {kind === 'remove' &&
          t('halfway.notRemoved', { method: methodLabel, other: replacementLabel ?? '–' })}
      </Text>
      {error && <MethodFailure error={error} />}
      {obstacle !== null && <Text c="dimmed">{obstacle}</Text>}
      <Group gap="xs" mt={6}>
        <Button
          size="compact-sm"
          loading={resume.isPending}
          disabled={obstacle !== null}
          onClick={() => resume.mutate({ changeId })}
        >
          {t('halfway.goOn')}
        </Button>
        <Button
          size="compact-sm"
          variant="default"
          loading={leave.isPending}
          onClick={() => leave.mutate({ changeId })}
        >
          {t('halfway.leave')}
        </Button>
      </Group>
    </Alert>
  );
}

type Words = ReturnType<typeof useTranslation<'paymentMethods'>>['t'];

function describeSent({ kind, label }: OpenChange['sent'][number], t: Words): string {
  return kind === 'setDefault' ? t('halfway.step.setDefault') : t('halfway.step.moved', { label });
}
