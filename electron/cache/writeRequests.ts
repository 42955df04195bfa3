import type { Resource } from '../../shared/ipc/methods.ts';
import type { Connection } from '../sqlite/openDatabase.ts';
import type { CachedKind, CacheWrites, RawPage } from './cacheApi.ts';
import { createPageContext, type PageContext, type WriterParts } from './pageContext.ts';
import { createRawBlocks } from './rawBlocks.ts';
import { countOverdue } from './repositories/customerFigures.ts';
import { createInvoiceTexts } from './repositories/invoiceTexts.ts';
import { createInvoiceTotals } from './repositories/invoiceTotals.ts';
import { buildNextOrder, buildOrderIndex } from './repositories/orderIndexes.ts';
import { bury } from './repositories/tombstones.ts';
import { createWordIndex } from './repositories/wordIndex.ts';
import {
  clearCheckpoints,
  findWorkspace,
  saveCheckpoint,
  saveSyncState,
  workspaceNumber,
} from './repositories/workspaceRows.ts';
import { parsePage, summarize } from './stripePage.ts';
import type { CustomerJson, InvoiceJson, StripeObject } from './stripeJson.ts';
import { removeCustomer, writeCustomers } from './writeCustomers.ts';
import { removeInvoice, writeInvoices } from './writeInvoices.ts';
import { removeRelated, replaceRelatedOfCustomer, writeRelated } from './writeRelated.ts';

type InputOfWrite<Name extends keyof CacheWrites> = Parameters<CacheWrites[Name]>[0];

/** What a write answers: its value and what it touched. */
export interface WriteOutcome {
  value: unknown;
  change: { workspaceId: string; resources: readonly Resource[] } | null;
}

/** Every write by name; the last three the client asks for by itself, when a read or the end of a fill needs them. */
export type WriteRequests = {
  [Name in keyof CacheWrites]: (input: InputOfWrite<Name>) => WriteOutcome;
} & {
  countOverdue(input: { now: number }): WriteOutcome;
  buildOrderIndex(input: { name: string }): WriteOutcome;
  buildNextOrder(input: { workspaceId: string }): WriteOutcome;
};

/** What a written kind shows up in: customers carry figures of their invoices, subscriptions and tax ids. */
const touchedBy: Record<CachedKind, readonly Resource[]> = {
  customer: ['customers', 'taxIds'],
  invoice: ['invoices', 'customers'],
  creditNote: ['creditNotes'],
  subscription: ['subscriptions', 'customers'],
  paymentMethod: ['paymentMethods'],
  invoicePayment: ['invoices'],
  taxId: ['taxIds', 'customers'],
};

function writeObjects(context: PageContext, kind: CachedKind, objects: StripeObject[]): void {
  // Stripe lists newest first: the oldest takes the lowest position, also among objects of one second.
  const present = objects.filter(({ deleted }) => !deleted).toReversed();
  for (const { id, deleted } of objects) if (deleted) remove(context, kind, id);
  if (kind === 'customer') writeCustomers(context, present as CustomerJson[]);
  else if (kind === 'invoice') writeInvoices(context, present as InvoiceJson[]);
  else writeRelated(context, kind, present);
}

function remove(context: PageContext, kind: CachedKind, id: string): void {
  bury(context.connection, context.workspace, kind, id, context.read);
  if (kind === 'customer') removeCustomer(context, id);
  else if (kind === 'invoice') removeInvoice(context, id);
  else removeRelated(context, kind, id);
}

function outcomeOf(value: unknown, workspaceId: string, kind: CachedKind, written: number): WriteOutcome {
  return { value, change: written === 0 ? null : { workspaceId, resources: touchedBy[kind] } };
}

function writePageWith(
  parts: WriterParts,
  page: RawPage,
  write: (context: PageContext, objects: StripeObject[], isWhole: boolean) => void,
): WriteOutcome {
  const { workspaceId, kind } = page;
  const parsed = parsePage(kind, page.bytes);
  const context = createPageContext(parts, workspaceNumber(parts.connection, workspaceId), page, parsed.raw);
  write(context, parsed.objects, !parsed.hasMore);
  context.finish();
  return outcomeOf(summarize(parsed, page, context.written), workspaceId, kind, context.written);
}

/** Tables that hold rows of a workspace, other than the ones that refer to it. */
const tablesOfWorkspace = [
  'invoices',
  'invoice_totals',
  'customers',
  'related',
  'related_lists',
  'tombstones',
  'blocks',
];

/** SECURITY: erased means overwritten, not only unlinked; while filling the cache that would cost time for nothing. */
function dropWorkspace({ database, statement }: Connection, workspace: number): void {
  database.exec('PRAGMA secure_delete = on');
  for (const kind of ['invoice', 'customer'])
    statement(
      `DELETE FROM ${kind}_text WHERE rowid IN (SELECT position FROM ${kind}s WHERE workspace = ?)`,
    ).run(workspace);
  for (const table of tablesOfWorkspace) statement(`DELETE FROM ${table} WHERE workspace = ?`).run(workspace);
  statement('DELETE FROM workspaces WHERE workspace = ?').run(workspace);
  database.exec('PRAGMA secure_delete = off');
}

function touched(workspaceId: string, ...resources: Resource[]): WriteOutcome {
  return { value: null, change: { workspaceId, resources } };
}

const untouched: WriteOutcome = { value: null, change: null };

type PageRequests = Pick<WriteRequests, 'writePage' | 'replaceOfCustomer' | 'markDeleted'>;

function createPageRequests(parts: WriterParts): PageRequests {
  const { connection } = parts;
  return {
    writePage({ page, with: also }) {
      const write = (one: RawPage): WriteOutcome =>
        writePageWith(parts, one, (context, objects) => writeObjects(context, one.kind, objects));
      for (const completed of also?.completed ?? []) write(completed);
      const outcome = write(page);
      if (also) saveCheckpoint(connection, also.checkpoint);
      return outcome;
    },
    replaceOfCustomer({ page, customerId }) {
      const { kind, workspaceId } = page;
      if (kind === 'customer' || kind === 'invoice') throw new Error(`${kind} is not a list of a customer`);
      const { value } = writePageWith(parts, page, (context, objects, isWhole) =>
        replaceRelatedOfCustomer(context, { kind, customer: customerId, objects, isWhole }),
      );
      // An empty list that was read is news too: the moment it was read is shown.
      return { value, change: { workspaceId, resources: touchedBy[kind] } };
    },
    markDeleted({ workspaceId, kind, ids, ...read }) {
      const context = createPageContext(parts, workspaceNumber(connection, workspaceId), read);
      for (const id of ids) remove(context, kind, id);
      context.finish();
      return outcomeOf(null, workspaceId, kind, context.written);
    },
  };
}

/** The writes over one open database; they and `finish` run inside the transaction of the caller. */
export interface Writes {
  requests: WriteRequests;
  /** Writes what was gathered for the end of a transaction. */
  finish(): void;
}

/** Makes the writes of one open database. */
export function createWriteRequests(connection: Connection): Writes {
  const words = createWordIndex(connection);
  const blocks = createRawBlocks(connection);
  const totals = createInvoiceTotals(connection);
  const texts = createInvoiceTexts();
  const pages = createPageRequests({ connection, blocks, words, texts, totals });
  const finish = (): void => {
    words.finish();
    totals.finish();
  };
  const requests: WriteRequests = {
    ...pages,
    saveCheckpoint(checkpoint) {
      saveCheckpoint(connection, checkpoint);
      return untouched;
    },
    clearCheckpoints({ workspaceId }) {
      clearCheckpoints(connection, workspaceId);
      return untouched;
    },
    saveSyncState(state) {
      saveSyncState(connection, state);
      // All at once what was not built one by one before: complete means that none is missing.
      while (state.complete && buildNextOrder(connection, state.workspaceId));
      return touched(state.workspaceId, 'sync', 'workspaces');
    },
    dropWorkspace({ workspaceId }) {
      const workspace = findWorkspace(connection, workspaceId);
      finish();
      if (workspace !== null) dropWorkspace(connection, workspace);
      return touched(workspaceId, ...new Set(Object.values(touchedBy).flat()));
    },
    countOverdue({ now }) {
      countOverdue(connection, now);
      return untouched;
    },
    buildOrderIndex({ name }) {
      buildOrderIndex(connection, name);
      return untouched;
    },
    buildNextOrder: ({ workspaceId }) => ({
      value: buildNextOrder(connection, workspaceId),
      change: null,
    }),
  };
  return { requests, finish };
}
