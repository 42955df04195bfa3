import { Button, Text } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { IconDownload } from '@tabler/icons-react';
import { Fragment, memo, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { sumByCurrency } from '../../../shared/domain/money.ts';
import type { InvoiceFilter, InvoiceRow } from '../../../shared/ipc/schemas/invoices.ts';
import { useIpcCommand } from '../../api/useIpcCommand.ts';
import { useIpcQuery } from '../../api/useIpcQuery.ts';
import { useCallNotice } from '../../app/useCallNotice.ts';
import { useScope } from '../../app/useScope.ts';
import { useFormat } from '../../format/useFormat.ts';
import { CopyButton } from '../../ui/CopyButton.tsx';
import { LiveBadge } from '../../ui/LiveBadge.tsx';
import { MoneyText } from '../../ui/MoneyText.tsx';
import classes from './InvoicesPage.module.css';

/** Adding up a search may take longer than a keystroke: it begins when the person pauses. */
const pauseMs = 200;

/** Below the list: what the whole filter adds up to, or what the chosen rows add up to and what can be done with them. */
export function InvoicesFooter(props: {
  filter: InvoiceFilter;
  selected: InvoiceRow[];
  /** What else can be done with the chosen ones. */
  actions: ReactNode;
}): ReactNode {
  const { filter, selected, actions } = props;
  return (
    <div className={classes.footer}>
      {selected.length > 1 ? <Selection rows={selected} /> : <Totals filter={filter} />}
      {selected.length > 0 && <SelectionActions rows={selected} actions={actions} />}
    </div>
  );
}

/** PERF: remembered, so that a keystroke in the search above costs nothing here. */
const Totals = memo(function Totals({ filter }: { filter: InvoiceFilter }): ReactNode {
  const { t } = useTranslation('invoices');
  const format = useFormat();
  const [settled] = useDebouncedValue(filter, pauseMs);
  const { data, isPlaceholderData } = useIpcQuery(
    'invoices.sum',
    { filter: settled },
    { keepPrevious: true },
  );
  const isBusy = isPlaceholderData || settled !== filter;
  const byWeight = (data?.totals ?? []).toSorted(
    (left, right) => Number(right.livemode) - Number(left.livemode) || right.count - left.count,
  );
  const isMixed = new Set(byWeight.map(({ livemode }) => livemode)).size > 1;
  return (
    <dl
      className={classes.totals}
      aria-label={t('totals.label')}
      aria-busy={isBusy}
      data-busy={isBusy || undefined}
      tabIndex={0}
    >
      {byWeight.map(({ currency, livemode, count, total, amountRemaining }) => (
        <div key={`${currency} ${livemode}`} className={classes.total}>
          <dt>
            {isMixed && <LiveBadge livemode={livemode} />}{' '}
            {t('totals.count', { count, formatted: format.count(count) })}
          </dt>
          <dd>
            <strong>{format.money({ amount: total, currency })}</strong>
            {amountRemaining !== 0 && amountRemaining !== total && (
              <Text span c="dimmed">
                {' '}
                {t('totals.remaining', { amount: format.money({ amount: amountRemaining, currency }) })}
              </Text>
            )}
          </dd>
        </div>
      ))}
    </dl>
  );
});

function Selection({ rows }: { rows: InvoiceRow[] }): ReactNode {
  const { t } = useTranslation('invoices');
  const format = useFormat();
  const { byId } = useScope();
  const isLive = ({ workspaceId }: InvoiceRow): boolean => byId(workspaceId)?.livemode === true;
  const modes = [true, false]
    .map((livemode) => ({ livemode, own: rows.filter((row) => isLive(row) === livemode) }))
    .filter(({ own }) => own.length > 0);
  return (
    <Text className={classes.selection ?? ''} role="status">
      {t('selection.count', { count: rows.length, formatted: format.count(rows.length) })}
      {modes.map(({ livemode, own }) => (
        <Fragment key={String(livemode)}>
          {' · '}
          {modes.length > 1 && <LiveBadge livemode={livemode} />}{' '}
          <MoneyText
            amounts={sumByCurrency(own.map(({ currency, total }) => ({ currency, amount: total })))}
          />
        </Fragment>
      ))}
    </Text>
  );
}

function SelectionActions({ rows, actions }: { rows: InvoiceRow[]; actions: ReactNode }): ReactNode {
  const { t } = useTranslation('invoices');
  const numbers = rows.flatMap(({ number }) => number ?? []);
  const [only] = rows.length === 1 ? rows : [];
  return (
    <div className={classes.selectionActions}>
      {actions}
      <CopyButton
        value={numbers.join('\n')}
        what={t('selection.numbers')}
        label={t('selection.copyNumbers', { count: rows.length })}
      />
      {only && only.document !== 'none' && <SavePdfButton invoice={only} />}
    </div>
  );
}

function SavePdfButton({ invoice: { workspaceId, id } }: { invoice: InvoiceRow }): ReactNode {
  const { t } = useTranslation('invoices');
  const save = useIpcCommand('documents.saveAs');
  const { tellFailure, tell } = useCallNotice();
  return (
    <Button
      variant="default"
      leftSection={<IconDownload size={14} />}
      loading={save.isPending}
      onClick={() =>
        save.mutate(
          { workspaceId, kind: 'invoice', objectId: id },
          {
            onError: tellFailure,
            onSuccess: ({ file }) => file !== null && tell(t('saved', { file })),
          },
        )
      }
    >
      {t('selection.savePdf')}
    </Button>
  );
}
