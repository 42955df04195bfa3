import type { AuditEntry } from '../../../shared/ipc/schemas/audit.ts';
import type { SearchHit } from '../../../shared/ipc/schemas/search.ts';
import type { CommandContext } from '../commandContext.ts';
import type { CommandOutcome, RequestOf } from '../commandRequest.ts';
import { exitCodes } from '../exitCodes.ts';
import { readPages } from '../pages.ts';

export async function searchEverything(
  { query, limit }: RequestOf<'search'>,
  { handlers, workspaceIds }: CommandContext,
): Promise<CommandOutcome> {
  const { items, tookMs } = await handlers['search.query']({ query, workspaceIds, limit });
  return { value: { items: items.map(toSearchItem), tookMs }, exitCode: exitCodes.done };
}

function toSearchItem({ kind, id, workspaceId, title, matched }: SearchHit) {
  return { kind, id, workspaceId, title, matched };
}
export type SearchItem = ReturnType<typeof toSearchItem>;

export async function listAudit(
  { customer, limit }: RequestOf<'audit.list'>,
  { handlers, workspaceIds }: CommandContext,
): Promise<CommandOutcome> {
  const { items } = await readPages({ limit, cursor: null }, (range) =>
    handlers['audit.list']({ workspaceIds, customerId: customer, ...range }),
  );
  return { value: items.map(toAuditItem), exitCode: exitCodes.done };
}

function toAuditItem(entry: AuditEntry) {
  const { at, who, workspaceId, action, outcome, target, before, after, requestId } = entry;
  return { at, who, workspaceId, action, outcome, target, before, after, requestId };
}
export type AuditItem = ReturnType<typeof toAuditItem>;

export async function verifyAudit(
  _request: RequestOf<'audit.verify'>,
  { handlers }: CommandContext,
): Promise<CommandOutcome> {
  const verified = await handlers['audit.verify']({});
  return { value: verified, exitCode: verified.intact ? exitCodes.done : exitCodes.failed };
}

export async function runDoctor(
  _request: RequestOf<'doctor'>,
  { diagnose }: CommandContext,
): Promise<CommandOutcome> {
  const checks = await diagnose();
  return { value: { checks }, exitCode: checks.every(({ ok }) => ok) ? exitCodes.done : exitCodes.failed };
}
