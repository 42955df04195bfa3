import { Alert, Button, Group, Stack, Text } from '@mantine/core';
import { IconExternalLink } from '@tabler/icons-react';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { mailLanguageOf, type MailTemplateKind } from '../../../shared/domain/mailTemplates.ts';
import type { PortalLinkKind } from '../../../shared/domain/portal.ts';
import type { PortalLink, PortalOffer } from '../../../shared/ipc/schemas/portal.ts';
import { useIpcCommand } from '../../api/useIpcCommand.ts';
import { MailComposer } from '../../app/MailComposer.tsx';
import { useCallNotice } from '../../app/useCallNotice.ts';
import { ConfirmDialog } from '../../ui/ConfirmDialog.tsx';
import { CopyButton } from '../../ui/CopyButton.tsx';
import { ShownLink } from '../../ui/ShownLink.tsx';
import { sharersOf } from './sharersOf.ts';

const mailKinds: Record<PortalLinkKind, MailTemplateKind> = {
  login: 'loginLink',
  session: 'personalLink',
  addPaymentMethod: 'addPaymentMethod',
  updateDetails: 'updateDetails',
};

interface PortalLinkViewProps {
  offer: PortalOffer;
  link: PortalLink;
  onBack: () => void;
  onClose: () => void;
}

/** A link that was just made: copied, e-mailed or opened. It is nowhere else once the dialog is closed. */
export function PortalLinkView({ offer, link, onBack, onClose }: PortalLinkViewProps): ReactNode {
  const { t } = useTranslation('portal');
  const [isMailing, setMailing] = useState(false);
  const isPersonal = link.kind !== 'login';
  return (
    <Stack>
      <Text fw={600}>{t(`kinds.${link.kind}.name`)}</Text>
      <ShownLink url={link.url} />
      <Text c="dimmed" size="sm">
        {t(isPersonal ? 'link.personal' : 'link.login')}
      </Text>
      {link.warnings.map((warning) => (
        <Alert key={warning} color="yellow">
          {t(`warnings.${warning}`, sharersOf(offer))}
        </Alert>
      ))}
      <Group gap="xs">
        <CopyButton value={link.url} what={t('link.name')} label={t('link.copy')} />
        <Button variant="default" aria-expanded={isMailing} onClick={() => setMailing(!isMailing)}>
          {t('link.mail')}
        </Button>
        <OpenLink url={link.url} isPersonal={isPersonal} customer={offer.customerName ?? offer.customerId} />
      </Group>
      {isMailing && <LinkMail offer={offer} link={link} />}
      <Group justify="flex-end">
        <Button variant="default" onClick={onBack}>
          {t('link.another')}
        </Button>
        <Button data-autofocus onClick={onClose}>
          {t('close')}
        </Button>
      </Group>
    </Stack>
  );
}

function LinkMail({ offer, link }: { offer: PortalOffer; link: PortalLink }): ReactNode {
  const { customerName, accountName, email, country, preferredLocales } = offer;
  return (
    <MailComposer
      kind={mailKinds[link.kind]}
      to={email}
      language={mailLanguageOf({ preferredLocales, country })}
      values={() => ({
        portalLink: link.url,
        accountName,
        ...(customerName === null ? {} : { customerName }),
        ...(email === null ? {} : { email }),
      })}
    />
  );
}

/** A personal link makes whoever opens it act as the customer: asked about first. */
function OpenLink({
  url,
  isPersonal,
  customer,
}: {
  url: string;
  isPersonal: boolean;
  customer: string;
}): ReactNode {
  const { t } = useTranslation('portal');
  const [isAsking, setAsking] = useState(false);
  const openExternal = useIpcCommand('links.openExternal');
  const { tellFailure } = useCallNotice();
  const open = (): void => openExternal.mutate({ url }, { onError: tellFailure });
  return (
    <>
      <Button
        variant="default"
        leftSection={<IconExternalLink size={14} />}
        onClick={() => (isPersonal ? setAsking(true) : open())}
      >
        {t('link.open')}
      </Button>
      <ConfirmDialog
        opened={isAsking}
        title={t('link.openTitle')}
        confirmLabel={t('link.open')}
        onConfirm={() => {
          setAsking(false);
          open();
        }}
        onClose={() => setAsking(false)}
      >
        <Text>{t('link.openWarning', { customer })}</Text>
      </ConfirmDialog>
    </>
  );
}
