import type { Connection } from '../sqlite/openDatabase.ts';
import type { CachedKind, RawPage } from './cacheApi.ts';
import { withoutBearerLinks } from './bearerLinks.ts';
import type { BlockPacker, BlockPlace, BlockTable } from './blockPacks.ts';
import type { RawBlocks } from './rawBlocks.ts';
import {
  indexCustomer,
  refreshInvoiceFigures,
  refreshRelatedStates,
} from './repositories/customerFigures.ts';
import { refreshOverdue } from './repositories/debits.ts';
import type { InvoiceTotals } from './repositories/invoiceTotals.ts';
import type { InvoiceTexts } from './repositories/invoiceTexts.ts';
import { nextPosition } from './repositories/positions.ts';
import { createGoneCheck } from './repositories/tombstones.ts';
import type { WordIndex } from './repositories/wordIndex.ts';
import { noteReadOrder } from './repositories/workspaceRows.ts';
import type { ParsedPage } from './stripePage.ts';
import type { StripeObject } from './stripeJson.ts';

/** When an answer was asked for, and as the how manyth. */
export type ReadMoment = Pick<RawPage, 'readAt' | 'readOrder'>;

/** What outlives a page: the open database, its blocks, its words and its totals. */
export interface WriterParts {
  connection: Connection;
  blocks: RawBlocks;
  words: WordIndex;
  texts: InvoiceTexts;
  totals: InvoiceTotals;
}

/** A row that a write may replace. */
interface Replaceable {
  position: number;
  read_order: number;
  block: number;
}

/** One write in progress: what it packs, what it touches, what must be derived again at its end. */
export interface PageContext extends WriterParts {
  workspace: number;
  read: ReadMoment;
  /** Invoices of which a direct debit began or ended. */
  debits: Set<string>;
  /** Customers whose open invoices changed. */
  figures: Set<string>;
  /** Customers whose subscriptions or tax ids changed. */
  states: Set<string>;
  /** Customers whose name, address or tax ids changed. */
  names: Set<string>;
  written: number;
  /** Whether an answer read now may replace what is stored: the stale-write guard. */
  mayReplace(kind: CachedKind, id: string, stored: Replaceable | undefined): boolean;
  /** Packs an object's JSON without bearer links and tells where its row goes. */
  place(table: BlockTable, object: StripeObject, stored: Replaceable | undefined): Target;
  /** Writes what was gathered: blocks, totals, derived columns. */
  finish(): void;
}

interface Target {
  workspace: number;
  position: number;
  read: ReadMoment;
  place: BlockPlace;
}

/** Begins a write of one workspace from an answer that was read at one moment. */
export function createPageContext(
  parts: WriterParts,
  workspace: number,
  read: ReadMoment,
  raw?: ParsedPage['raw'],
): PageContext {
  const { connection, blocks } = parts;
  const packer: BlockPacker = blocks.pack(workspace);
  const debits = new Set<string>();
  const figures = new Set<string>();
  const states = new Set<string>();
  const names = new Set<string>();
  const wasGone = createGoneCheck(connection, workspace, read);
  return {
    ...parts,
    workspace,
    read,
    debits,
    figures,
    states,
    names,
    written: 0,
    mayReplace(kind, id, stored) {
      if (stored) return stored.read_order <= read.readOrder;
      return !wasGone(kind, id);
    },
    place(table, object, stored) {
      const position = stored?.position ?? nextPosition(connection, table, object.created ?? 0);
      if (stored) blocks.release(stored.block);
      const place = packer.add(
        table,
        position,
        raw?.get(object) ?? withoutBearerLinks(JSON.stringify(object)),
      );
      return { workspace, position, read, place };
    },
    finish() {
      packer.finish();
      for (const invoice of debits) {
        const customer = refreshOverdue(connection, workspace, invoice);
        if (customer !== null) figures.add(customer);
      }
      for (const customer of figures) refreshInvoiceFigures(connection, workspace, customer, read.readAt);
      for (const customer of states) refreshRelatedStates(connection, workspace, customer);
      for (const customer of names) indexCustomer(connection, parts.words, workspace, customer);
      blocks.settle(workspace);
      noteReadOrder(connection, workspace, read);
    },
  };
}
