import { Alert, Group, Text } from '@mantine/core';
import { IconPlayerPause } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { CustomerDetail } from '../../../shared/ipc/schemas/customers.ts';
import { ResumeButton } from './ResumeButton.tsx';

type Subscription = CustomerDetail['subscriptions'][number];

/** For a customer without service: which invoice brings it back, or what else does. */
export function ServiceNotice({ customer }: { customer: CustomerDetail }): ReactNode {
  const waiting = customer.subscriptions.filter(
    ({ service, status }) => service === 'suspended' || status === 'paused',
  );
  return waiting.map((subscription) => (
    <SubscriptionNotice key={subscription.id} customer={customer} subscription={subscription} />
  ));
}

function SubscriptionNotice(props: { customer: CustomerDetail; subscription: Subscription }): ReactNode {
  const { customer, subscription } = props;
  const { t } = useTranslation('payments');
  const { service, status, latestInvoiceId, productNames } = subscription;
  const latest = customer.openInvoices.find(({ id }) => id === latestInvoiceId);
  const isSuspended = service === 'suspended';
  return (
    <Alert
      color={isSuspended ? 'red' : 'gray'}
      variant="light"
      icon={<IconPlayerPause size={18} />}
      title={productNames.join(', ')}
    >
      <Group justify="space-between" gap="xs">
        <Text>
          {isSuspended
            ? latest
              ? t('service.restoring', { number: latest.number ?? latest.id })
              : t('service.restoringDraft')
            : t('service.paused')}
        </Text>
        {status === 'paused' && !latest && (
          <ResumeButton
            workspaceId={customer.workspaceId}
            subscriptionId={subscription.id}
            customerName={customer.name ?? ''}
          />
        )}
      </Group>
    </Alert>
  );
}
