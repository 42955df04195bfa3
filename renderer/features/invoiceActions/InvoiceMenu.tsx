import { Button, Menu, Text } from '@mantine/core';
import {
  IconBan,
  IconChevronDown,
  IconCopy,
  IconFileCheck,
  IconFileMinus,
  IconMail,
  IconSend,
  IconTrashX,
} from '@tabler/icons-react';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { findInvoiceActionRefusal, type InvoiceAction } from '../../../shared/domain/invoiceActions.ts';
import type { InvoiceDetail } from '../../../shared/ipc/schemas/invoices.ts';
import type { PlainInvoiceAction } from '../../../shared/ipc/schemas/invoiceActions.ts';
import { useIpcCommand } from '../../api/useIpcCommand.ts';
import { useCallNotice } from '../../app/useCallNotice.ts';
import { useScope } from '../../app/useScope.ts';
import { ActionDialog } from './ActionDialog.tsx';
import { CreditDialog } from './CreditDialog.tsx';
import { ReminderDialog } from './ReminderDialog.tsx';

const icons: Record<InvoiceAction, ReactNode> = {
  finalize: <IconFileCheck size={14} />,
  send: <IconSend size={14} />,
  credit: <IconFileMinus size={14} />,
  markUncollectible: <IconTrashX size={14} />,
  void: <IconBan size={14} />,
};

type Opened = PlainInvoiceAction | 'credit' | 'mail';

/** Everything that can be done with an invoice besides collecting it; what cannot says why. */
export function InvoiceMenu({ invoice }: { invoice: InvoiceDetail }): ReactNode {
  const { t } = useTranslation('invoiceActions');
  const [opened, setOpened] = useState<Opened | null>(null);
  const close = (): void => setOpened(null);
  const obstacle = useObstacle(invoice.workspaceId);
  return (
    <>
      <Menu width={330} position="bottom-end" shadow="md">
        <Menu.Target>
          <Button variant="default" rightSection={<IconChevronDown size={14} />}>
            {t('menu.label')}
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          {(['finalize', 'send'] as const).map((action) => (
            <ActionItem key={action} {...{ action, invoice, obstacle }} onOpen={setOpened} />
          ))}
          <LinkItems invoice={invoice} obstacle={obstacle} onMail={() => setOpened('mail')} />
          <Menu.Divider />
          {(['credit', 'markUncollectible', 'void'] as const).map((action) => (
            <ActionItem key={action} {...{ action, invoice, obstacle }} onOpen={setOpened} />
          ))}
        </Menu.Dropdown>
      </Menu>
      {opened === 'mail' && <ReminderDialog invoice={invoice} onClose={close} />}
      {opened === 'credit' && (
        <CreditDialog workspaceId={invoice.workspaceId} invoiceId={invoice.id} onClose={close} />
      )}
      {opened !== null && opened !== 'mail' && opened !== 'credit' && (
        <ActionDialog
          action={opened}
          workspaceId={invoice.workspaceId}
          invoiceId={invoice.id}
          onClose={close}
        />
      )}
    </>
  );
}

/** Why nothing can be done in an account at the moment, in words. */
function useObstacle(workspaceId: string): string | null {
  const { t } = useTranslation('invoiceActions');
  const workspace = useScope().byId(workspaceId);
  // One right of the key covers every change of an invoice, collecting it included.
  if (workspace?.featuresOff.includes('collect')) return t('obstacle.noRight');
  return workspace && workspace.offlineSince !== null ? t('obstacle.offline') : null;
}

interface ActionItemProps {
  action: InvoiceAction;
  invoice: InvoiceDetail;
  obstacle: string | null;
  onOpen: (action: InvoiceAction) => void;
}

function ActionItem({ action, invoice, obstacle, onOpen }: ActionItemProps): ReactNode {
  const { t } = useTranslation('invoiceActions');
  const refusal = findInvoiceActionRefusal(action, toActionInvoice(invoice), {
    customerDeleted: invoice.customerDeleted,
    // What is on its way is asked live, when the dialog opens.
    debitInProgress: false,
    outcomeUnknown: false,
  });
  const reason = refusal === null ? obstacle : t(`refusal.${refusal}`);
  return (
    <Menu.Item
      leftSection={icons[action]}
      disabled={reason !== null}
      {...(action === 'void' && reason === null ? { color: 'red' } : {})}
      onClick={() => onOpen(action)}
    >
      {t(`menu.${action}`)}
      {reason !== null && <Reason text={reason} />}
    </Menu.Item>
  );
}

function Reason({ text }: { text: string }): ReactNode {
  return (
    <Text size="xs" c="dimmed">
      {text}
    </Text>
  );
}

function toActionInvoice(invoice: InvoiceDetail): Parameters<typeof findInvoiceActionRefusal>[1] {
  return {
    status: invoice.status,
    collection_method: invoice.collectionMethod,
    customer: invoice.customerId,
    customer_email: invoice.billedTo.email,
    amount_paid: invoice.amountPaid,
    amount_due: invoice.amountDue,
    amount_remaining: invoice.amountRemaining,
    total: invoice.total,
    pre_payment_credit_notes_amount: invoice.preCreditAmount,
    post_payment_credit_notes_amount: invoice.postCreditAmount,
  };
}

interface LinkItemsProps {
  invoice: InvoiceDetail;
  obstacle: string | null;
  onMail: () => void;
}

/** The page on which the customer can pay: copied, or put into an e-mail of one's own. */
function LinkItems({ invoice, obstacle, onMail }: LinkItemsProps): ReactNode {
  const { t } = useTranslation('invoiceActions');
  const { workspaceId, id: invoiceId, status } = invoice;
  const getLink = useIpcCommand('invoices.getHostedLink');
  const { tell, tellFailure } = useCallNotice();
  const hasPage = status !== 'draft' && status !== 'void';
  const isOffline = useScope().byId(workspaceId)?.offlineSince !== null;
  const reason = hasPage ? (isOffline ? obstacle : null) : t(`refusal.${status}`);
  const copy = (): void =>
    getLink.mutate(
      { workspaceId, invoiceId },
      {
        onError: tellFailure,
        onSuccess: ({ url }) => void navigator.clipboard.writeText(url).then(() => tell(t('link.copied'))),
      },
    );
  return (
    <>
      <Menu.Item leftSection={<IconMail size={14} />} disabled={reason !== null} onClick={onMail}>
        {t('menu.mail')}
        {reason !== null && <Reason text={reason} />}
      </Menu.Item>
      <Menu.Item leftSection={<IconCopy size={14} />} disabled={reason !== null} onClick={copy}>
        {t('menu.copyLink')}
      </Menu.Item>
    </>
  );
}
