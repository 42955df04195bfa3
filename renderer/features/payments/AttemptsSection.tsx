import { Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useIpcQuery } from '../../api/useIpcQuery.ts';
import { useFormat } from '../../format/useFormat.ts';
import { Section } from '../../ui/Section.tsx';
import { AttemptTable } from './AttemptTable.tsx';

export interface AttemptsSectionProps {
  workspaceId: string;
  invoiceId?: string;
  customerId?: string;
}

const shownAttempts = 20;

/** Attempts to collect one invoice, or those of a customer; nothing while there were none. */
export function AttemptsSection({ workspaceId, invoiceId, customerId }: AttemptsSectionProps): ReactNode {
  const { t } = useTranslation('payments');
  const format = useFormat();
  const { data } = useIpcQuery('payments.listAttempts', {
    workspaceIds: [workspaceId],
    invoiceId: invoiceId ?? null,
    customerId: customerId ?? null,
    unsettled: false,
    offset: 0,
    limit: shownAttempts,
  });
  if (!data || data.total === 0) return null;
  const rest = data.total - data.rows.length;
  return (
    <Section title={t('attempts.title')}>
      <AttemptTable
        attempts={data.rows}
        label={t('attempts.title')}
        columns={invoiceId === undefined ? ['invoice'] : []}
      />
      {rest > 0 && (
        <Text c="dimmed">{t('attempts.more', { count: rest, formatted: format.count(rest) })}</Text>
      )}
    </Section>
  );
}
