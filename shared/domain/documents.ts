/** Kinds of documents that Kantoor keeps as PDF. */
export const documentKinds = ['invoice', 'creditNote', 'receipt'] as const;
export type DocumentKind = (typeof documentKinds)[number];

/** `stored`: on this machine; `available`: Stripe can give it; `none`: there is no such document (drafts). */
export const documentStates = ['stored', 'available', 'none'] as const;
export type DocumentState = (typeof documentStates)[number];

/** Path on the app's own origin under which the renderer reads a stored document's bytes. */
export function documentPath(workspaceId: string, kind: DocumentKind, objectId: string): string {
  return `documents/${encodeURIComponent(workspaceId)}/${kind}/${encodeURIComponent(objectId)}`;
}
