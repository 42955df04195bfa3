import { dayOf, startOfDay } from './dates.ts';
import type { UnixSeconds } from './dates.ts';

/** Kinds of documents that Kantoor keeps as PDF. */
export const documentKinds = ['invoice', 'creditNote', 'receipt'] as const;
export type DocumentKind = (typeof documentKinds)[number];

/** `objectId` is the invoice's for invoices and receipts, else the credit note's. */
export interface DocumentRef {
  workspaceId: string;
  kind: DocumentKind;
  objectId: string;
}

/** `stored`: on this machine; `available`: Stripe can give it; `none`: there is no such document (drafts). */
export const documentStates = ['stored', 'available', 'none'] as const;
export type DocumentState = (typeof documentStates)[number];

/** Path on the app's own origin under which the renderer reads a stored document's bytes. */
export function documentPath(workspaceId: string, kind: DocumentKind, objectId: string): string {
  return `documents/${encodeURIComponent(workspaceId)}/${kind}/${encodeURIComponent(objectId)}`;
}

/**
 * Which documents an account keeps on this machine without being asked: only those that somebody opened; those of open
 * invoices and of the current year; all of them. Receipts are web pages at Stripe and come when somebody asks.
 */
export const documentPolicies = ['onDemand', 'openAndYear', 'everything'] as const;
export type DocumentPolicy = (typeof documentPolicies)[number];

/** What somebody can keep on this machine whatever the policy: an invoice, or everything of a customer. */
export const keepScopes = ['customer', 'invoice'] as const;
export type KeepScope = (typeof keepScopes)[number];

/** What a policy wants of an account's invoices and credit notes; null: nothing but what somebody keeps. */
export interface PolicyScope {
  issuedFrom: UnixSeconds;
  /** Open invoices count whatever their date. */
  openToo: boolean;
}

/** The scope of a policy at a moment; the year is the one in the account's time zone. */
export function scopeOfPolicy(
  policy: DocumentPolicy,
  now: UnixSeconds,
  timeZone: string,
): PolicyScope | null {
  if (policy === 'onDemand') return null;
  if (policy === 'everything') return { issuedFrom: 0, openToo: true };
  const year = dayOf(now, timeZone).slice(0, 4);
  return { issuedFrom: startOfDay(`${year}-01-01`, timeZone), openToo: true };
}

/** A stored document as the quota looks at it. */
export interface EvictableDocument {
  bytes: number;
  /** When somebody last opened it; its issue date while nobody has. */
  lastUsedAt: UnixSeconds;
  /** Somebody keeps it, an unfinished export needs it, or it is on a screen. */
  isNeeded: boolean;
}

/**
 * The documents that give way to free so many bytes: the least recently used, no more than it takes, never one that is
 * needed. Where too little may go, everything that may go is given.
 */
export function chooseEvictions<Document extends EvictableDocument>(
  documents: readonly Document[],
  bytesToFree: number,
): Document[] {
  const chosen: Document[] = [];
  let freed = 0;
  const leastUsedFirst = documents
    .filter(({ isNeeded }) => !isNeeded)
    .toSorted((left, right) => left.lastUsedAt - right.lastUsedAt);
  for (const document of leastUsedFirst) {
    if (freed >= bytesToFree) break;
    chosen.push(document);
    freed += document.bytes;
  }
  return chosen;
}

/**
 * Up to this share of the quota documents are fetched ahead. What is fetched ahead never pushes anything out, so that
 * a policy which wants more than there is room for does not fetch and evict in a circle.
 */
export const prefetchShareOfQuota = 0.95;

/** So many wanted documents within so much time make a page of a list worth its size. */
const dense = { documents: 3, withinSeconds: 3 * 86_400 };

/**
 * How to get a fresh link for an object and those made shortly before it: a page of Stripe's list holds 100 objects and
 * costs one read, as one object does, but is a hundred times as large.
 */
export function chooseLinkRead(
  created: UnixSeconds,
  wanted: Iterable<{ created: UnixSeconds }>,
): 'page' | 'object' {
  let nearby = 0;
  for (const { created: other } of wanted) {
    if (other <= created && other > created - dense.withinSeconds) nearby += 1;
    if (nearby >= dense.documents) return 'page';
  }
  return 'object';
}
