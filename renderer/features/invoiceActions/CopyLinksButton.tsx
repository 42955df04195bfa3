import { Button, Tooltip } from '@mantine/core';
import { IconLink } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { hasHostedPage, mostLinks } from '../../../shared/domain/reminders.ts';
import type { InvoiceRow } from '../../../shared/ipc/schemas/invoices.ts';
import { useCopyHostedLinks } from '../../app/useCopyHostedLink.ts';
import { useFormat } from '../../format/useFormat.ts';

/** Copies the payment pages of a selection, a line for each. */
export function CopyLinksButton({ invoices }: { invoices: readonly InvoiceRow[] }): ReactNode {
  const { t } = useTranslation('reminders');
  const format = useFormat();
  const payable = invoices.filter(({ status }) => hasHostedPage(status));
  const { copy, isReading } = useCopyHostedLinks(payable);
  const leftOut = invoices.length - payable.length;
  const refusal =
    payable.length === 0
      ? t('link.none', { count: invoices.length })
      : payable.length > mostLinks
        ? t('link.tooMany', { most: mostLinks })
        : null;
  const note = refusal ?? t('link.leftOut', { count: leftOut, formatted: format.count(leftOut) });
  return (
    <Tooltip label={note} disabled={refusal === null && leftOut === 0} multiline maw={320}>
      <Button
        variant="default"
        leftSection={<IconLink size={14} />}
        loading={isReading}
        {...(refusal === null ? {} : { 'data-disabled': true })}
        aria-disabled={refusal !== null}
        onClick={() => refusal === null && copy()}
      >
        {t('link.copy', { count: invoices.length })}
      </Button>
    </Tooltip>
  );
}
