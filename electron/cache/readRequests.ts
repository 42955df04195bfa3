import type { Connection } from '../sqlite/openDatabase.ts';
import type { CacheReads } from './cacheApi.ts';
import { createCountCache } from './repositories/countCache.ts';
import { hasUncountedOverdue } from './repositories/customerFigures.ts';
import { listCustomerCountries, listCustomers } from './repositories/customerLists.ts';
import { createCustomerMatches } from './repositories/customerMatches.ts';
import { findDocumentSources, scanDocumentSources } from './repositories/documentSources.ts';
import { scanFingerprints } from './repositories/fingerprints.ts';
import { listInvoices } from './repositories/invoiceLists.ts';
import { createInvoiceMatches } from './repositories/invoiceMatches.ts';
import { sumInvoices } from './repositories/invoiceSums.ts';
import {
  countBetween,
  countObjects,
  findObject,
  findRows,
  findWorkspacesOf,
  listIds,
  listObjects,
  listReadAt,
} from './repositories/objects.ts';
import { search } from './repositories/searchReads.ts';
import { readWorklist } from './repositories/worklist.ts';
import { getSyncState, listCheckpoints } from './repositories/workspaceRows.ts';

/** Every read by name, as the worker answers it. */
export type ReadRequests = {
  [Name in keyof CacheReads]: (
    input: Parameters<CacheReads[Name]>[0],
  ) => Awaited<ReturnType<CacheReads[Name]>>;
} & {
  /** Whether `countOverdue` has something to do at this moment. */
  hasUncountedOverdue(input: { now: number }): boolean;
};

/** The reads over one open database. */
export function createReadRequests(connection: Connection): ReadRequests {
  const lists = {
    counts: createCountCache(connection),
    customerMatches: createCustomerMatches(connection),
    invoiceMatches: createInvoiceMatches(connection),
  };
  return {
    listCustomers: (input) => listCustomers(connection, lists, input),
    listInvoices: (input) => listInvoices(connection, lists, input),
    sumInvoices: (input) => sumInvoices(connection, lists, input),
    listCustomerCountries: ({ workspaceIds }) => listCustomerCountries(connection, workspaceIds),
    readWorklist: (input) => readWorklist(connection, input),
    search: (input) => search(connection, input),
    findObject: (input) => findObject(connection, input),
    listObjects: (input) => listObjects(connection, input),
    listReadAt: (input) => listReadAt(connection, input),
    findWorkspacesOf: (input) => findWorkspacesOf(connection, input),
    findRows: (input) => findRows(connection, input),
    countBetween: (input) => countBetween(connection, input),
    scanFingerprints: (input) => scanFingerprints(connection, input),
    counts: ({ workspaceId }) => countObjects(connection, workspaceId),
    getSyncState: ({ workspaceId }) => getSyncState(connection, workspaceId),
    listCheckpoints: ({ workspaceId }) => listCheckpoints(connection, workspaceId),
    listIds: (input) => listIds(connection, input),
    scanDocumentSources: (input) => scanDocumentSources(connection, input),
    findDocumentSources: (input) => findDocumentSources(connection, input),
    hasUncountedOverdue: ({ now }) => hasUncountedOverdue(connection, now),
  };
}
