import { Button, Group, Stack } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { mailLanguageOf, mailLocaleOf } from '../../../shared/domain/mailTemplates.ts';
import type { InvoiceDetail } from '../../../shared/ipc/schemas/invoices.ts';
import { useLiveRead } from '../../api/useLiveRead.ts';
import { LiveDialog } from '../../app/LiveDialog.tsx';
import { MailComposer } from '../../app/MailComposer.tsx';
import { useScope } from '../../app/useScope.ts';
import { formatDay } from '../../format/dates.ts';
import { formatMoney } from '../../format/money.ts';
import { useFormat } from '../../format/useFormat.ts';

/** An e-mail about an invoice for the person's own mail program, with a link to pay that was read this moment. */
export function ReminderDialog({
  invoice,
  onClose,
}: {
  invoice: InvoiceDetail;
  onClose: () => void;
}): ReactNode {
  const { t } = useTranslation('invoiceActions');
  const { workspaceId, id: invoiceId } = invoice;
  const link = useLiveRead('invoices.getHostedLink', { workspaceId, invoiceId });
  return (
    <LiveDialog title={t('title.mail')} size={640} live={link} onClose={onClose}>
      {({ url }) => (
        <Stack>
          <ReminderMail invoice={invoice} url={url} />
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

function ReminderMail({ invoice, url }: { invoice: InvoiceDetail; url: string }): ReactNode {
  const { byId } = useScope();
  const { timeZone } = useFormat();
  const { workspaceId, billedTo, number, id, amountRemaining, currency, dueAt, issuedAt, createdAt } =
    invoice;
  const workspace = byId(workspaceId);
  const { name, email, country } = billedTo;
  return (
    <MailComposer
      kind="invoiceReminder"
      to={email}
      language={mailLanguageOf({ preferredLocales: [], country })}
      values={(language) => ({
        accountName: workspace?.name ?? '',
        invoiceNumber: number ?? id,
        amount: formatMoney({ amount: amountRemaining, currency }, mailLocaleOf(language)),
        // What is charged automatically is due the day it was issued.
        dueDate: formatDay(
          dueAt ?? issuedAt ?? createdAt,
          mailLocaleOf(language),
          workspace?.timeZone ?? timeZone,
        ),
        invoiceLink: url,
        ...(name === null ? {} : { customerName: name }),
        ...(email === null ? {} : { email }),
      })}
    />
  );
}
