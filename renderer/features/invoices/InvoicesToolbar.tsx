import { Button, Pill, Select } from '@mantine/core';
import { memo, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { dayOf } from '../../../shared/domain/dates.ts';
import { invoiceStatuses } from '../../../shared/domain/invoices.ts';
import { useScope } from '../../app/useScope.ts';
import { useFormat } from '../../format/useFormat.ts';
import { PeriodInput } from '../../ui/PeriodInput.tsx';
import { SearchInput } from '../../ui/SearchInput.tsx';
import { useTypedText } from '../../ui/useTypedText.ts';
import { InvoiceViews } from './InvoiceViews.tsx';
import type { InvoiceFilterState } from './useInvoiceFilter.ts';

export interface InvoicesToolbarProps {
  state: InvoiceFilterState;
  /** Name of the customer whose invoices are shown, as far as it is known. */
  customerName: string | null;
  onLeave: () => void;
}

/** Views, search, period and status of the invoice list. */
export function InvoicesToolbar({ state, customerName, onLeave }: InvoicesToolbarProps): ReactNode {
  const { t } = useTranslation('invoices');
  const { filter, change } = state;
  const [query, setQuery] = useTypedText(filter.query, (next) => change({ query: next }));

  return (
    <>
      <InvoiceViews state={state} />
      <SearchInput
        label={t('search.label')}
        placeholder={t('search.placeholder')}
        value={query}
        onChange={setQuery}
        onLeave={onLeave}
        width={245}
      />
      <MomentAndStatus from={filter.from} to={filter.to} status={filter.status} change={change} />
      <CustomerPill state={state} name={customerName} />
      {state.isNarrowed && (
        <Button variant="subtle" onClick={state.clear}>
          {t('filters.clear')}
        </Button>
      )}
    </>
  );
}

type MomentAndStatusProps = Pick<InvoiceFilterState['filter'], 'from' | 'to' | 'status'> &
  Pick<InvoiceFilterState, 'change'>;

/** PERF: remembered, because a calendar costs more than a keystroke in the search beside it may. */
const MomentAndStatus = memo(function MomentAndStatus(props: MomentAndStatusProps): ReactNode {
  const { from, to, status, change } = props;
  const { t } = useTranslation('invoices');
  const { t: tApp } = useTranslation();
  const format = useFormat();
  const { current } = useScope();
  const today = dayOf(Math.floor(Date.now() / 1000), current?.timeZone ?? format.timeZone);
  return (
    <>
      <PeriodInput
        label={t('filters.period')}
        placeholder={t('filters.period')}
        today={today}
        value={{ from, to }}
        onChange={change}
      />
      <Select
        aria-label={t('filters.status')}
        placeholder={t('filters.status')}
        data={invoiceStatuses.map((value) => ({ value, label: tApp(`invoiceStatus.${value}`) }))}
        value={status}
        onChange={(next) => change({ status: next })}
        clearable
        clearButtonProps={{ 'aria-label': t('filters.clearStatus') }}
        w={120}
      />
    </>
  );
});

/** Says whose invoices these are, and lets go of the customer. */
function CustomerPill({ state, name }: { state: InvoiceFilterState; name: string | null }): ReactNode {
  const { t } = useTranslation('invoices');
  const { customerId } = state.filter;
  if (customerId === null) return null;
  return (
    <Pill
      size="md"
      withRemoveButton
      removeButtonProps={{ 'aria-label': t('filters.allCustomers'), tabIndex: 0, 'aria-hidden': false }}
      onRemove={() => state.change({ customerId: null })}
    >
      {name ?? customerId}
    </Pill>
  );
}
