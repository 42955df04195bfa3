import { documentKinds, type DocumentKind } from '../../shared/domain/documents.ts';
import { fileHeaders, notFound } from './fileResponse.ts';

/** Gives a stored document's bytes, or null when it is not stored. */
export type ReadDocument = (
  workspaceId: string,
  kind: DocumentKind,
  objectId: string,
) => Promise<Uint8Array | null>;

/** The part of app://kantoor under which the renderer reads stored documents (see `documentPath`). */
export interface DocumentProtocol {
  serves(url: URL): boolean;
  respond(url: URL): Promise<Response>;
}

/** Serves `/documents/<workspace>/<kind>/<object>`: bytes that main already verified, never a path on disk. */
export function createDocumentProtocol(readDocument: ReadDocument): DocumentProtocol {
  return {
    serves: (url) => url.pathname.startsWith('/documents/'),
    async respond(url) {
      const [, , workspaceId, kindText, objectId, ...rest] = decodeSegments(url.pathname);
      const kind = documentKinds.find((known) => known === kindText);
      if (!workspaceId || !kind || !objectId || rest.length > 0) return notFound();
      const bytes = await readDocument(workspaceId, kind, objectId);
      if (bytes === null) return notFound();
      return new Response(new Uint8Array(bytes), { headers: fileHeaders('application/pdf') });
    },
  };
}

function decodeSegments(pathname: string): string[] {
  try {
    return pathname.split('/').map(decodeURIComponent);
  } catch {
    return [];
  }
}
