import { Button, Group, Stack } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { mailLanguageOf, mailLocaleOf } from '../../../shared/domain/mailTemplates.ts';
import type { HostedLink } from '../../../shared/ipc/schemas/invoices.ts';
import { useLiveRead } from '../../api/useLiveRead.ts';
import { LiveDialog } from '../../app/LiveDialog.tsx';
import { MailComposer } from '../../app/MailComposer.tsx';
import { useScope } from '../../app/useScope.ts';
import { formatDay } from '../../format/dates.ts';
import { formatMoney } from '../../format/money.ts';
import { useFormat } from '../../format/useFormat.ts';
import { RefusalAlert } from '../../ui/RefusalAlert.tsx';

interface ReminderDialogProps {
  workspaceId: string;
  invoiceId: string;
  onClose: () => void;
}

/** An e-mail about an invoice for the person's own mail program, with a link to pay that was read this moment. */
export function ReminderDialog({ onClose, ...invoice }: ReminderDialogProps): ReactNode {
  const { t } = useTranslation('invoiceActions');
  const { t: tReminders } = useTranslation('reminders');
  const { byId } = useScope();
  const { timeZone } = useFormat();
  const live = useLiveRead('invoices.getHostedLink', invoice);
  const zone = byId(invoice.workspaceId)?.timeZone ?? timeZone;
  return (
    <LiveDialog title={t('title.mail')} size={640} live={live} onClose={onClose}>
      {(link) => (
        <Stack>
          {link.refusal === null ? (
            <ReminderMail link={link} invoiceId={invoice.invoiceId} timeZone={zone} />
          ) : (
            // What the letter says, that it is not paid yet, is not true any more.
            <RefusalAlert>{tReminders(`refusal.${link.refusal}`)}</RefusalAlert>
          )}
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              {t('close')}
            </Button>
          </Group>
        </Stack>
      )}
    </LiveDialog>
  );
}

interface ReminderMailProps {
  link: HostedLink;
  invoiceId: string;
  timeZone: string;
}

function ReminderMail({ link, invoiceId, timeZone }: ReminderMailProps): ReactNode {
  const { url, accountName, customerName, email, invoiceNumber, amountRemaining, currency, dueAt } = link;
  return (
    <MailComposer
      kind="invoiceReminder"
      to={email}
      language={mailLanguageOf(link)}
      values={(language) => ({
        accountName,
        invoiceNumber: invoiceNumber ?? invoiceId,
        amount: formatMoney({ amount: amountRemaining, currency }, mailLocaleOf(language)),
        dueDate: formatDay(dueAt, mailLocaleOf(language), timeZone),
        invoiceLink: url,
        ...(customerName === null ? {} : { customerName }),
        ...(email === null ? {} : { email }),
      })}
    />
  );
}
