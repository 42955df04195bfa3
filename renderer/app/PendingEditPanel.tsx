import { Alert, Anchor, Button, Group, Stack, Table, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconCloudUpload, IconUserOff, IconUsers, IconAlertTriangle } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { PendingEditRow } from '../../shared/ipc/schemas/pendingEdits.ts';
import { useIpcCommand } from '../api/useIpcCommand.ts';
import { useFormat } from '../format/useFormat.ts';
import { toErrorSentences } from '../i18n/errorSentences.ts';
import { ConfirmDialog } from '../ui/ConfirmDialog.tsx';
import { ChangeTable, nameOfField, wordOfValue } from './ChangeTable.tsx';
import { paths } from './paths.ts';
import { useCallNotice } from './useCallNotice.ts';
import { usePendingSend } from './usePendingSend.ts';
import { useScope } from './useScope.ts';

const looks = {
  waiting: { color: 'blue', icon: IconCloudUpload },
  unknown: { color: 'yellow', icon: IconCloudUpload },
  conflict: { color: 'yellow', icon: IconUsers },
  refused: { color: 'red', icon: IconAlertTriangle },
  customerDeleted: { color: 'gray', icon: IconUserOff },
} as const;

export interface PendingEditPanelProps {
  edit: PendingEditRow;
  /** Opens the editor where there is one; otherwise the customer's page does. */
  onEdit?: () => void;
}

/** A change that Stripe does not have yet: what it is, why it waits, and what can be done about it. */
export function PendingEditPanel({ edit, onEdit }: PendingEditPanelProps): ReactNode {
  const { t } = useTranslation('pendingEdits');
  const format = useFormat();
  const { byId } = useScope();
  const { state, who, updatedAt, changes, conflicts } = edit;
  const { color, icon: Icon } = looks[state];
  const when = format.moment(updatedAt, byId(edit.workspaceId)?.timeZone);
  return (
    <Alert color={color} variant="light" icon={<Icon size={18} />} title={t(`tag.${state}`)}>
      <Stack gap={8}>
        <Text>{t(`state.${state}`)}</Text>
        {state === 'refused' && <Reason edit={edit} />}
        {conflicts.length > 0 ? <ConflictTable edit={edit} /> : <ChangeTable changes={changes} />}
        <Group justify="space-between">
          <Text c="dimmed" size="xs">
            {t('by', { who, when })}
          </Text>
          <Actions edit={edit} {...(onEdit ? { onEdit } : {})} />
        </Group>
      </Stack>
    </Alert>
  );
}

/** Why Stripe did not take it, in the person's language, and what to quote. */
function Reason({ edit: { problem } }: { edit: PendingEditRow }): ReactNode {
  const { t } = useTranslation('errors');
  if (problem === null) return null;
  const { what, next, reference } = toErrorSentences(problem, t);
  return <Text>{[what, next, reference].filter((part) => part !== null).join(' ')}</Text>;
}

/** What waits, beside what somebody else put there. */
function ConflictTable({ edit: { conflicts } }: { edit: PendingEditRow }): ReactNode {
  const { t } = useTranslation('customers');
  const { t: tApp } = useTranslation();
  const format = useFormat();
  const say = (field: string, value: string | null): string =>
    value === null ? tApp('changes.empty') : wordOfValue(field, value, tApp, format);
  return (
    <Table aria-label={t('conflict.title')}>
      <Table.Thead>
        <Table.Tr>
          <Table.Th>{tApp('changes.field')}</Table.Th>
          <Table.Th>{t('conflict.base')}</Table.Th>
          <Table.Th>{t('conflict.theirs')}</Table.Th>
          <Table.Th>{t('conflict.mine')}</Table.Th>
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {conflicts.map(({ field, base, theirs, mine }) => (
          <Table.Tr key={`${field} ${mine}`}>
            <Table.Th scope="row">{nameOfField(field, tApp)}</Table.Th>
            <Table.Td>{say(field, base)}</Table.Td>
            <Table.Td>{say(field, theirs)}</Table.Td>
            <Table.Td>{say(field, mine)}</Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  );
}

function Actions({ edit, onEdit }: PendingEditPanelProps): ReactNode {
  const { t } = useTranslation('pendingEdits');
  const { scope } = useScope();
  const [isAsking, asking] = useDisclosure(false);
  const { send, isSending } = usePendingSend();
  const { workspaceId, customerId, state } = edit;
  const isDeleted = state === 'customerDeleted';
  const editLabel = state === 'conflict' ? t('decide') : t('edit');
  const look = state === 'conflict' ? 'filled' : 'default';
  return (
    <Group gap={8}>
      {onEdit === undefined && (
        <Anchor component={Link} to={paths.customer(scope, workspaceId, customerId)} size="sm">
          {t('openCustomer')}
        </Anchor>
      )}
      <Button variant="default" onClick={asking.open}>
        {isDeleted ? t('dismiss') : t('withdraw')}
      </Button>
      {!isDeleted && (
        <Button variant="default" loading={isSending} onClick={() => send({ workspaceId, customerId })}>
          {t('send')}
        </Button>
      )}
      {!isDeleted && onEdit && (
        <Button variant={look} onClick={onEdit}>
          {editLabel}
        </Button>
      )}
      {!isDeleted && !onEdit && (
        <Button component={Link} variant={look} to={paths.editCustomer(scope, workspaceId, customerId)}>
          {editLabel}
        </Button>
      )}
      <WithdrawDialog edit={edit} opened={isAsking} onClose={asking.close} />
    </Group>
  );
}

interface WithdrawDialogProps {
  edit: PendingEditRow;
  opened: boolean;
  onClose: () => void;
}

function WithdrawDialog({ edit, opened, onClose }: WithdrawDialogProps): ReactNode {
  const { t } = useTranslation('pendingEdits');
  const { byId } = useScope();
  const { tell, tellFailure } = useCallNotice();
  const withdraw = useIpcCommand('pendingEdits.withdraw');
  const { workspaceId, customerId, customerName, mayHaveArrived } = edit;

  function confirm(): void {
    withdraw.mutate(
      { workspaceId, customerId },
      {
        onSuccess: (answer) =>
          tell(answer.mayHaveArrived ? t('told.withdrawnMayHaveArrived') : t('told.withdrawn')),
        onError: tellFailure,
        onSettled: onClose,
      },
    );
  }

  return (
    <ConfirmDialog
      opened={opened}
      title={t('confirm.title')}
      confirmLabel={t('confirm.do')}
      busy={withdraw.isPending}
      onConfirm={confirm}
      onClose={onClose}
    >
      <Text>
        {t('confirm.text', { name: customerName ?? customerId, account: byId(workspaceId)?.name ?? '' })}
      </Text>
      {mayHaveArrived && <Text>{t('confirm.mayHaveArrived')}</Text>}
    </ConfirmDialog>
  );
}
