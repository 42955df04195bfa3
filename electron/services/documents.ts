import { documentPath } from '../../shared/domain/documents.ts';
import type { DocumentRef } from '../../shared/domain/documents.ts';
import type { UnixSeconds } from '../../shared/domain/dates.ts';
import { dayOf } from '../../shared/domain/dates.ts';
import { defaultNameTemplate, fillNameTemplate } from '../../shared/domain/fileNames.ts';
import type { Handlers } from '../../shared/ipc/contract.ts';
import type { DocumentFacts } from '../documents/documentFacts.ts';
import type { Documents, EnsuredDocument } from '../documents/documents.ts';
import { toNameValues } from '../documents/exportPlan.ts';
import { toSafeFileName } from '../documents/safeFileName.ts';
import { writeWholeFile } from '../documents/writeWholeFile.ts';
import type { DocumentRecord, WorkspaceDatabase } from '../workspaceDatabase/workspaceDatabaseApi.ts';
import type { WorkspaceRegistry } from '../workspaces/workspaceRegistryApi.ts';

export type DocumentServices = Pick<Handlers, 'documents.open' | 'documents.saveAs' | 'documents.print'>;

export interface DocumentServiceDeps {
  documents: Documents;
  workspaceDatabase: Pick<WorkspaceDatabase, 'appendAudit'>;
  registry: Pick<WorkspaceRegistry, 'get' | 'getSettings'>;
  dialogs: {
    saveFile(input: { defaultName: string; defaultDirectory: string | null }): Promise<string | null>;
  };
  printPdf: (bytes: Uint8Array) => Promise<void>;
  who: () => string;
  now: () => UnixSeconds;
}

export interface SavedDocument {
  file: string;
  sha256: string;
  bytes: number;
  fetchedAt: UnixSeconds;
}

/** Use cases around one PDF: show it, save it elsewhere, print it. */
export function createDocumentServices(deps: DocumentServiceDeps): DocumentServices {
  const { registry, dialogs, printPdf } = deps;
  return {
    'documents.open': async (ref) => {
      const { record, current } = await ensure(deps, ref);
      const { sha256, bytes, fetchedAt } = record;
      const fileName = await nameDocument(deps, record);
      const path = documentPath(ref.workspaceId, ref.kind, ref.objectId);
      return { ...ref, path, sha256, bytes, fetchedAt, current, fileName };
    },
    'documents.saveAs': async (ref) => {
      const ensured = await ensure(deps, ref);
      const defaultName = await nameDocument(deps, ensured.record);
      const { exportDirectory } = registry.getSettings();
      const file = await dialogs.saveFile({ defaultName, defaultDirectory: exportDirectory });
      /* The dialog has asked whether an existing file is to be replaced. */
      if (file !== null) await writeDocument(deps, ensured, file, 'replace');
      return { file };
    },
    'documents.print': async (ref) => {
      await printPdf((await ensure(deps, ref)).content);
      return {};
    },
  };
}

/** Saves a document under a path that a person named; an existing file stays. *Errors*: `path_exists` and those of `ensure`. */
export async function saveDocument(
  deps: DocumentServiceDeps,
  ref: DocumentRef,
  file: string,
): Promise<SavedDocument> {
  const ensured = await ensure(deps, ref);
  await writeDocument(deps, ensured, file, 'refuse');
  const { sha256, bytes, fetchedAt } = ensured.record;
  return { file, sha256, bytes, fetchedAt };
}

function ensure({ documents }: DocumentServiceDeps, ref: DocumentRef): Promise<EnsuredDocument> {
  return documents.ensure(ref, { priority: 'foreground' });
}

async function writeDocument(
  { workspaceDatabase, who, now }: DocumentServiceDeps,
  { record, content }: EnsuredDocument,
  file: string,
  existing: 'refuse' | 'replace',
): Promise<void> {
  const { workspaceId, objectId, number, sha256 } = record;
  await writeWholeFile(file, content, { existing });
  await workspaceDatabase.appendAudit({
    at: now(),
    who: who(),
    workspaceId,
    action: 'document.saved',
    target: objectId,
    targetName: number,
    before: {},
    after: { file, sha256 },
    outcome: 'done',
    requestId: null,
  });
}

/** The name under which a document is offered for saving. */
async function nameDocument(
  { documents, registry }: Pick<DocumentServiceDeps, 'documents' | 'registry'>,
  record: DocumentRecord,
): Promise<string> {
  const { workspaceId, kind, objectId, number, issuedAt, version } = record;
  const workspace = registry.get(workspaceId);
  const facts: DocumentFacts = (await documents.findFacts({ workspaceId, kind, objectId })) ?? {
    kind,
    objectId,
    number,
    issuedAt,
    customerId: null,
    customerName: null,
    status: '',
    currency: '',
    subtotal: 0,
    tax: 0,
    total: 0,
    version,
  };
  const date = facts.issuedAt === null ? '' : dayOf(facts.issuedAt, workspace.timeZone);
  const parts = fillNameTemplate(defaultNameTemplate, toNameValues(facts, date, workspace.name));
  return toSafeFileName(parts.at(-1) ?? `${objectId}.pdf`);
}
