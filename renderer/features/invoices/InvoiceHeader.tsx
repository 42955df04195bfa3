import { ActionIcon, Button, Tooltip } from '@mantine/core';
import { IconChevronLeft, IconChevronRight, IconExternalLink, IconRefresh } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { InvoiceDetail } from '../../../shared/ipc/schemas/invoices.ts';
import { AccountName } from '../../app/AccountName.tsx';
import { shownStatusOf, toneOfInvoice } from '../../app/invoiceTones.ts';
import { useScope } from '../../app/useScope.ts';
import { useFormat } from '../../format/useFormat.ts';
import { CopyButton } from '../../ui/CopyButton.tsx';
import { Tag } from '../../ui/Tag.tsx';
import { describeStanding } from './invoiceWords.ts';
import classes from './InvoicePage.module.css';
import type { InvoiceLeafing } from './useInvoiceLeafing.ts';

/** Beside the number: which account, how the invoice stands. */
export function InvoiceAside({ invoice }: { invoice: InvoiceDetail }): ReactNode {
  const { t } = useTranslation('invoices');
  const { t: tApp } = useTranslation();
  const { byId } = useScope();
  const format = useFormat();
  const workspace = byId(invoice.workspaceId);
  const now = Math.floor(Date.now() / 1000);
  const timeZone = workspace?.timeZone ?? format.timeZone;
  return (
    <span className={classes.aside}>
      {invoice.number !== null && <CopyButton value={invoice.number} what={t('page.number')} />}
      <AccountName workspaceId={invoice.workspaceId} />
      <Tag tone={toneOfInvoice(shownStatusOf(invoice))}>
        {describeStanding(invoice, { now, timeZone, t, tApp })}
      </Tag>
    </span>
  );
}

export interface InvoiceActionsProps {
  collect: ReactNode;
  leafing: InvoiceLeafing;
  isRefreshing: boolean;
  onRefresh: () => void;
  /** Left out for the sample office, which Stripe does not know. */
  onOpenInStripe: (() => void) | undefined;
}

/** Leafing through the list, reading again, and Stripe's own page of the invoice. */
export function InvoiceActions({
  collect,
  leafing,
  isRefreshing,
  onRefresh,
  onOpenInStripe,
}: InvoiceActionsProps): ReactNode {
  const { t } = useTranslation('invoices');
  return (
    <>
      {collect}
      <ActionIcon.Group>
        <Tooltip label={t('page.previous')}>
          <ActionIcon
            variant="default"
            size={30}
            aria-label={t('page.previous')}
            aria-keyshortcuts="ArrowLeft"
            disabled={leafing.previous === null}
            onClick={() => leafing.flip(-1)}
          >
            <IconChevronLeft size={16} />
          </ActionIcon>
        </Tooltip>
        <Tooltip label={t('page.next')}>
          <ActionIcon
            variant="default"
            size={30}
            aria-label={t('page.next')}
            aria-keyshortcuts="ArrowRight"
            disabled={leafing.next === null}
            onClick={() => leafing.flip(1)}
          >
            <IconChevronRight size={16} />
          </ActionIcon>
        </Tooltip>
      </ActionIcon.Group>
      <Button
        variant="default"
        leftSection={<IconRefresh size={14} />}
        loading={isRefreshing}
        onClick={onRefresh}
      >
        {t('page.refresh')}
      </Button>
      {onOpenInStripe && (
        <Button variant="default" leftSection={<IconExternalLink size={14} />} onClick={onOpenInStripe}>
          {t('page.openInStripe')}
        </Button>
      )}
    </>
  );
}
