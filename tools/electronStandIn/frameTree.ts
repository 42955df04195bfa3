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

/** Follows the frames of a page and presents them as Electron's WebFrameMain objects, one per frame. */
export class FrameTree {
  readonly mainFrameId: string;
  readonly mainFrame: Electron.WebFrameMain;
  private readonly records = new Map<string, CdpFrame>();
  private readonly frames = new Map<string, Electron.WebFrameMain>();

  constructor(session: CdpSession, mainFrameId: string) {
    this.mainFrameId = mainFrameId;
    this.mainFrame = this.add({ id: mainFrameId, url: 'about:blank' });
    session.on(
      'Page.frameAttached',
      ({ frameId, parentFrameId }: { frameId: string; parentFrameId: string }) => {
        this.add({ id: frameId, parentId: parentFrameId, url: 'about:blank' });
      },
    );
    session.on('Page.frameNavigated', ({ frame }: { frame: CdpFrame }) => this.add(frame));
    session.on('Page.navigatedWithinDocument', ({ frameId, url }: { frameId: string; url: string }) => {
      const record = this.records.get(frameId);
      if (record) record.url = url;
    });
    session.on('Page.frameDetached', ({ frameId, reason }: { frameId: string; reason: string }) => {
      // Swapped frames go on in another process.
      if (reason === 'swap') return;
      this.records.delete(frameId);
      this.frames.delete(frameId);
    });
  }

  find(frameId: string): Electron.WebFrameMain | undefined {
    return this.frames.get(frameId);
  }

  private add(record: CdpFrame): Electron.WebFrameMain {
    this.records.set(record.id, record);
    const frame = this.frames.get(record.id) ?? this.present(record.id);
    this.frames.set(record.id, frame);
    return frame;
  }

  private childrenOf(frameId: string): Electron.WebFrameMain[] {
    const children = [...this.records.values()].filter(({ parentId }) => parentId === frameId);
    return children.flatMap(({ id }) => this.find(id) ?? []);
  }

  private present(frameId: string): Electron.WebFrameMain {
    const record = (): CdpFrame | undefined => this.records.get(frameId);
    const getters = {
      url: () => toAppUrl(record()?.url ?? ''),
      origin: () => toAppOrigin(record()?.url ?? ''),
      name: () => record()?.name ?? '',
      parent: () => this.find(record()?.parentId ?? '') ?? null,
      top: () => this.find(this.mainFrameId) ?? null,
      frames: () => this.childrenOf(frameId),
      detached: () => !record(),
    };
    const frame: Partial<Electron.WebFrameMain> = {
      frameToken: frameId,
      routingId: 1,
      processId: 1,
      isDestroyed: () => !record(),
    };
    for (const [name, get] of Object.entries(getters))
      Object.defineProperty(frame, name, { get, enumerable: true });
    return completeApi<Electron.WebFrameMain>('WebFrameMain', frame);
  }
}
