import {
  fieldWords,
  type SearchableText,
  type SearchField,
  type WordQuery,
} from '../../../shared/domain/search.ts';
import type { Connection } from '../../sqlite/openDatabase.ts';
import type { BlockPlace } from '../blockPacks.ts';

/** What one search runs over. */
export interface SearchScope {
  connection: Connection;
  idsByNumber: Map<number, string>;
  /** Condition on the column `workspace`. */
  inScope: string;
  /** Numbers of the workspaces; null stands for all that the cache holds. */
  workspaces: readonly number[] | null;
  limit: number;
}

export interface FoundCustomer {
  position: number;
  workspace: number;
  id: string;
  name: string | null;
  email: string | null;
  city: string | null;
  tax_ids: string;
}

/** What an invoice is found by, as far as columns tell: its customer may not be cached yet. */
export interface TextColumns {
  position: number;
  number: string | null;
  customer_name: string | null;
  email: string | null;
  city: string | null;
  /** Null while the customer is not cached. */
  tax_ids: string | null;
}

export interface FoundInvoice extends TextColumns, BlockPlace {
  workspace: number;
  id: string;
  currency: string;
  total: number;
}

/** An invoice and why it was found. */
export interface InvoiceHit {
  found: FoundInvoice;
  matched: SearchField;
  excerpt: string | null;
}

export const noText: SearchableText = { number: [], name: [], email: [], vatId: [], city: [], line: [] };

/** What a customer is found by. */
export function customerText({ name, email, city, tax_ids }: FoundCustomer): SearchableText {
  return { ...noText, name: [name], email: [email], city: [city], vatId: tax_ids.split('\n') };
}

/** What can be told of an invoice without its JSON. */
export function textOfColumns({ number, customer_name, email, city, tax_ids }: TextColumns): SearchableText {
  const vatId = tax_ids?.split('\n') ?? [];
  return { ...noText, number: [number], name: [customer_name], email: [email], city: [city], vatId };
}

/** What stands in the field that matched, where a hit's own title and subtitle do not say it. */
export function excerptOf(query: WordQuery, text: SearchableText, matched: SearchField): string | null {
  if (matched === 'amount' || matched === 'id' || matched === 'number' || matched === 'name') return null;
  const parts = query.flat();
  const isMeant = (value: string): boolean =>
    fieldWords(matched, value).some((word) => parts.some((part) => word.startsWith(part)));
  return text[matched].find((value) => value && isMeant(value)) ?? null;
}
