import { useState } from 'react';
import type { DocumentKind } from '../../../shared/domain/documents.ts';
import type { InvoiceDetail } from '../../../shared/ipc/schemas/invoices.ts';

export interface ShownDocument {
  workspaceId: string;
  kind: DocumentKind;
  objectId: string;
  /** What people call it; null for drafts. */
  number: string | null;
}

export interface ShownDocuments {
  all: ShownDocument[];
  shown: ShownDocument;
  show: (document: ShownDocument) => void;
  showCreditNote: (creditNoteId: string) => void;
}

/** The documents that belong to an invoice; the invoice itself first, because it is what counts for VAT. */
export function listDocuments(
  invoice: Pick<InvoiceDetail, 'workspaceId' | 'id' | 'number' | 'status' | 'amountPaid' | 'creditNotes'>,
): [ShownDocument, ...ShownDocument[]] {
  const { workspaceId, id, number, status, amountPaid, creditNotes } = invoice;
  const hasReceipt = status === 'paid' && amountPaid > 0;
  return [
    { workspaceId, kind: 'invoice', objectId: id, number },
    ...creditNotes.map((note) => ({
      workspaceId,
      kind: 'creditNote' as const,
      objectId: note.id,
      number: note.number,
    })),
    ...(hasReceipt ? [{ workspaceId, kind: 'receipt' as const, objectId: id, number }] : []),
  ];
}

/** Which document of the invoice is open; another invoice begins with its own again. */
export function useShownDocument(invoice: InvoiceDetail): ShownDocuments {
  const [chosen, setChosen] = useState<ShownDocument | null>(null);
  const all = listDocuments(invoice);
  const shown =
    all.find(({ kind, objectId }) => kind === chosen?.kind && objectId === chosen.objectId) ?? all[0];
  return {
    all,
    shown,
    show: setChosen,
    showCreditNote: (creditNoteId) =>
      setChosen(all.find(({ objectId }) => objectId === creditNoteId) ?? null),
  };
}
