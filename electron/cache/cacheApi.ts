import type { InputOf, OutputOf } from '../../shared/ipc/contract.ts';
import type { Resource } from '../../shared/ipc/methods.ts';
import type { CustomerRow } from '../../shared/ipc/schemas/customers.ts';
import type { InvoiceRow } from '../../shared/ipc/schemas/invoices.ts';
import type { CurrencyAgeing } from '../../shared/ipc/schemas/today.ts';
import type { UnixSeconds } from '../../shared/domain/dates.ts';
import type { Money } from '../../shared/domain/money.ts';
import type { Standing, SuspensionThreshold } from '../../shared/domain/subscriptions.ts';
import type { PolicyScope } from '../../shared/domain/documents.ts';
import type { FullWalk } from '../../shared/ipc/schemas/workspaces.ts';

/** Object kinds that come in pages of Stripe JSON. */
export type CachedKind =
  | 'customer'
  | 'invoice'
  | 'creditNote'
  | 'subscription'
  | 'paymentMethod'
  | 'invoicePayment'
  | 'taxId';

/** A page of a Stripe list as it came over the wire; the buffer is transferred, not copied. */
export interface RawPage {
  workspaceId: string;
  kind: CachedKind;
  /** UTF-8 JSON: a Stripe list (`{"object":"list","data":[…]}`) or one object. */
  bytes: Uint8Array<ArrayBuffer>;
  /** When the request was sent, by this machine's clock. */
  readAt: UnixSeconds;
  /** `nextReadOrder` just before the request was sent: what the stale-write guard compares. */
  readOrder: number;
}

/** JSON of one object, and when it was read. */
export interface ReadObject {
  json: string;
  readAt: UnixSeconds;
  readOrder: number;
}

/** What the main thread learns about a page without parsing it. */
export interface PageSummary {
  count: number;
  hasMore: boolean;
  firstId: string | null;
  lastId: string | null;
  oldestCreated: UnixSeconds | null;
  newestCreated: UnixSeconds | null;
  /** Invoices whose embedded `lines` are not all there, as they came. */
  incomplete: ReadObject[];
  written: number;
}

export interface CacheCounts {
  customers: number;
  invoices: number;
  creditNotes: number;
  subscriptions: number;
}

/** A window or list of a sync whose progress survives a kill. */
export interface SyncCheckpoint {
  workspaceId: string;
  /** E.g. `invoices:open`, `invoices:2026-03`, `customers`. */
  step: string;
  /** Id to go on after; null at the start. */
  cursor: string | null;
  done: boolean;
  fetched: number;
}

/** How far a list is, and the objects that were completed since its last page: neither is stored without the other. */
export interface WrittenWithPage {
  checkpoint: SyncCheckpoint;
  completed: RawPage[];
}

export interface WorkspaceSyncState {
  workspaceId: string;
  /** Newest event id seen; null before the first sync and while the account has no events. */
  eventCursor: string | null;
  /** `created` of that event, by Stripe's clock. */
  eventCursorCreated: UnixSeconds | null;
  /** When the feed was last asked; null before the first sync. */
  eventCursorAt: UnixSeconds | null;
  /** The key may not read events: changes are looked for in lists. */
  withoutEvents: boolean;
  asOf: UnixSeconds | null;
  complete: boolean;
  /** When open and young invoices were last compared with Stripe. */
  reconciledAt: UnixSeconds | null;
  walk: FullWalk | null;
}

/** An object as cached: its JSON without bearer URLs. */
export type CachedObject = ReadObject;

/** Two objects are the same where these are: what Stripe said, and what was made of it. */
export interface Fingerprint {
  id: string;
  json: string;
  columns: string;
}

/** What tells cached objects apart without their JSON. */
export interface CachedRow {
  id: string;
  created: UnixSeconds;
  readOrder: number;
}

export interface ScopeOfWorkspace {
  workspaceId: string;
  timeZone: string;
}

/** An invoice or credit note that has a document at Stripe. */
export interface DocumentSource {
  id: string;
  created: UnixSeconds;
  isOpen: boolean;
  /** Names the read that brought it here; another one may have brought another version. */
  read: string;
}

/** A customer of which an edit waits. */
export interface EditedCustomer {
  workspaceId: string;
  customerId: string;
  state: NonNullable<CustomerRow['pendingEdit']>;
}

/** A customer about whom something is to be done. */
export interface TroubledCustomer {
  workspaceId: string;
  id: string;
  name: string | null;
  email: string | null;
  amountRemaining: Money[];
  taxIds: string[];
  standing: Standing;
  /** Month number of the default card. */
  cardEnds: number | null;
}

interface Listed<Row> {
  total: number;
  /** The most urgent first. */
  rows: Row[];
}

/** What of an account is open in a currency, and how old it is. */
export type AccountAgeing = Omit<CurrencyAgeing, 'livemode'> & { workspaceId: string };

/** What of an office waits for a person, as far as the cache knows. */
export interface CachedWorklist {
  ageing: AccountAgeing[];
  overdue: Listed<{ invoice: InvoiceRow; lateFrom: UnixSeconds }>;
  /** Overdue because they were to be collected and that failed. */
  failedCollections: Listed<{ invoice: InvoiceRow; lateFrom: UnixSeconds }>;
  debits: Listed<InvoiceRow>;
  suspended: Listed<TroubledCustomer>;
  expiringCards: Listed<TroubledCustomer>;
  unverifiedVatIds: Listed<TroubledCustomer>;
}

export interface CacheReads {
  /**
   * `workspaces` gives every known workspace with its zone; `now` decides what is overdue; `edited` are the customers
   * with a change that Stripe does not have yet, of which the cache knows nothing.
   */
  listCustomers(
    input: InputOf<'customers.list'> & {
      workspaces: ScopeOfWorkspace[];
      edited: EditedCustomer[];
      /** What counts as a suspended service. */
      suspendedFrom: SuspensionThreshold;
      now: UnixSeconds;
    },
  ): Promise<OutputOf<'customers.list'>>;
  listInvoices(
    input: InputOf<'invoices.list'> & { workspaces: ScopeOfWorkspace[]; now: UnixSeconds },
  ): Promise<OutputOf<'invoices.list'>>;
  /** Adds up a part of what a filter leaves; `before` says where to go on, null after the last part. */
  sumInvoices(
    input: InputOf<'invoices.sum'> & { workspaces: ScopeOfWorkspace[]; now: UnixSeconds; before?: number },
  ): Promise<{
    totals: Omit<OutputOf<'invoices.sum'>['totals'][number], 'livemode'>[];
    before: number | null;
  }>;
  listCustomerCountries(input: { workspaceIds: string[] | null }): Promise<string[]>;
  /** What is open in these accounts, how old it is and what of it waits for a person; `limit` rows of each. */
  readWorklist(input: {
    workspaces: ScopeOfWorkspace[];
    suspendedFrom: SuspensionThreshold;
    now: UnixSeconds;
    limit: number;
  }): Promise<CachedWorklist>;
  search(input: InputOf<'search.query'> & { now: UnixSeconds }): Promise<OutputOf<'search.query'>['items']>;
  findObject(input: { workspaceId: string; kind: CachedKind; id: string }): Promise<CachedObject | null>;
  /** All cached objects of a kind that belong to a customer (payment methods, subscriptions, tax IDs, credit notes) or an invoice. */
  listObjects(input: {
    workspaceId: string;
    kind: CachedKind;
    customerId?: string;
    invoiceId?: string;
  }): Promise<CachedObject[]>;
  /**
   * When the whole list of a customer's payment methods or tax IDs was last read (`replaceOfCustomer`); null when never.
   * An empty list that was read is not the same as one that never was.
   */
  listReadAt(input: {
    workspaceId: string;
    kind: 'paymentMethod' | 'taxId';
    customerId: string;
  }): Promise<UnixSeconds | null>;
  /** Workspaces that know an id; the command line uses it to find what a person names. */
  findWorkspacesOf(input: { kind: 'customer' | 'invoice'; id: string }): Promise<string[]>;
  counts(input: { workspaceId: string }): Promise<CacheCounts>;
  getSyncState(input: { workspaceId: string }): Promise<WorkspaceSyncState>;
  listCheckpoints(input: { workspaceId: string }): Promise<SyncCheckpoint[]>;
  /** What is known of these objects without their JSON; ids that are not cached are left out. */
  findRows(input: { workspaceId: string; kind: CachedKind; ids: string[] }): Promise<CachedRow[]>;
  /** What a kind's objects are, in hashes: by position, `next` is where to go on, null at the end. */
  scanFingerprints(input: {
    workspaceId: string;
    kind: CachedKind;
    after: number | null;
  }): Promise<{ fingerprints: Fingerprint[]; next: number | null }>;
  /** How many objects of a kind were created between two moments, both included. */
  countBetween(input: {
    workspaceId: string;
    kind: CachedKind;
    from: UnixSeconds;
    to: UnixSeconds;
  }): Promise<number>;
  /** Every id of a kind (deleted customers left out) whose `created` (or the issue date, where it has one) lies in [from, to): what a reconcile compares. */
  listIds(input: {
    workspaceId: string;
    kind: CachedKind;
    by?: 'created' | 'issuedAt';
    from?: UnixSeconds;
    to?: UnixSeconds;
    status?: string;
    /** Only what belongs to one of these. */
    customerIds?: string[];
    /** Only what was last read before. */
    readBefore?: number;
  }): Promise<string[]>;
  /** The next objects, by id, whose documents a policy wants; `next` is where to go on, null at the end. */
  scanDocumentSources(input: {
    workspaceId: string;
    kind: 'invoice' | 'creditNote';
    scope: PolicyScope;
    after: string | null;
  }): Promise<{ sources: DocumentSource[]; next: string | null }>;
  /** A customer's objects, or these objects, as far as they have documents. */
  findDocumentSources(
    input: { workspaceId: string; kind: 'invoice' | 'creditNote' } & (
      | { customerId: string }
      | { ids: string[] }
    ),
  ): Promise<DocumentSource[]>;
}

export interface CacheWrites {
  /** Parses, maps, compresses and writes a page in the worker; what comes with it is in the same transaction. */
  writePage(input: { page: RawPage; with?: WrittenWithPage }): Promise<PageSummary>;
  saveCheckpoint(input: SyncCheckpoint): Promise<void>;
  clearCheckpoints(input: { workspaceId: string }): Promise<void>;
  saveSyncState(input: WorkspaceSyncState): Promise<void>;
  /** Deleted customers stay (invoices refer to them), everything else goes. */
  markDeleted(input: {
    workspaceId: string;
    kind: CachedKind;
    ids: string[];
    readAt: UnixSeconds;
    readOrder: number;
  }): Promise<void>;
  /** Payment methods and tax IDs come as the whole list of a customer: what is not in the page is gone. */
  replaceOfCustomer(input: { page: RawPage; customerId: string }): Promise<PageSummary>;
  dropWorkspace(input: { workspaceId: string }): Promise<void>;
}

export interface CacheClient extends CacheReads, CacheWrites {
  /** Taken just before a request is sent: an answer to a later request is newer. Rises over restarts, too. */
  nextReadOrder(): number;
  /** Called after each write with the resources it touched, at most once per tick. */
  onChanged(listener: (change: { workspaceId: string; resources: Resource[] }) => void): void;
  /** Whether a damaged or unknown cache had to be set aside at this start. */
  readonly wasSetAside: boolean;
  close(): Promise<void>;
}
