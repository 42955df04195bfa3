import { createHash } from 'node:crypto';
import type { OutputOf } from '../../../shared/ipc/contract.ts';
import type { AuditEntry } from '../../../shared/ipc/schemas/audit.ts';
import { inTransaction, type Connection } from '../../sqlite/openDatabase.ts';
import type { NewAuditEntry, WorkspaceDatabase } from '../workspaceDatabaseApi.ts';
import { canonicalJson } from './canonicalJson.ts';

type Input<Name extends 'settleAudit' | 'listAudit'> = Parameters<WorkspaceDatabase[Name]>[0];

/** What a later link says about an entry. */
type Settlement = Pick<AuditEntry, 'outcome' | 'requestId'> & Partial<Pick<AuditEntry, 'after'>>;

interface Link {
  id: number;
  entry: number;
  workspace_id: string | null;
  target: string | null;
  body: string;
  sha256: string;
}

function hashOf(previous: string, body: string): string {
  return createHash('sha256').update(previous).update('\n').update(body).digest('hex');
}

/** Adds a link to the end of the chain; an entry of its own refers to itself. */
function append(
  { database, statement }: Connection,
  link: { entry: number | null; workspaceId: string | null; target: string | null; body: unknown },
): number {
  return inTransaction(database, () => {
    const end = statement('SELECT links, sha256 FROM audit_end').get() as { links: number; sha256: string };
    const id = end.links + 1;
    const body = canonicalJson(link.body);
    const sha256 = hashOf(end.sha256, body);
    statement(
      'INSERT INTO audit_links (id, entry, workspace_id, target, body, sha256) VALUES (?, ?, ?, ?, ?, ?)',
    ).run(id, link.entry ?? id, link.workspaceId, link.target, body, sha256);
    statement('UPDATE audit_end SET links = ?, sha256 = ?').run(id, sha256);
    return id;
  });
}

/** Appends an entry to the chain and gives its id. */
export function appendAudit(connection: Connection, entry: NewAuditEntry): number {
  const { workspaceId, target } = entry;
  return append(connection, { entry: null, workspaceId, target, body: entry });
}

/** Appends the outcome of an entry; the entry itself stays as it was written. */
export function settleAudit(connection: Connection, { id, ...settlement }: Input<'settleAudit'>): void {
  const entry = connection
    .statement('SELECT workspace_id, target FROM audit_links WHERE id = ? AND entry = id')
    .get(id) as Pick<Link, 'workspace_id' | 'target'> | undefined;
  if (!entry) throw new Error(`there is no audit entry ${id}`);
  append(connection, {
    entry: id,
    workspaceId: entry.workspace_id,
    target: entry.target,
    body: { settles: id, ...settlement },
  });
}

function toEntry({ statement }: Connection, { id, body }: Link): AuditEntry {
  const entry: AuditEntry = { id, ...(JSON.parse(body) as NewAuditEntry) };
  const last = statement(
    'SELECT body FROM audit_links WHERE entry = ? AND id > ? ORDER BY id DESC LIMIT 1',
  ).get(id, id);
  if (!last) return entry;
  const { outcome, requestId, after } = JSON.parse(last['body'] as string) as Settlement;
  return { ...entry, outcome, requestId, ...(after ? { after } : {}) };
}

/** Entries newest first, each with its last outcome. */
export function listAudit(
  connection: Connection,
  { workspaceIds, customerId, offset, limit }: Input<'listAudit'>,
): OutputOf<'audit.list'> {
  const terms = ['entry = id'];
  const values: string[] = [];
  if (workspaceIds !== null) {
    terms.push(`workspace_id IN (${workspaceIds.map(() => '?').join(', ')})`);
    values.push(...workspaceIds);
  }
  if (customerId !== null) {
    terms.push('target = ?');
    values.push(customerId);
  }
  const where = terms.join(' AND ');
  const { total } = connection
    .statement(`SELECT count(*) AS total FROM audit_links WHERE ${where}`)
    .get(...values) as { total: number };
  const links = connection
    .statement(`SELECT * FROM audit_links WHERE ${where} ORDER BY id DESC LIMIT ? OFFSET ?`)
    .all(...values, limit, offset) as unknown as Link[];
  return { rows: links.map((link) => toEntry(connection, link)), total };
}

/** Whether the columns by which a link is found say what its body says. */
function isTold(link: Link): boolean {
  const body = JSON.parse(link.body) as Partial<NewAuditEntry>;
  if (link.entry !== link.id) return true;
  return (body.workspaceId ?? null) === link.workspace_id && (body.target ?? null) === link.target;
}

/** Recomputes every hash of the chain. */
export function verifyAudit({ statement }: Connection): OutputOf<'audit.verify'> {
  let entries = 0;
  let links = 0;
  let previous = '';
  let intact = true;
  for (const row of statement('SELECT * FROM audit_links ORDER BY id').iterate()) {
    const link = row as unknown as Link;
    links += 1;
    if (link.entry === link.id) entries += 1;
    if (link.id !== links || link.sha256 !== hashOf(previous, link.body) || !isTold(link)) intact = false;
    previous = link.sha256;
  }
  const end = statement('SELECT links, sha256 FROM audit_end').get() as { links: number; sha256: string };
  return { entries, intact: intact && end.links === links && end.sha256 === previous };
}
