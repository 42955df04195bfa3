import { createHash } from 'node:crypto';
import { writeFile } from 'node:fs/promises';

import { AppError } from '../../../shared/errors/appError.ts';
import type { InvoiceRow } from '../../../shared/ipc/schemas/invoices.ts';
import type { CommandContext } from '../commandContext.ts';
import type { CommandOutcome, RequestOf } from '../commandRequest.ts';
import { exitCodes } from '../exitCodes.ts';
import { readPages } from '../pages.ts';
import { findWorkspaceOf } from '../selectWorkspace.ts';

export async function listInvoices(
  { status, customer, from, to, limit, cursor }: RequestOf<'invoices.list'>,
  { handlers, workspaceIds }: CommandContext,
): Promise<CommandOutcome> {
  const { items, nextCursor, first } = await readPages({ limit, cursor }, (range) =>
    handlers['invoices.list']({
      filter: {
        workspaceIds,
        view: status === 'overdue' ? 'overdue' : 'all',
        status: status === 'overdue' ? null : status,
        customerId: customer,
        query: '',
        from,
        to,
      },
      sort: { field: 'createdAt', direction: 'desc' },
      ...range,
    }),
  );
  return {
    value: { items: items.map(toInvoiceItem), nextCursor, asOf: first.asOf },
    exitCode: exitCodes.done,
  };
}

export function toInvoiceItem(row: InvoiceRow) {
  return {
    id: row.id,
    workspaceId: row.workspaceId,
    number: row.number,
    status: row.status,
    overdue: row.overdue,
    customerId: row.customerId,
    customerName: row.customerName,
    currency: row.currency,
    total: row.total,
    amountDue: row.amountDue,
    amountRemaining: row.amountRemaining,
    createdAt: row.createdAt,
    dueAt: row.dueAt,
    document: row.document,
  };
}
export type InvoiceItem = ReturnType<typeof toInvoiceItem>;

export async function writeInvoicePdf(
  { id, out }: RequestOf<'invoices.pdf'>,
  context: CommandContext,
): Promise<CommandOutcome> {
  const workspaceId = await findWorkspaceOf(context, 'invoice', id);
  const stored = await context.handlers['documents.open']({ workspaceId, kind: 'invoice', objectId: id });
  const bytes = await context.readDocument(workspaceId, 'invoice', id);
  if (bytes === null || createHash('sha256').update(bytes).digest('hex') !== stored.sha256) {
    throw new AppError(
      'document_invalid',
      `The stored PDF of ${id} is damaged. Nothing was written; try again.`,
    );
  }
  await writeNewFile(out, bytes);
  return {
    value: { id, file: out, sha256: stored.sha256, bytes: bytes.byteLength, fetchedAt: stored.fetchedAt },
    exitCode: exitCodes.done,
  };
}

const refusals: Record<string, [code: 'path_exists' | 'disk_full' | 'path_too_long', why: string]> = {
  EEXIST: ['path_exists', 'It exists already and is not overwritten.'],
  ENOSPC: ['disk_full', 'The disk is full.'],
  ENAMETOOLONG: ['path_too_long', 'The path is too long.'],
};

async function writeNewFile(file: string, bytes: Uint8Array): Promise<void> {
  try {
    await writeFile(file, bytes, { flag: 'wx' });
  } catch (cause) {
    const systemCode = cause instanceof Error && 'code' in cause ? String(cause.code) : '';
    const [code, why] = refusals[systemCode] ?? ['path_not_writable', 'Kantoor may not write there.'];
    throw new AppError(code, `${file} was not written. ${why}`, { details: { path: file }, cause });
  }
}
