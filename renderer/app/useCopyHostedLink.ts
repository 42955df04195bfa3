import { useTranslation } from 'react-i18next';
import type { InvoiceRow } from '../../shared/ipc/schemas/invoices.ts';
import type { IpcError } from '../api/kantoorApi.ts';
import { useIpcCommand } from '../api/useIpcCommand.ts';
import { useCallNotice } from './useCallNotice.ts';

export interface CopyHostedLink {
  copy: () => void;
  isReading: boolean;
}

/** Fetches the link to an invoice's payment page when it is asked for, copies it and says so. */
export function useCopyHostedLink(invoice: { workspaceId: string; invoiceId: string }): CopyHostedLink {
  const { mutateAsync: getLink, isPending } = useIpcCommand('invoices.getHostedLink');
  const copyLines = useCopyLines();
  const { workspaceId, invoiceId } = invoice;
  return {
    copy: () => copyLines(getLink({ workspaceId, invoiceId }).then(({ url }) => [url])),
    isReading: isPending,
  };
}

/** The same for several: a line for each with its number, which spreadsheets and e-mails take as they are. */
export function useCopyHostedLinks(invoices: readonly InvoiceRow[]): CopyHostedLink {
  const { mutateAsync: listLinks, isPending } = useIpcCommand('invoices.listHostedLinks');
  const copyLines = useCopyLines();
  const numberOf = (invoiceId: string): string =>
    invoices.find(({ id }) => id === invoiceId)?.number ?? invoiceId;
  return {
    copy: () =>
      copyLines(
        listLinks({
          invoices: invoices.map(({ workspaceId, id }) => ({ workspaceId, invoiceId: id })),
        }).then((links) =>
          links.flatMap(({ invoiceId, url }) => (url === null ? [] : [`${numberOf(invoiceId)}\t${url}`])),
        ),
      ),
    isReading: isPending,
  };
}

/** Copies what is still being read. The menu that was clicked is gone by then, so nothing may hang on it. */
function useCopyLines(): (reading: Promise<string[]>) => void {
  const { t } = useTranslation('reminders');
  const { tell, tellFailure } = useCallNotice();
  return (reading) =>
    void reading.then(
      (lines) =>
        navigator.clipboard
          .writeText(lines.join('\n'))
          .then(() => tell(t('link.copied', { count: lines.length }))),
      (error: IpcError) => tellFailure(error),
    );
}
