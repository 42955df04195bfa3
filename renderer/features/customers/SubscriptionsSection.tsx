import { Table } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { CustomerDetail } from '../../../shared/ipc/schemas/customers.ts';
import { useFormat } from '../../format/useFormat.ts';
import { Section } from '../../ui/Section.tsx';
import { Tag } from '../../ui/Tag.tsx';
import { toneOfService } from './customerTones.ts';

/** Whether the service runs, and until when it is paid for; nothing for customers without a subscription. */
export function SubscriptionsSection({
  customer: { subscriptions },
  timeZone,
}: {
  customer: CustomerDetail;
  timeZone: string | undefined;
}): ReactNode {
  const { t } = useTranslation('customers');
  const format = useFormat();
  if (subscriptions.length === 0) return null;
  return (
    <Section title={t('page.subscriptions.title')}>
      <Table aria-label={t('page.subscriptions.title')}>
        <Table.Tbody>
          {subscriptions.map(({ id, productNames, service, currentPeriodEnd, cancelAt }) => (
            <Table.Tr key={id}>
              <Table.Td>{productNames.join(', ') || t('page.subscriptions.title')}</Table.Td>
              <Table.Td>
                <Tag tone={toneOfService(service)}>{t(`service.${service}`)}</Tag>
              </Table.Td>
              <Table.Td ta="end" c="dimmed" className="tabular">
                {cancelAt !== null
                  ? t('page.subscriptions.cancels', { day: format.day(cancelAt, timeZone) })
                  : currentPeriodEnd !== null &&
                    t('page.subscriptions.until', { day: format.day(currentPeriodEnd, timeZone) })}
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Section>
  );
}
