import { mkdtemp, mkdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import { respondWithFile } from '../../electron/platform/appProtocol.ts';
import { createDocumentProtocol } from '../../electron/platform/documentProtocol.ts';
import { documentPath } from '../../shared/domain/documents.ts';

let folder: string;
let rendererDir: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'kantoor-csp-'));
  rendererDir = join(folder, 'renderer');
  await mkdir(join(rendererDir, 'assets'), { recursive: true });
  await writeFile(
    join(rendererDir, 'index.html'),
    '<!doctype html><html lang="en"><head><meta property="csp-nonce" nonce="__CSP_NONCE__"></head></html>',
  );
  await writeFile(join(rendererDir, 'assets', 'main-1.js'), '1');
  await writeFile(join(rendererDir, 'assets', 'pdf.worker.min-1.mjs'), '1');
  await writeFile(join(folder, 'secret.js'), 'outside');
});
afterEach(() => rm(folder, { recursive: true }));

const get = (path: string) => respondWithFile(rendererDir, new URL(`app://kantoor${path}`), () => 'dark');

async function policyOf(path: string): Promise<Record<string, string>> {
  const header = (await get(path)).headers.get('content-security-policy') ?? '';
  return Object.fromEntries(
    header
      .split('; ')
      .map((directive) => [directive.split(' ')[0] ?? '', directive.split(' ').slice(1).join(' ')]),
  );
}

describe('the policy of the page', () => {
  it('allows nothing that is not named, no inline script, no eval and no style attribute', async () => {
    expect(await policyOf('/index.html')).toMatchObject({
      'default-src': "'none'",
      'script-src': "'self'",
      'script-src-attr': "'none'",
      'style-src-attr': "'none'",
      'connect-src': "'self'",
      'base-uri': "'none'",
      'form-action': "'none'",
      'frame-ancestors': "'none'",
      'require-trusted-types-for': "'script'",
      'trusted-types': 'default',
    });
  });

  it('has a fresh nonce on every request, the same in the header and in the page', async () => {
    const nonces = new Set<string>();
    for (let request = 0; request < 3; request++) {
      const response = await get('/index.html');
      const nonce = /'nonce-([^']+)'/.exec(response.headers.get('content-security-policy') ?? '')?.[1] ?? '';
      expect(nonce.length).toBeGreaterThanOrEqual(22);
      expect(await response.text()).toContain(`nonce="${nonce}"`);
      nonces.add(nonce);
    }
    expect(nonces.size).toBe(3);
  });

  it('begins in the right colour scheme, so that nothing flashes', async () => {
    expect(await (await get('/')).text()).toContain('<html data-mantine-color-scheme="dark"');
  });
});

describe('WebAssembly', () => {
  it('is allowed in the response of the PDF worker', async () => {
    expect((await policyOf('/assets/pdf.worker.min-1.mjs'))['script-src']).toBe("'self' 'wasm-unsafe-eval'");
  });

  it('is allowed nowhere else', async () => {
    for (const path of ['/index.html', '/assets/main-1.js']) {
      expect(JSON.stringify(await policyOf(path))).not.toContain('eval');
    }
  });
});

describe('files of the app', () => {
  it('are served with their type, never guessed', async () => {
    const { headers } = await get('/assets/main-1.js');
    expect(headers.get('content-type')).toContain('text/javascript');
    expect(headers.get('x-content-type-options')).toBe('nosniff');
  });

  it.each([
    '/../secret.js',
    '/%2e%2e/secret.js',
    '/..%2fsecret.js',
    '/assets/..%5c..%5c..%2fsecret.js',
    '/%E0%A4%A',
    '/a%00.js',
  ])('outside the renderer are not found: %s', async (path) => {
    expect((await get(path)).status).toBe(404);
  });

  it('that do not exist are not found', async () => {
    expect((await get('/favicon.ico')).status).toBe(404);
  });
});

describe('stored documents', () => {
  const documents = createDocumentProtocol((workspaceId, kind, objectId) =>
    Promise.resolve(
      workspaceId === 'ws 1' && kind === 'invoice' && objectId === 'in_1'
        ? new TextEncoder().encode('%PDF-')
        : null,
    ),
  );
  const read = (path: string) => documents.respond(new URL(path, 'app://kantoor/'));

  it('are read by the path that the renderer makes', async () => {
    const response = await read(documentPath('ws 1', 'invoice', 'in_1'));
    expect(response.headers.get('content-type')).toBe('application/pdf');
    expect(await response.text()).toBe('%PDF-');
  });

  it('may not be embedded by another origin', async () => {
    const { headers } = await read(documentPath('ws 1', 'invoice', 'in_1'));
    expect(headers.get('cross-origin-resource-policy')).toBe('same-origin');
  });

  it.each([
    'documents/ws%201/invoice/in_2',
    'documents/ws%201/secret/in_1',
    'documents/ws%201/invoice/in_1/more',
    'documents/',
    'documents/%E0%A4%A/invoice/in_1',
  ])('that are not stored are not found: %s', async (path) => {
    expect((await read(path)).status).toBe(404);
  });
});
