import fs from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Documents } from '../../electron/documents/documents.ts';
import { sha256Of } from '../../electron/documents/pdfStore.ts';
import {
  createDocumentServices,
  saveDocument,
  type DocumentServiceDeps,
} from '../../electron/services/documents.ts';
import type { StripeGateway } from '../../electron/stripe/stripeGatewayApi.ts';
import { AppError, isAppError, type AppErrorCode } from '../../shared/errors/appError.ts';
import { schemas } from '../../shared/ipc/contract.ts';
import { keepDocuments } from '../builders/documentKeeping.ts';
import { openOffice, type TestOffice } from '../builders/openOffice.ts';

const workspaceId = 'workspace-1';

interface ListedInvoice {
  id: string;
  status: string;
  amount_paid: number;
}

let office: TestOffice;
let invoices: ListedInvoice[];

beforeAll(async () => {
  office = await openOffice({ synced: false });
  const gateway = await office.gateways.of(workspaceId);
  const bytes = await gateway.readPage({ path: 'invoices', params: { limit: 100 }, priority: 'foreground' });
  const page = JSON.parse(new TextDecoder().decode(bytes)) as { data: ListedInvoice[] };
  invoices = page.data;
});

afterAll(() => office.close());

function takeInvoice(fits: (invoice: ListedInvoice) => boolean = ({ status }) => status === 'open'): string {
  const index = invoices.findIndex(fits);
  const [invoice] = invoices.splice(index, 1);
  if (index < 0 || !invoice) throw new Error('No invoice of the office fits.');
  return invoice.id;
}

function documentsWith(change: Partial<StripeGateway> = {}): Documents {
  const gateways = {
    of: async (id: string) => ({ ...(await office.gateways.of(id)), ...change }),
  };
  return keepDocuments({ ...office, gateways }).documents;
}

function invoiceRef(objectId: string): { workspaceId: string; kind: 'invoice'; objectId: string } {
  return { workspaceId, kind: 'invoice', objectId };
}

function servicesOf(
  documents: Documents,
  chosen: string | null = null,
): DocumentServiceDeps & { printed: number[] } {
  const printed: number[] = [];
  return {
    ...office,
    documents,
    dialogs: { saveFile: async () => chosen },
    printPdf: async (bytes) => void printed.push(bytes.length),
    who: () => 'anna',
    printed,
  };
}

async function codeOf(promise: Promise<unknown>): Promise<AppErrorCode | 'no error'> {
  return promise.then(
    () => 'no error',
    (error: unknown) => (isAppError(error) ? error.code : 'internal'),
  );
}

const foreground = { priority: 'foreground' } as const;

function failing(code: AppErrorCode): () => never {
  return () => {
    throw new AppError(code, `${code}.`);
  };
}

describe('fetching a document', () => {
  it('stores the PDF under its hash with access for its owner only', async () => {
    const { record, content, current } = await documentsWith().ensure(invoiceRef(takeInvoice()), foreground);
    expect(current).toBe(true);
    expect(Buffer.from(content.subarray(0, 5)).toString()).toBe('%PDF-');
    const file = keepDocuments(office).store.fileOf(record.sha256);
    expect(sha256Of(fs.readFileSync(file))).toBe(record.sha256);
    expect(fs.statSync(file).mode & 0o777).toBe(0o600);
  });

  it('does not ask Stripe again while the cached object is the one the copy was made for', async () => {
    const id = takeInvoice();
    await office.sync.refreshInvoice(workspaceId, id);
    const first = await documentsWith().ensure(invoiceRef(id), foreground);
    const cutOff = documentsWith({ readObject: failing('offline'), downloadPdf: failing('offline') });
    const second = await cutOff.ensure(invoiceRef(id), foreground);
    expect(second).toMatchObject({ current: true, record: { sha256: first.record.sha256 } });
  });

  it('fetches anew when the invoice has changed since, and shows the old copy as such when offline', async () => {
    const id = takeInvoice();
    await documentsWith().ensure(invoiceRef(id), foreground);
    const record = await office.workspaceDatabase.findDocument(invoiceRef(id));
    if (!record) throw new Error('The document was not recorded.');
    await office.workspaceDatabase.saveDocument({ ...record, version: 'of an earlier state' });
    const offline = documentsWith({ readObject: failing('offline') });
    expect((await offline.ensure(invoiceRef(id), foreground)).current).toBe(false);
    expect((await documentsWith().ensure(invoiceRef(id), foreground)).current).toBe(true);
    expect((await office.workspaceDatabase.findDocument(invoiceRef(id)))?.version).toBe(record.version);
  });

  it('fetches anew when the stored file was damaged, and never hands out damaged bytes', async () => {
    const id = takeInvoice();
    const documents = documentsWith();
    const { record } = await documents.ensure(invoiceRef(id), foreground);
    const file = keepDocuments(office).store.fileOf(record.sha256);
    fs.appendFileSync(file, 'damage');
    expect(await documents.readDocument(workspaceId, 'invoice', id)).toBeNull();
    await documents.ensure(invoiceRef(id), foreground);
    const bytes = await documents.readDocument(workspaceId, 'invoice', id);
    expect(bytes && sha256Of(bytes)).toBe(record.sha256);
  });

  it('reads the object once more when a link has expired', async () => {
    const id = takeInvoice();
    const real = await office.gateways.of(workspaceId);
    const urls: string[] = [];
    const documents = documentsWith({
      downloadPdf: async (input) => {
        urls.push(input.url);
        if (urls.length === 1) throw new AppError('document_link_expired', 'Expired.');
        return real.downloadPdf(input);
      },
    });
    await expect(documents.ensure(invoiceRef(id), foreground)).resolves.toMatchObject({ current: true });
    expect(urls).toHaveLength(2);
  });

  it('gives up with a clear error when the fresh link shows a page as well, and leaves nothing behind', async () => {
    const id = takeInvoice();
    const documents = documentsWith({ downloadPdf: failing('document_link_expired') });
    expect(await codeOf(documents.ensure(invoiceRef(id), foreground))).toBe('document_link_expired');
    expect(await office.workspaceDatabase.findDocument(invoiceRef(id))).toBeNull();
  });

  it('says that a draft has no PDF', async () => {
    const id = takeInvoice(({ status }) => status === 'draft');
    expect(await codeOf(documentsWith().ensure(invoiceRef(id), foreground))).toBe('document_none');
  });

  it('gives the receipt of a paid invoice, and says so when there is none', async () => {
    const paid = takeInvoice(({ status, amount_paid }) => status === 'paid' && amount_paid > 0);
    const ref = { workspaceId, kind: 'receipt', objectId: paid } as const;
    const { content } = await documentsWith().ensure(ref, foreground);
    expect(Buffer.from(content.subarray(0, 5)).toString()).toBe('%PDF-');
    const open = { ...ref, objectId: takeInvoice(({ amount_paid }) => amount_paid === 0) };
    expect(await codeOf(documentsWith().ensure(open, foreground))).toBe('document_none');
  });

  it('fetches once when the same document is asked for twice at a time', async () => {
    const id = takeInvoice();
    const real = await office.gateways.of(workspaceId);
    let downloads = 0;
    const documents = documentsWith({
      downloadPdf: (input) => {
        downloads += 1;
        return real.downloadPdf(input);
      },
    });
    await Promise.all([
      documents.ensure(invoiceRef(id), foreground),
      documents.ensure(invoiceRef(id), foreground),
    ]);
    expect(downloads).toBe(1);
  });
});

describe('documents in the window', () => {
  it('tells where the bytes are and under which name to save them', async () => {
    const services = createDocumentServices(servicesOf(documentsWith()));
    const opened = await services['documents.open'](invoiceRef(takeInvoice()));
    expect(schemas['documents.open'].output.parse(opened)).toEqual(opened);
    expect(opened.fileName).toMatch(/^\d{4}-\d\d-\d\d_.+\.pdf$/);
  });

  it('saves a copy where the person chose and records it', async () => {
    const target = path.join(office.folder, 'saved.pdf');
    const id = takeInvoice();
    const services = createDocumentServices(servicesOf(documentsWith(), target));
    expect(await services['documents.saveAs'](invoiceRef(id))).toEqual({ file: target });
    const { rows } = await office.workspaceDatabase.listAudit({
      workspaceIds: null,
      customerId: null,
      offset: 0,
      limit: 1,
    });
    expect(rows[0]).toMatchObject({ action: 'document.saved', target: id });
    expect(rows[0]?.after['sha256']).toBe(sha256Of(fs.readFileSync(target)));
  });

  it('writes nothing when the person changed their mind', async () => {
    const services = createDocumentServices(servicesOf(documentsWith(), null));
    expect(await services['documents.saveAs'](invoiceRef(takeInvoice()))).toEqual({ file: null });
  });

  it('prints the bytes that were verified', async () => {
    const deps = servicesOf(documentsWith());
    const id = takeInvoice();
    await createDocumentServices(deps)['documents.print'](invoiceRef(id));
    expect(deps.printed).toEqual([(await office.workspaceDatabase.findDocument(invoiceRef(id)))?.bytes]);
  });
});

describe('saving under a path from the command line', () => {
  it('refuses to overwrite', async () => {
    const target = path.join(office.folder, 'there.pdf');
    fs.writeFileSync(target, 'mine');
    const saving = saveDocument(servicesOf(documentsWith()), invoiceRef(takeInvoice()), target);
    expect(await codeOf(saving)).toBe('path_exists');
    expect(fs.readFileSync(target, 'utf8')).toBe('mine');
    expect(fs.readdirSync(office.folder).filter((name) => name.endsWith('.part'))).toEqual([]);
  });

  it('says that a folder does not exist', async () => {
    const target = path.join(office.folder, 'nowhere', 'a.pdf');
    const saving = saveDocument(servicesOf(documentsWith()), invoiceRef(takeInvoice()), target);
    expect(await codeOf(saving)).toBe('path_not_writable');
  });
});
