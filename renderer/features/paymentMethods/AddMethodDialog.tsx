import { Alert, Button, Group, Stack, Text } from '@mantine/core';
import { IconExternalLink } from '@tabler/icons-react';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { mailLanguageOf } from '../../../shared/domain/mailTemplates.ts';
import type { OutputOf } from '../../../shared/ipc/contract.ts';
import type { CustomerDetail } from '../../../shared/ipc/schemas/customers.ts';
import { useIpcCommand } from '../../api/useIpcCommand.ts';
import { CallError } from '../../app/CallError.tsx';
import { CustomerFacts } from '../../app/CustomerFacts.tsx';
import { MailComposer } from '../../app/MailComposer.tsx';
import { useCallNotice } from '../../app/useCallNotice.ts';
import { useFormat } from '../../format/useFormat.ts';
import { CopyButton } from '../../ui/CopyButton.tsx';
import { ShownLink } from '../../ui/ShownLink.tsx';
import { StepDialog } from '../../ui/StepDialog.tsx';

type Link = OutputOf<'paymentMethods.createSetupLink'>;

/** Has Stripe make a page on which the customer registers a method; no card or account number ever passes here. */
export function AddMethodDialog(props: { customer: CustomerDetail; onClose: () => void }): ReactNode {
  const { customer, onClose } = props;
  const { t } = useTranslation('paymentMethods');
  const create = useIpcCommand('paymentMethods.createSetupLink');
  const { workspaceId, id: customerId, name } = customer;
  return (
    <StepDialog title={t('add.title')} size={640} isSending={create.isPending} onClose={onClose}>
      <Stack>
        <CustomerFacts workspaceId={workspaceId} customer={name ?? customerId} />
        {create.data ? <LinkView customer={customer} link={create.data} /> : <Text>{t('add.text')}</Text>}
        {create.error && <CallError error={create.error} />}
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            {t(create.data ? 'close' : 'cancel')}
          </Button>
          {!create.data && (
            <Button loading={create.isPending} onClick={() => create.mutate({ workspaceId, customerId })}>
              {t('add.confirm')}
            </Button>
          )}
        </Group>
      </Stack>
    </StepDialog>
  );
}

/** The link, this once: it is nowhere else when the dialog is closed. */
function LinkView({ customer, link }: { customer: CustomerDetail; link: Link }): ReactNode {
  const { t } = useTranslation('paymentMethods');
  const format = useFormat();
  const [shown, show] = useState<'mail' | 'open' | null>(null);
  return (
    <>
      <ShownLink url={link.url} />
      <Text c="dimmed" size="sm">
        {t('add.secret')} {t('add.expires', { moment: format.moment(link.expiresAt) })}
      </Text>
      <Group gap="xs">
        <CopyButton value={link.url} what={t('add.link')} label={t('add.copy')} />
        <Button variant="default" aria-expanded={shown === 'mail'} onClick={() => show('mail')}>
          {t('add.mail')}
        </Button>
        <Button
          variant="default"
          leftSection={<IconExternalLink size={14} />}
          aria-expanded={shown === 'open'}
          onClick={() => show('open')}
        >
          {t('add.open')}
        </Button>
      </Group>
      {shown === 'mail' && <LinkMail customer={customer} link={link} />}
      {shown === 'open' && <OpenHere url={link.url} />}
    </>
  );
}

function LinkMail({ customer, link }: { customer: CustomerDetail; link: Link }): ReactNode {
  const { name, email, address } = customer;
  const { url, accountName, preferredLocales } = link;
  return (
    <MailComposer
      kind="addPaymentMethod"
      to={email}
      language={mailLanguageOf({ preferredLocales, country: address.country })}
      values={() => ({
        portalLink: url,
        accountName,
        ...(name === null ? {} : { customerName: name }),
        ...(email === null ? {} : { email }),
      })}
    />
  );
}

/** The mandate and the bank's questions are the customer's to answer. */
function OpenHere({ url }: { url: string }): ReactNode {
  const { t } = useTranslation('paymentMethods');
  const openExternal = useIpcCommand('links.openExternal');
  const { tellFailure } = useCallNotice();
  return (
    <Alert color="orange" variant="light" role="alert">
      <Group justify="space-between" gap="xs">
        <Text>{t('add.present')}</Text>
        <Button variant="default" onClick={() => openExternal.mutate({ url }, { onError: tellFailure })}>
          {t('add.isPresent')}
        </Button>
      </Group>
    </Alert>
  );
}
