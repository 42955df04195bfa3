import type { CdpSession } from './chromium/cdpConnection.ts';
import type { SchemeRegistry } from './protocol.ts';
import { isReservedUrl, RESERVED_ORIGINS_PATTERN } from './schemeUrls.ts';

export interface PausedRequest {
  requestId: string;
  frameId: string;
  resourceType: string;
  request: {
    url: string;
    method: string;
    headers: Record<string, string>;
    postDataEntries?: { bytes?: string }[];
  };
}

/** Decides about a request for a document before it is answered; false stops the navigation where it is. */
export type MayNavigate = (paused: PausedRequest) => boolean;

const PATTERNS = [{ urlPattern: RESERVED_ORIGINS_PATTERN }, { urlPattern: '*', resourceType: 'Document' }];
const AUTO_ATTACH = { autoAttach: true, waitForDebuggerOnStart: true, flatten: true };

function bodyOf(paused: PausedRequest): Buffer | undefined {
  const parts = paused.request.postDataEntries;
  return parts ? Buffer.concat(parts.map((part) => Buffer.from(part.bytes ?? '', 'base64'))) : undefined;
}

/**
 * Answers the requests of a page and of all its workers from the app's schemes. Workers are attached one by one, paused
 * at their start: Fetch.enable on the page does not see what a dedicated worker loads (pdf.js: fonts, cmaps, wasm).
 */
export async function interceptRequests(
  session: CdpSession,
  schemes: SchemeRegistry,
  mayNavigate: MayNavigate,
): Promise<void> {
  session.on(
    'Target.attachedToTarget',
    ({ sessionId, targetInfo }: { sessionId: string; targetInfo: { type: string } }) => {
      const child = session.child(sessionId);
      if (targetInfo.type !== 'page')
        void interceptRequests(child, schemes, mayNavigate).catch(() => undefined);
      child.post('Runtime.runIfWaitingForDebugger');
    },
  );
  session.on('Fetch.requestPaused', (paused: PausedRequest) => {
    // The page may be gone before its request is answered; Chromium then refuses the answer.
    void answer(paused).catch(() => undefined);
  });

  async function answer(paused: PausedRequest): Promise<void> {
    const { requestId, request } = paused;
    if (paused.resourceType === 'Document' && !mayNavigate(paused)) {
      // "Aborted" leaves the present document where it is, as preventDefault() does in Electron.
      await session.send('Fetch.failRequest', { requestId, errorReason: 'Aborted' });
      return;
    }
    if (!isReservedUrl(request.url)) {
      await session.send('Fetch.continueRequest', { requestId });
      return;
    }
    const { url, method, headers } = request;
    const response = await schemes.respond({ url, method, headers, body: bodyOf(paused) });
    await session.send('Fetch.fulfillRequest', {
      requestId,
      responseCode: response.status,
      responseHeaders: response.headers,
      body: response.body.toString('base64'),
    });
  }

  const ready = [
    session.send('Fetch.enable', { patterns: PATTERNS }),
    session.send('Target.setAutoAttach', AUTO_ATTACH),
  ];
  await Promise.all(ready);
}
