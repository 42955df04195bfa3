import { Button, Pill, Select } from '@mantine/core';
import type { ReactNode } from 'react';
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
  const { t: tApp } = useTranslation();
  const format = useFormat();
  const { current } = useScope();
  const { filter, change } = state;
  const [query, setQuery] = useTypedText(filter.query, (next) => change({ query: next }));
  const today = dayOf(Math.floor(Date.now() / 1000), current?.timeZone ?? format.timeZone);

  return (
    <>
      <InvoiceViews state={state} />
      <SearchInput
        label={t('search.label')}
        placeholder={t('search.placeholder')}
        value={query}
        onChange={setQuery}
        onLeave={onLeave}
      />
      <PeriodInput
        label={t('filters.period')}
        placeholder={t('filters.period')}
        today={today}
        value={{ from: filter.from, to: filter.to }}
        onChange={({ from, to }) => change({ from, to })}
      />
      <Select
        aria-label={t('filters.status')}
        placeholder={t('filters.status')}
        data={invoiceStatuses.map((status) => ({ value: status, label: tApp(`invoiceStatus.${status}`) }))}
        value={filter.status}
        onChange={(status) => change({ status })}
        clearable
        clearButtonProps={{ 'aria-label': t('filters.clearStatus') }}
        w={120}
      />
      <CustomerPill state={state} name={customerName} />
      {state.isNarrowed && (
        <Button variant="subtle" onClick={state.clear}>
          {t('filters.clear')}
        </Button>
      )}
    </>
  );
}

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
