import { Alert, Button, Group, List, Stack, Text, Title } from '@mantine/core';
import { IconAlertTriangle, IconCloudOff } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { OutputOf } from '../../../shared/ipc/contract.ts';
import type { CustomerDetail } from '../../../shared/ipc/schemas/customers.ts';
import type { IpcError } from '../../api/kantoorApi.ts';
import { CallError } from '../../app/CallError.tsx';
import { ChangeTable } from '../../app/ChangeTable.tsx';
import { useScope } from '../../app/useScope.ts';
import { LiveBadge } from '../../ui/LiveBadge.tsx';
import { nameOf } from './customerColumns.ts';
import { useAffectsText } from './useAffectsText.ts';

export interface BillingReviewProps {
  customer: CustomerDetail;
  review: OutputOf<'customers.previewUpdate'>;
  error: IpcError | null;
  isSaving: boolean;
  onBack: () => void;
  onSave: () => void;
}

/** What will happen, to whom, in which account; what changes and what stays as it was issued. */
export function BillingReview(props: BillingReviewProps): ReactNode {
  const { customer, review, error, isSaving, onBack, onSave } = props;
  const { t } = useTranslation('customers');
  const { t: tPending } = useTranslation('pendingEdits');
  const { byId } = useScope();
  const affectsText = useAffectsText();
  const workspace = byId(customer.workspaceId);
  const { changed, affects, warnings, live } = review;
  return (
    <Stack>
      <Group gap={8}>
        <Text>{t('edit.where', { name: nameOf(customer, t), account: workspace?.name ?? '' })}</Text>
        {workspace && <LiveBadge livemode={workspace.livemode} />}
      </Group>
      {changed.length === 0 ? <Text>{t('edit.nothingLeft')}</Text> : <ChangeTable changes={changed} />}
      <Title order={3}>{t('edit.affects.title')}</Title>
      <List size="sm" spacing={2}>
        {affectsText(affects).map((sentence) => (
          <List.Item key={sentence}>{sentence}</List.Item>
        ))}
      </List>
      {warnings.map((warning) => (
        <Alert key={warning} color="yellow" icon={<IconAlertTriangle size={18} />}>
          {t(`edit.warnings.${warning}`)}
        </Alert>
      ))}
      {!live && (
        <Alert color="gray" icon={<IconCloudOff size={18} />}>
          {tPending('review.notLive')}
        </Alert>
      )}
      {error && <CallError error={error} />}
      <Group justify="flex-end">
        <Button variant="default" disabled={isSaving} onClick={onBack}>
          {t('edit.back')}
        </Button>
        <Button data-autofocus loading={isSaving} disabled={changed.length === 0} onClick={onSave}>
          {live ? t('edit.save') : tPending('review.keep')}
        </Button>
      </Group>
    </Stack>
  );
}
