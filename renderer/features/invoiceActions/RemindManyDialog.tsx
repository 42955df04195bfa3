import { Stack } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { mostReminders } from '../../../shared/domain/reminders.ts';
import type { InvoiceRow } from '../../../shared/ipc/schemas/invoices.ts';
import { useIpcCommand } from '../../api/useIpcCommand.ts';
import { useIpcQuery } from '../../api/useIpcQuery.ts';
import { CallError } from '../../app/CallError.tsx';
import { CloseRow } from '../../ui/CloseRow.tsx';
import { RefusalAlert } from '../../ui/RefusalAlert.tsx';
import { StepDialog } from '../../ui/StepDialog.tsx';
import { ReminderPlan } from './ReminderPlan.tsx';
import { ReminderRunView } from './ReminderRunView.tsx';
import { recentReminders } from './ReminderRuns.tsx';

export interface RemindManyDialogProps {
  invoices: readonly InvoiceRow[];
  onClose: () => void;
}

/** Has Stripe e-mail several invoices: which of them and which not, and then the list of results. */
export function RemindManyDialog({ invoices, onClose }: RemindManyDialogProps): ReactNode {
  const { t } = useTranslation('reminders');
  const send = useIpcCommand('reminders.send');
  const runId = send.data?.runId;
  return (
    <StepDialog title={t('title')} size={900} isSending={send.isPending} onClose={onClose}>
      {runId !== undefined ? (
        <Stack>
          <StartedRun runId={runId} />
          <CloseRow onClose={onClose} />
        </Stack>
      ) : invoices.length > mostReminders ? (
        <Stack>
          <RefusalAlert>{t('tooMany', { most: mostReminders })}</RefusalAlert>
          <CloseRow onClose={onClose} />
        </Stack>
      ) : (
        <ReminderPlan
          invoices={invoices}
          isSending={send.isPending}
          failure={send.error && <CallError error={send.error} />}
          onSend={(items) => send.mutate({ items })}
          onClose={onClose}
        />
      )}
    </StepDialog>
  );
}

function StartedRun({ runId }: { runId: string }): ReactNode {
  const { data = [] } = useIpcQuery('reminders.listRuns', recentReminders);
  const run = data.find(({ id }) => id === runId);
  return run && <ReminderRunView run={run} />;
}
