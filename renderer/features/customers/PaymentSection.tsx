import { Badge, Table, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { CustomerDetail, PaymentMethod } from '../../../shared/ipc/schemas/customers.ts';
import { formatExpiry } from '../../format/dates.ts';
import { useFormat } from '../../format/useFormat.ts';
import { Tag } from '../../ui/Tag.tsx';
import { toneOfService } from './customerTones.ts';
import { Section } from '../../ui/Section.tsx';

/** How the customer pays and whether the service runs. */
export function PaymentSection({
  customer,
  timeZone,
}: {
  customer: CustomerDetail;
  timeZone: string | undefined;
}): ReactNode {
  const { t } = useTranslation('customers');
  const format = useFormat();
  const { paymentMethods, paymentMethodsAsOf, subscriptions } = customer;
  return (
    <Section
      title={t('page.payment.title')}
      aside={
        <Text c="dimmed" size="xs">
          {paymentMethodsAsOf === null
            ? t('page.payment.never')
            : t('page.payment.asOf', { time: format.freshness(paymentMethodsAsOf) })}
        </Text>
      }
    >
      {paymentMethods.length === 0 ? (
        paymentMethodsAsOf !== null && <Text c="dimmed">{t('page.payment.none')}</Text>
      ) : (
        <Table aria-label={t('page.payment.title')}>
          <Table.Tbody>
            {paymentMethods.map((method) => (
              <MethodLine key={method.id} method={method} />
            ))}
          </Table.Tbody>
        </Table>
      )}
      {subscriptions.length > 0 && (
        <Table aria-label={t('page.payment.service')} mt={8}>
          <Table.Tbody>
            {subscriptions.map(({ id, productNames, service, currentPeriodEnd, cancelAt }) => (
              <Table.Tr key={id}>
                <Table.Td>{productNames.join(', ') || t('page.payment.service')}</Table.Td>
                <Table.Td>
                  <Tag tone={toneOfService(service)}>{t(`service.${service}`)}</Tag>
                </Table.Td>
                <Table.Td ta="end" c="dimmed" className="tabular">
                  {cancelAt !== null
                    ? t('page.payment.cancels', { day: format.day(cancelAt, timeZone) })
                    : currentPeriodEnd !== null &&
                      t('page.payment.until', { day: format.day(currentPeriodEnd, timeZone) })}
                </Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      )}
    </Section>
  );
}

function MethodLine({ method }: { method: PaymentMethod }): ReactNode {
  const { t } = useTranslation('customers');
  const { label, expMonth, expYear, isDefault, usable, removableReason } = method;
  return (
    <Table.Tr>
      <Table.Td>
        {label}{' '}
        {isDefault && (
          <Badge size="xs" variant="default" tt="none" fw={500}>
            {t('page.payment.default')}
          </Badge>
        )}
      </Table.Td>
      <Table.Td className="tabular">
        {expMonth !== null &&
          expYear !== null &&
          t('page.payment.expires', { month: formatExpiry(expMonth, expYear) })}
      </Table.Td>
      <Table.Td ta="end" c="dimmed">
        {usable
          ? removableReason === 'onlyUsableMethod' && t('page.payment.onlyUsableMethod')
          : t('page.payment.unusable')}
      </Table.Td>
    </Table.Tr>
  );
}
