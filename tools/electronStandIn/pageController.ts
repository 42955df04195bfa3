import { EventEmitter } from 'node:events';
import type Electron from 'electron';
import type { AttachedPage } from './chromium/chromiumHost.ts';
import type { CdpSession } from './chromium/cdpConnection.ts';
import { createEvent } from './electronEvent.ts';
import { FrameTree } from './frameTree.ts';
import { createIpcCodec } from './ipcCodec.ts';
import { buildPageScripts, POST_BINDING, PRELOAD_WORLD_NAME, RECEIVE_FUNCTION } from './page/pageScripts.ts';
import type { SchemeRegistry } from './protocol.ts';
import { interceptRequests } from './requestInterception.ts';
import type { PausedRequest } from './requestInterception.ts';
import { toAppUrl, toChromiumUrl } from './schemeUrls.ts';

export type PageMessage =
  | { kind: 'invoke'; id: number; channel: string; args: unknown[] }
  | { kind: 'send'; channel: string; args: unknown[] };

export interface PageControllerOptions {
  schemes: SchemeRegistry;
  preloadSource: string;
  processFields: object;
  /** Receives `will-navigate` and the like, as Electron's WebContents emits them. */
  events: EventEmitter;
  onMessage(message: PageMessage, frame: Electron.WebFrameMain): void;
  onWindowOpen(details: { url: string; frameName: string; features: string }): void;
}

const codec = createIpcCodec();

function toLoadError(errorText: string, url: string): Error {
  const code = errorText.replace(/^net::/, '');
  return Object.assign(new Error(`${code} loading '${url}'`), { code, url });
}

/** Drives one page of Chromium: its navigation, its requests, and the messages of its preload. */
export class PageController {
  readonly session: CdpSession;
  readonly targetId: string;
  private readonly options: PageControllerOptions;
  private readonly preloadContexts = new Map<string, number>();
  private readonly requestedByPage = new Map<string, string>();
  private readonly requestedByApp = new Set<string>();
  private frameTree: FrameTree | undefined;

  constructor(page: AttachedPage, options: PageControllerOptions) {
    this.session = page.session;
    this.targetId = page.targetId;
    this.options = options;
  }

  get frames(): FrameTree | undefined {
    return this.frameTree;
  }

  /** Prepares the page so that its first real document already meets all rules. */
  async prepare(): Promise<void> {
    const { session, options } = this;
    const { frameTree } = await session.send('Page.getFrameTree');
    this.frameTree = new FrameTree(session, frameTree.frame.id);
    this.followContexts();
    this.followNavigation();
    const scripts = buildPageScripts(options.preloadSource, options.processFields);
    await Promise.all([
      session.send('Page.enable'),
      session.send('Page.setLifecycleEventsEnabled', { enabled: true }),
      session.send('Runtime.enable'),
      session.send('Runtime.addBinding', { name: POST_BINDING, executionContextName: PRELOAD_WORLD_NAME }),
      session.send('Page.addScriptToEvaluateOnNewDocument', { source: scripts.mainWorld }),
      session.send('Page.addScriptToEvaluateOnNewDocument', {
        source: scripts.preloadWorld,
        worldName: PRELOAD_WORLD_NAME,
      }),
      interceptRequests(session, options.schemes, (paused) => this.mayNavigate(paused)),
    ]);
  }

  /** Loads a URL for the app and resolves when the page has loaded. */
  async navigate(url: string): Promise<void> {
    const chromiumUrl = toChromiumUrl(url);
    this.requestedByApp.add(chromiumUrl.replace(/#.*$/s, ''));
    const loaded = new Set<string>();
    const arrival = Promise.withResolvers<void>();
    let wantedLoader: string | undefined;
    // By its loader: the load event of the document before may still be on its way.
    const listen = ({ name, loaderId, frameId }: { name: string; loaderId: string; frameId: string }) => {
      const isMainFrame = frameId === this.frameTree?.mainFrameId;
      if (name === 'load') loaded.add(loaderId);
      if (wantedLoader === undefined) return;
      if (loaded.has(wantedLoader)) arrival.resolve();
      else if (isMainFrame && name === 'init' && loaderId !== wantedLoader)
        arrival.reject(toLoadError('ERR_ABORTED', url));
    };
    this.session.on('Page.lifecycleEvent', listen);
    try {
      const { errorText, loaderId } = await this.session.send('Page.navigate', { url: chromiumUrl });
      if (errorText) throw toLoadError(String(errorText), url);
      wantedLoader = loaderId;
      // Another fragment of the same document has no loader: nothing is loaded.
      if (wantedLoader !== undefined && !loaded.has(wantedLoader)) await arrival.promise;
    } finally {
      this.session.off('Page.lifecycleEvent', listen);
      this.requestedByApp.delete(chromiumUrl.replace(/#.*$/s, ''));
    }
  }

  sendEvent(channel: string, args: unknown[]): void {
    this.deliver(this.frameTree?.mainFrameId, { kind: 'event', channel, args });
  }

  /** Answers an `invoke` of the page. */
  answer(frame: Electron.WebFrameMain, answer: { id: number; value?: unknown; error?: string }): void {
    try {
      this.deliver(frame.frameToken, { kind: 'answer', ...answer });
    } catch (error) {
      this.deliver(frame.frameToken, { kind: 'answer', id: answer.id, error: String(error) });
    }
  }

  private deliver(frameId: string | undefined, message: object): void {
    const contextId = this.preloadContexts.get(frameId ?? '');
    const text = codec.encode(message);
    if (contextId === undefined) return;
    this.session.post('Runtime.evaluate', {
      expression: `${RECEIVE_FUNCTION}(${JSON.stringify(text)})`,
      contextId,
      silent: true,
    });
  }

  private followContexts(): void {
    const { session } = this;
    session.on('Runtime.executionContextCreated', ({ context }) => {
      if (context.name === PRELOAD_WORLD_NAME) this.preloadContexts.set(context.auxData.frameId, context.id);
    });
    session.on('Runtime.executionContextDestroyed', ({ executionContextId }) => {
      for (const [frameId, id] of this.preloadContexts)
        if (id === executionContextId) this.preloadContexts.delete(frameId);
    });
    session.on('Runtime.executionContextsCleared', () => this.preloadContexts.clear());
    session.on('Runtime.bindingCalled', ({ name, payload, executionContextId }) => {
      if (name !== POST_BINDING) return;
      const frameId = [...this.preloadContexts].find(([, id]) => id === executionContextId)?.[0];
      const frame = this.frameTree?.find(frameId ?? '');
      if (frame) this.options.onMessage(codec.decode(payload) as PageMessage, frame);
    });
  }

  private followNavigation(): void {
    this.session.on('Page.frameRequestedNavigation', ({ frameId, url }: { frameId: string; url: string }) => {
      this.requestedByPage.set(frameId, url.replace(/#.*$/s, ''));
    });
    this.session.on(
      'Page.windowOpen',
      (details: { url: string; windowName: string; windowFeatures: string[] }) => {
        this.options.onWindowOpen({
          url: toAppUrl(details.url),
          frameName: details.windowName,
          features: details.windowFeatures.join(','),
        });
      },
    );
  }

  private mayNavigate({ frameId, request }: PausedRequest): boolean {
    const isMainFrame = frameId === this.frameTree?.mainFrameId;
    if (isMainFrame && this.requestedByApp.delete(request.url)) return true;
    // What the page asks for is reported before its request. Everything else comes from the protocol, as Page.reload does:
    // it asks nobody, as with Electron. The page cannot be asked here: it answers nothing while a navigation waits.
    if (!this.requestedByPage.delete(frameId)) return true;
    const fields = {
      url: toAppUrl(request.url),
      isMainFrame,
      isSameDocument: false,
      frame: this.frameTree?.find(frameId) ?? null,
    };
    const event = createEvent(fields);
    this.options.events.emit('will-frame-navigate', event);
    if (isMainFrame && !event.defaultPrevented) this.options.events.emit('will-navigate', event, fields.url);
    return !event.defaultPrevented;
  }
}
