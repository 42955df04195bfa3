import { Alert, Group, Loader, Text } from '@mantine/core';
import { IconInfoCircle } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { invoiceActionRefusals } from '../../../shared/domain/invoiceActions.ts';
import type { IpcError } from '../../api/kantoorApi.ts';
import { CallError } from '../../app/CallError.tsx';
import { useScope } from '../../app/useScope.ts';
import { ColorDot } from '../../ui/ColorDot.tsx';
import { Fact, Facts } from '../../ui/Facts.tsx';
import { LiveBadge } from '../../ui/LiveBadge.tsx';

export function Reading(): ReactNode {
  const { t } = useTranslation('invoiceActions');
  return (
    <Group gap="sm" role="status" mih={140} align="center" justify="center">
      <Loader size="sm" />
      <Text c="dimmed">{t('reading')}</Text>
    </Group>
  );
}

/** Why something is not done; words of a later version are shown as they are. */
export function RefusalNotice({ reason }: { reason: string }): ReactNode {
  const { t } = useTranslation('invoiceActions');
  const known = invoiceActionRefusals.find((each) => each === reason);
  return (
    <Alert color="yellow" variant="light" icon={<IconInfoCircle size={18} />} role="alert">
      {known ? t(`refusal.${known}`) : reason}
    </Alert>
  );
}

/** A refusal has a reason of its own; everything else is trouble as everywhere. */
export function ActionFailure({ error }: { error: IpcError }): ReactNode {
  if (error.code !== 'action_refused') return <CallError error={error} />;
  return <RefusalNotice reason={String(error.details['reason'])} />;
}

interface InvoiceFactsProps {
  invoice: { workspaceId: string; invoiceNumber: string | null; customerName: string | null };
  children: ReactNode;
}

/** Whose invoice it is, in which account, LIVE or TEST. */
export function InvoiceFacts({ invoice, children }: InvoiceFactsProps): ReactNode {
  const { t } = useTranslation('invoiceActions');
  const workspace = useScope().byId(invoice.workspaceId);
  return (
    <Facts>
      <Fact name={t('fact.customer')}>{invoice.customerName ?? '–'}</Fact>
      {workspace && (
        <Fact name={t('fact.account')}>
          <Group component="span" gap={6}>
            <ColorDot color={workspace.color} />
            {workspace.name}
            <LiveBadge livemode={workspace.livemode} />
          </Group>
        </Fact>
      )}
      <Fact name={t('fact.invoice')}>{invoice.invoiceNumber ?? t('fact.draft')}</Fact>
      {children}
    </Facts>
  );
}
