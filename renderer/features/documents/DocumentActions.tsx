import { ActionIcon, Tooltip } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { IconDownload, IconPrinter } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { IpcError } from '../../api/kantoorApi.ts';
import { useIpcCommand } from '../../api/useIpcCommand.ts';
import { toErrorSentences } from '../../i18n/errorSentences.ts';
import { KeepInvoice } from './KeepInvoice.tsx';
import type { DocumentRef } from './useDocument.ts';

/** Keep, print and save, as icons with names. */
export function DocumentActions({ workspaceId, kind, objectId }: DocumentRef): ReactNode {
  const { t } = useTranslation('documents');
  const { t: tError } = useTranslation('errors');
  const print = useIpcCommand('documents.print');
  const save = useIpcCommand('documents.saveAs');
  const ref = { workspaceId, kind, objectId };

  function tellFailure(error: IpcError): void {
    const { what, money, next } = toErrorSentences(error, tError);
    notifications.show({ color: 'red', title: what, message: `${money} ${next}`, autoClose: false });
  }

  return (
    <>
      {kind === 'invoice' && <KeepInvoice workspaceId={workspaceId} id={objectId} />}
      <Tooltip label={t('print')}>
        <ActionIcon
          variant="subtle"
          color="gray"
          aria-label={t('print')}
          loading={print.isPending}
          onClick={() => print.mutate(ref, { onError: tellFailure })}
        >
          <IconPrinter size={16} />
        </ActionIcon>
      </Tooltip>
      <Tooltip label={t('save')}>
        <ActionIcon
          variant="subtle"
          color="gray"
          aria-label={t('save')}
          loading={save.isPending}
          onClick={() =>
            save.mutate(ref, {
              onError: tellFailure,
              onSuccess: ({ file }) => {
                if (file !== null) notifications.show({ message: t('saved', { file }) });
              },
            })
          }
        >
          <IconDownload size={16} />
        </ActionIcon>
      </Tooltip>
    </>
  );
}
