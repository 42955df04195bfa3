import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { InvoiceDetail } from '../../../shared/ipc/schemas/invoices.ts';
import { useScope } from '../../app/useScope.ts';
import { useFormat } from '../../format/useFormat.ts';
import { Section } from '../../ui/Section.tsx';
import classes from './InvoicePage.module.css';

/** What happened to the invoice, oldest first; what lies ahead is said as such. */
export function TimelineSection({ invoice }: { invoice: InvoiceDetail }): ReactNode {
  const { t } = useTranslation('invoices');
  const { byId } = useScope();
  const format = useFormat();
  const { timeline, currency, status } = invoice;
  const zone = byId(invoice.workspaceId)?.timeZone;
  const now = Math.floor(Date.now() / 1000);
  // A due date that was met or lifted is no longer worth a line in the future.
  const shown = timeline.filter(({ kind, at }) => kind !== 'due' || at <= now || status === 'open');
  return (
    <Section title={t('timeline.title')}>
      <ol className={classes.timeline}>
        {shown.map(({ kind, at, amount }) => (
          <li key={`${kind} ${at}`} data-ahead={at > now || undefined}>
            <time className={classes.moment} dateTime={new Date(at * 1000).toISOString()}>
              {kind === 'due' ? format.day(at, zone) : format.moment(at, zone)}
            </time>
            <span>{t(`timeline.${kind}`)}</span>
            <span className={classes.momentAmount}>
              {amount === null ? '' : format.money({ amount, currency })}
            </span>
          </li>
        ))}
      </ol>
    </Section>
  );
}
