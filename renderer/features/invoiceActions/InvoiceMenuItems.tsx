import { Menu, Text, type MenuItemProps } from '@mantine/core';
import {
  IconBan,
  IconCopy,
  IconFileCheck,
  IconFileMinus,
  IconMail,
  IconSend,
  IconTrashX,
} from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import {
  findInvoiceActionRefusal,
  type ActionInvoice,
  type InvoiceAction,
} from '../../../shared/domain/invoiceActions.ts';
import { findDunningRefusal, hasHostedPage } from '../../../shared/domain/reminders.ts';
import { useScope } from '../../app/useScope.ts';
import { useCopyHostedLink } from '../../app/useCopyHostedLink.ts';
import { useInvoiceDesk, type MenuInvoice } from './useInvoiceDesk.ts';
import { useActionObstacle } from './useActionObstacle.ts';
import classes from './InvoiceActions.module.css';

const icons: Record<InvoiceAction, ReactNode> = {
  finalize: <IconFileCheck size={14} />,
  send: <IconSend size={14} />,
  credit: <IconFileMinus size={14} />,
  markUncollectible: <IconTrashX size={14} />,
  void: <IconBan size={14} />,
};

/** What can be done with an invoice; what cannot says why. */
export function InvoiceMenuItems({ invoice }: { invoice: MenuInvoice }): ReactNode {
  return (
    <>
      {(['finalize', 'send'] as const).map((action) => (
        <ActionItem key={action} action={action} invoice={invoice} />
      ))}
      <LinkItems invoice={invoice} />
      <Menu.Divider />
      {(['credit', 'markUncollectible', 'void'] as const).map((action) => (
        <ActionItem key={action} action={action} invoice={invoice} />
      ))}
    </>
  );
}

function ActionItem({ action, invoice }: { action: InvoiceAction; invoice: MenuInvoice }): ReactNode {
  const { t } = useTranslation('invoiceActions');
  const { choose } = useInvoiceDesk();
  const obstacle = useActionObstacle()(invoice.workspaceId, action);
  const refusal = findInvoiceActionRefusal(action, toActionInvoice(invoice), {
    customerDeleted: 'customerDeleted' in invoice && invoice.customerDeleted,
    // What is on its way is asked live, when the dialog opens.
    debitInProgress: false,
    outcomeUnknown: false,
  });
  const reason = refusal === null ? obstacle : t(`refusal.${refusal}`);
  const color = action === 'void' && reason === null ? { c: 'var(--house-negative)' } : {};
  return (
    <Choice icon={icons[action]} reason={reason} onChoose={() => choose(action, invoice)} {...color}>
      {t(`menu.${action}`)}
    </Choice>
  );
}

interface ChoiceProps extends Pick<MenuItemProps, 'c'> {
  icon: ReactNode;
  /** Why it cannot be chosen; null when it can. */
  reason: string | null;
  onChoose: () => void;
  children: ReactNode;
}

/** One line of the menu. What cannot be chosen can be reached all the same: its reason is read there, and Escape heard. */
function Choice({ icon, reason, onChoose, children, ...look }: ChoiceProps): ReactNode {
  const refused = {
    'aria-disabled': true,
    className: classes.unavailable,
    closeMenuOnClick: false,
  };
  return (
    <Menu.Item leftSection={icon} {...look} {...(reason === null ? { onClick: onChoose } : refused)}>
      {children}
      {reason !== null && (
        <Text size="xs" c="dimmed">
          {reason}
        </Text>
      )}
    </Menu.Item>
  );
}

/** A row of a list tells neither e-mail address nor credit notes: the dialog looks at them live. */
function toActionInvoice(invoice: MenuInvoice): ActionInvoice {
  const detail = 'billedTo' in invoice ? invoice : null;
  return {
    status: invoice.status,
    collection_method: invoice.collectionMethod,
    customer: invoice.customerId,
    customer_email: detail ? detail.billedTo.email : undefined,
    amount_paid: invoice.amountPaid,
    amount_due: invoice.amountDue,
    amount_remaining: invoice.amountRemaining,
    total: invoice.total,
    pre_payment_credit_notes_amount: detail?.preCreditAmount ?? 0,
    post_payment_credit_notes_amount: detail?.postCreditAmount ?? 0,
  };
}

/** The page on which the customer can pay: put into an e-mail of one's own, or copied. */
function LinkItems({ invoice }: { invoice: MenuInvoice }): ReactNode {
  const { t } = useTranslation('invoiceActions');
  const { t: tReminders } = useTranslation('reminders');
  const { choose } = useInvoiceDesk();
  const { workspaceId, id: invoiceId, status, amountRemaining } = invoice;
  const { copy } = useCopyHostedLink({ workspaceId, invoiceId });
  const workspace = useScope().byId(workspaceId);
  const offline = workspace && workspace.offlineSince !== null ? t('obstacle.offline') : null;
  const refusal = findDunningRefusal({ status, amount_remaining: amountRemaining });
  const mailReason = refusal === null ? offline : tReminders(`refusal.${refusal}`);
  const linkReason = hasHostedPage(status) ? offline : tReminders('link.none', { count: 1 });
  return (
    <>
      <Choice icon={<IconMail size={14} />} reason={mailReason} onChoose={() => choose('mail', invoice)}>
        {t('menu.mail')}
      </Choice>
      <Choice icon={<IconCopy size={14} />} reason={linkReason} onChoose={copy}>
        {tReminders('link.copy', { count: 1 })}
      </Choice>
    </>
  );
}
