import type { CustomerFilter } from '../../shared/ipc/schemas/customers.ts';

/** The filter of the customer list as it is opened, with what a test chooses. */
export function customerFilter(chosen: Partial<CustomerFilter> = {}): CustomerFilter {
  return {
    workspaceIds: null,
    query: '',
    hasOverdue: false,
    suspended: false,
    vatMissing: false,
    vatUnverified: false,
    cardExpiring: false,
    hasPendingEdit: false,
    country: null,
    includeDeleted: false,
    ...chosen,
  };
}
