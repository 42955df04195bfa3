import { Radio, Stack, Text } from '@mantine/core';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useIpcCommand } from '../../api/useIpcCommand.ts';
import { CallError } from '../../app/CallError.tsx';
import { CustomerFacts } from '../../app/CustomerFacts.tsx';
import { useCallNotice } from '../../app/useCallNotice.ts';
import { ConfirmDialog } from '../../ui/ConfirmDialog.tsx';

export interface ResumeDialogProps {
  workspaceId: string;
  subscriptionId: string;
  customerName: string;
  onClose: () => void;
}

/** Asks Stripe to resume a paused subscription, after saying what that costs. */
export function ResumeDialog(props: ResumeDialogProps): ReactNode {
  const { workspaceId, subscriptionId, customerName, onClose } = props;
  const { t } = useTranslation('payments');
  const resume = useIpcCommand('subscriptions.resume');
  const { tell } = useCallNotice();
  const [billingCycle, setBillingCycle] = useState<'unchanged' | 'now'>('unchanged');
  return (
    <ConfirmDialog
      opened
      title={t('resume.title')}
      confirmLabel={t('resume.confirm')}
      busy={resume.isPending}
      onClose={onClose}
      onConfirm={() =>
        resume.mutate(
          { workspaceId, subscriptionId, billingCycle },
          {
            onSuccess: ({ service }) => {
              tell(t(service === 'running' ? 'resume.done' : 'resume.waiting'));
              onClose();
            },
          },
        )
      }
    >
      <CustomerFacts workspaceId={workspaceId} customer={customerName} />
      <Text>{t('resume.text', { customer: customerName })}</Text>
      <Radio.Group
        label={t('resume.cycle')}
        value={billingCycle}
        onChange={(value) => setBillingCycle(value === 'now' ? 'now' : 'unchanged')}
      >
        <Stack gap={8} mt={6}>
          <Radio value="unchanged" label={t('resume.unchanged')} />
          <Radio value="now" label={t('resume.now')} />
        </Stack>
      </Radio.Group>
      {resume.error && <CallError error={resume.error} />}
    </ConfirmDialog>
  );
}
