import type Electron from 'electron';
import type { CdpSession } from './chromium/cdpConnection.ts';
import { completeApi } from './completeApi.ts';
import { toAppOrigin, toAppUrl } from './schemeUrls.ts';

interface CdpFrame {
  id: string;
  parentId?: string;
  url: string;
  name?: string;
}

export interface FrameTree {
  readonly mainFrame: Electron.WebFrameMain;
  readonly mainFrameId: string;
  find(frameId: string): Electron.WebFrameMain | undefined;
}

/** Follows the frames of a page and presents them as Electron's WebFrameMain objects, one per frame. */
export function followFrames(
  session: CdpSession,
  mainFrameId: string,
  send: Electron.WebFrameMain['send'],
): FrameTree {
  const records = new Map<string, CdpFrame>([[mainFrameId, { id: mainFrameId, url: 'about:blank' }]]);
  const frames = new Map<string, Electron.WebFrameMain>();

  function childrenOf(frameId: string): Electron.WebFrameMain[] {
    return [...records.values()].flatMap((record) => {
      const frame = record.parentId === frameId ? find(record.id) : undefined;
      return frame ? [frame] : [];
    });
  }

  function present(frameId: string): Electron.WebFrameMain {
    const record = () => records.get(frameId);
    const isMain = frameId === mainFrameId;
    const fields = {
      get url() {
        return toAppUrl(record()?.url ?? '');
      },
      get origin() {
        return toAppOrigin(record()?.url ?? '');
      },
      get name() {
        return record()?.name ?? '';
      },
      get parent() {
        const parentId = record()?.parentId;
        return parentId ? (find(parentId) ?? null) : null;
      },
      get top() {
        return find(mainFrameId) ?? null;
      },
      get frames() {
        return childrenOf(frameId);
      },
      get detached() {
        return !record();
      },
      isDestroyed: () => !record(),
      frameToken: frameId,
      routingId: 1,
      processId: 1,
      send: (channel: string, ...args: unknown[]) => {
        if (isMain) send(channel, ...args);
      },
    };
    return completeApi<Electron.WebFrameMain>('WebFrameMain', fields);
  }

  function find(frameId: string): Electron.WebFrameMain | undefined {
    if (!records.has(frameId)) return undefined;
    const known = frames.get(frameId) ?? present(frameId);
    frames.set(frameId, known);
    return known;
  }

  session.on(
    'Page.frameAttached',
    ({ frameId, parentFrameId }: { frameId: string; parentFrameId: string }) => {
      records.set(frameId, { id: frameId, parentId: parentFrameId, url: 'about:blank' });
    },
  );
  session.on('Page.frameNavigated', ({ frame }: { frame: CdpFrame }) => records.set(frame.id, frame));
  session.on('Page.navigatedWithinDocument', ({ frameId, url }: { frameId: string; url: string }) => {
    const record = records.get(frameId);
    if (record) record.url = url;
  });
  session.on('Page.frameDetached', ({ frameId, reason }: { frameId: string; reason: string }) => {
    if (reason === 'swap') return;
    records.delete(frameId);
    frames.delete(frameId);
  });

  return { mainFrameId, mainFrame: find(mainFrameId) as Electron.WebFrameMain, find };
}
