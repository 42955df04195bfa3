import { SegmentedControl } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { InvoiceFilter, InvoiceView } from '../../../shared/ipc/schemas/invoices.ts';
import { useIpcQuery } from '../../api/useIpcQuery.ts';
import { useFormat } from '../../format/useFormat.ts';
import classes from './InvoicesPage.module.css';
import { tabsOf, type InvoiceFilterState } from './useInvoiceFilter.ts';

/** PERF: views with few invoices by nature; counting paid ones or all reads a million rows for a number nobody acts on. */
type CountedView = Extract<InvoiceView, 'open' | 'overdue' | 'draft'>;

function useViewCount(filter: InvoiceFilter, view: CountedView): number | undefined {
  const { data } = useIpcQuery(
    'invoices.list',
    {
      filter: { ...filter, view, status: null },
      sort: { field: 'createdAt', direction: 'desc' },
      offset: 0,
      limit: 1,
    },
    { keepPrevious: true },
  );
  return data?.total;
}

/** Open, overdue, paid, drafts or all, with how many of those that need work. */
export function InvoiceViews({ state }: { state: InvoiceFilterState }): ReactNode {
  const { t } = useTranslation('invoices');
  const format = useFormat();
  const { filter, change } = state;
  const counts: Partial<Record<InvoiceView, number | undefined>> = {
    open: useViewCount(filter, 'open'),
    overdue: useViewCount(filter, 'overdue'),
    draft: useViewCount(filter, 'draft'),
  };
  return (
    <SegmentedControl<InvoiceView>
      aria-label={t('views.label')}
      value={filter.view}
      onChange={(view) => change({ view })}
      data={tabsOf(filter.view).map((view) => ({
        value: view,
        label: (
          <span className={classes.view}>
            {t(`views.${view}`)}
            {view in counts && (
              <span className={classes.viewCount}>
                {counts[view] === undefined ? '' : format.count(counts[view])}
              </span>
            )}
          </span>
        ),
      }))}
    />
  );
}
