import { Button, Skeleton, Stack, Text } from '@mantine/core';
import { IconCloudCheck, IconCloudUpload } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { PendingEditRow } from '../../../shared/ipc/schemas/pendingEdits.ts';
import { useIpcQuery } from '../../api/useIpcQuery.ts';
import { AccountName } from '../../app/AccountName.tsx';
import { CallError } from '../../app/CallError.tsx';
import { Freshness } from '../../app/Freshness.tsx';
import { PendingEditPanel } from '../../app/PendingEditPanel.tsx';
import { usePendingSend } from '../../app/usePendingSend.ts';
import { useScope } from '../../app/useScope.ts';
import { useFormat } from '../../format/useFormat.ts';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { Page } from '../../ui/Page.tsx';
import { Section } from '../../ui/Section.tsx';

/** Every change that Stripe does not have yet; those that need a person come first. */
export function PendingEditsPage(): ReactNode {
  const { t } = useTranslation('pendingEdits');
  const format = useFormat();
  const { workspaceIds, scope } = useScope();
  const { data, error, refetch } = useIpcQuery('pendingEdits.list', { workspaceIds });
  const { send, isSending } = usePendingSend();
  const workspaceId = workspaceIds === null ? null : scope;
  return (
    <Page
      title={t('title')}
      freshness={<Freshness />}
      aside={
        data && (
          <Text c="dimmed" className="tabular" role="status">
            {t('count', { count: data.length, formatted: format.count(data.length) })}
          </Text>
        )
      }
      actions={
        <Button
          leftSection={<IconCloudUpload size={14} />}
          loading={isSending}
          disabled={data === undefined || data.length === 0}
          onClick={() => send({ workspaceId, customerId: null })}
        >
          {t('sendAll')}
        </Button>
      }
    >
      {error && <CallError error={error} onRetry={() => void refetch()} />}
      {!data && !error && <Skeleton height={160} mt={16} />}
      {data?.length === 0 && (
        <EmptyState
          icon={<IconCloudCheck size={32} stroke={1.4} />}
          title={t('empty.title')}
          text={t('empty.text')}
        />
      )}
      {data && data.length > 0 && (
        <Stack gap={4} maw={900}>
          <Text c="dimmed">{t('intro')}</Text>
          {data.toSorted(byNeed).map((edit) => (
            <EditSection key={`${edit.workspaceId} ${edit.customerId}`} edit={edit} />
          ))}
        </Stack>
      )}
    </Page>
  );
}

const needs: Record<PendingEditRow['state'], number> = {
  conflict: 0,
  refused: 1,
  customerDeleted: 2,
  unknown: 3,
  waiting: 4,
};

/** What waits for a person comes before what waits for Stripe; within that the oldest first. */
function byNeed(left: PendingEditRow, right: PendingEditRow): number {
  return needs[left.state] - needs[right.state] || left.createdAt - right.createdAt;
}

function EditSection({ edit }: { edit: PendingEditRow }): ReactNode {
  return (
    <Section
      title={edit.customerName ?? edit.customerId}
      aside={<AccountName workspaceId={edit.workspaceId} />}
    >
      <PendingEditPanel edit={edit} />
    </Section>
  );
}
