import { Button, Group, Modal, Stack } from '@mantine/core';
import { useEffect, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { mailLanguageOf, mailLocaleOf } from '../../../shared/domain/mailTemplates.ts';
import type { InvoiceDetail } from '../../../shared/ipc/schemas/invoices.ts';
import { useIpcCommand } from '../../api/useIpcCommand.ts';
import { CallError } from '../../app/CallError.tsx';
import { MailComposer } from '../../app/MailComposer.tsx';
import { useScope } from '../../app/useScope.ts';
import { formatDay } from '../../format/dates.ts';
import { formatMoney } from '../../format/money.ts';
import { useFormat } from '../../format/useFormat.ts';
import { Reading } from './dialogParts.tsx';

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
  const getLink = useIpcCommand('invoices.getHostedLink');
  const { mutate: readLink } = getLink;
  const read = (): void => readLink({ workspaceId, invoiceId });
  useEffect(() => readLink({ workspaceId, invoiceId }), [readLink, workspaceId, invoiceId]);
  return (
    <Modal opened onClose={onClose} title={t('title.mail')} size={640} closeOnClickOutside={false}>
      <Stack>
        {getLink.data ? (
          <ReminderMail invoice={invoice} url={getLink.data.url} />
        ) : getLink.error ? (
          <CallError error={getLink.error} onRetry={read} />
        ) : (
          <Reading />
        )}
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            {t('close')}
          </Button>
        </Group>
      </Stack>
    </Modal>
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
