import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { extname, join, normalize, sep } from 'node:path';

import type { Protocol } from 'electron';

import type { DocumentProtocol } from './documentProtocol.ts';
import { pagePolicy, pdfWorkerPolicy } from './contentSecurityPolicy.ts';
import { fileHeaders, notFound } from './fileResponse.ts';

export const appScheme = 'app';
export const appOrigin = { protocol: `${appScheme}:`, host: 'kantoor' };
export const appUrl = `${appScheme}://${appOrigin.host}/index.html`;

const contentTypes: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.mjs': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.gif': 'image/gif',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
  '.ttf': 'font/ttf',
  '.pfb': 'application/octet-stream',
  '.bcmap': 'application/octet-stream',
  '.icc': 'application/octet-stream',
  '.wasm': 'application/wasm',
};

/** Registers the scheme; Electron wants this before it is ready. */
export function registerAppScheme(protocol: Protocol): void {
  protocol.registerSchemesAsPrivileged([
    {
      scheme: appScheme,
      // SECURITY: an origin of its own (not file:), so same-origin rules and the policy hold; no CSP bypass.
      privileges: { standard: true, secure: true, supportFetchAPI: true, stream: true, codeCache: true },
    },
  ]);
}

interface AppProtocolParts {
  protocol: Protocol;
  /** dist/renderer. */
  rendererDir: string;
  documents: DocumentProtocol;
  /** Which scheme the page begins with, so that nothing flashes. */
  colorScheme: () => 'light' | 'dark';
}

/** Serves the renderer and stored documents on app://kantoor. */
export function serveAppProtocol({ protocol, rendererDir, documents, colorScheme }: AppProtocolParts): void {
  protocol.handle(appScheme, async (request) => {
    const url = new URL(request.url);
    if (url.host !== appOrigin.host || request.method !== 'GET') return notFound();
    if (documents.serves(url)) return documents.respond(url);
    return respondWithFile(rendererDir, url, colorScheme);
  });
}

/** Response for a file of the built renderer, with the policy that belongs to it. */
export async function respondWithFile(
  rendererDir: string,
  url: URL,
  colorScheme: () => 'light' | 'dark',
): Promise<Response> {
  const path = pathInside(rendererDir, url.pathname === '/' ? '/index.html' : url.pathname);
  const contentType = path === null ? undefined : contentTypes[extname(path)];
  if (path === null || contentType === undefined) return notFound();
  let bytes: Uint8Array<ArrayBuffer>;
  try {
    bytes = await readFile(path);
  } catch {
    return notFound();
  }
  if (extname(path) === '.html') return page(new TextDecoder().decode(bytes), colorScheme());
  const isPdfWorker = /^pdf\.worker[^/\\]*\.m?js$/.test(path.slice(path.lastIndexOf(sep) + 1));
  return new Response(bytes, {
    headers: fileHeaders(contentType, isPdfWorker ? pdfWorkerPolicy() : undefined),
  });
}

function page(html: string, colorScheme: 'light' | 'dark'): Response {
  // SECURITY: fresh on every request, so an injected style cannot know it.
  const nonce = randomBytes(16).toString('base64');
  const text = html
    .replaceAll('__CSP_NONCE__', nonce)
    .replace('<html', `<html data-mantine-color-scheme="${colorScheme}"`);
  return new Response(text, { headers: fileHeaders('text/html; charset=utf-8', pagePolicy(nonce)) });
}

/** The file that a path names, or null when it would lie outside the folder. */
function pathInside(folder: string, pathname: string): string | null {
  let decoded: string;
  try {
    decoded = decodeURIComponent(pathname);
  } catch {
    return null;
  }
  const path = normalize(join(folder, decoded));
  // SECURITY: encoded dots and backslashes are resolved before the comparison, so `..` cannot leave dist/renderer.
  return path.startsWith(normalize(folder) + sep) && !decoded.includes('\0') ? path : null;
}
