import { Button } from '@mantine/core';
import { IconCopy } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useIpcCommand } from '../../api/useIpcCommand.ts';
import { useCallNotice } from '../../app/useCallNotice.ts';

/** Fetches the link to an invoice's payment page when it is asked for, and copies it. */
export function CopyLinkButton(props: { workspaceId: string; invoiceId: string }): ReactNode {
  const { workspaceId, invoiceId } = props;
  const { t } = useTranslation('payments');
  const getLink = useIpcCommand('invoices.getHostedLink');
  const { tell, tellFailure } = useCallNotice();
  return (
    <Button
      variant="default"
      leftSection={<IconCopy size={14} />}
      loading={getLink.isPending}
      onClick={() =>
        getLink.mutate(
          { workspaceId, invoiceId },
          {
            onError: tellFailure,
            onSuccess: ({ url }) =>
              void navigator.clipboard.writeText(url).then(() => tell(t('outcome.linkCopied'))),
          },
        )
      }
    >
      {t('outcome.copyLink')}
    </Button>
  );
}
