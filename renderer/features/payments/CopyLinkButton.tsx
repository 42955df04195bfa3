import { Button } from '@mantine/core';
import { IconCopy } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useCopyHostedLink } from '../../app/useCopyHostedLink.ts';

/** Copies the link to an invoice's payment page. */
export function CopyLinkButton(props: { workspaceId: string; invoiceId: string }): ReactNode {
  const { t } = useTranslation('reminders');
  const { copy, isReading } = useCopyHostedLink(props);
  return (
    <Button variant="default" leftSection={<IconCopy size={14} />} loading={isReading} onClick={copy}>
      {t('link.copy', { count: 1 })}
    </Button>
  );
}
