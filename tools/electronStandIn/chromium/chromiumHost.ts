import { EventEmitter } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import type { CdpConnection, CdpSession } from './cdpConnection.ts';
import { BLANK_APP_URL, launchChromium } from './launchChromium.ts';
import type { ChromiumOptions } from './launchChromium.ts';

const STOP_PATIENCE_MS = 3000;

export interface AttachedPage {
  targetId: string;
  session: CdpSession;
  browser: CdpSession;
}

interface TargetInfo {
  targetId: string;
  type: string;
  url: string;
  openerId?: string;
}

/** The one Chromium of this process: started by the first window, gone with the last one or with the app. */
export class ChromiumHost extends EventEmitter<{
  started: [browser: CdpSession];
  targetDestroyed: [targetId: string];
  targetCrashed: [targetId: string];
}> {
  private readonly readOptions: () => Omit<ChromiumOptions, 'size'>;
  private starting: Promise<CdpConnection> | undefined;
  private readonly pages = new Set<string>();
  private openingCount = 0;

  constructor(readOptions: () => Omit<ChromiumOptions, 'size'>) {
    super();
    this.readOptions = readOptions;
  }

  /** Opens a blank window and attaches to its page. */
  async openPage(size: { width: number; height: number }): Promise<AttachedPage> {
    const isFirst = this.starting === undefined;
    this.starting ??= this.start(size);
    const connection = await this.starting;
    const { browser } = connection;
    const targetId = isFirst ? await this.findFirstPage(browser) : await this.createPage(browser, size);
    this.pages.add(targetId);
    const { sessionId } = await browser.send('Target.attachToTarget', { targetId, flatten: true });
    return { targetId, session: connection.session(sessionId), browser };
  }

  /** Ends Chromium and waits for its end; one that hangs dies with this process. */
  async stop(): Promise<void> {
    const connection = await this.starting?.catch(() => undefined);
    if (!connection) return;
    const closed = new Promise<void>((resolve) => connection.once('closed', resolve));
    connection.browser.post('Browser.close');
    await Promise.race([closed, sleep(STOP_PATIENCE_MS, undefined, { ref: false })]);
  }

  private async start(size: { width: number; height: number }): Promise<CdpConnection> {
    const connection = await launchChromium({ ...this.readOptions(), size });
    connection.once('closed', () => {
      this.starting = undefined;
      for (const targetId of this.pages) this.emit('targetDestroyed', targetId);
      this.pages.clear();
    });
    const { browser } = connection;
    browser.on('Target.targetDestroyed', ({ targetId }: TargetInfo) => {
      if (this.pages.delete(targetId)) this.emit('targetDestroyed', targetId);
    });
    browser.on('Target.targetCrashed', ({ targetId }: TargetInfo) => this.emit('targetCrashed', targetId));
    await browser.send('Target.setDiscoverTargets', { discover: true });
    await this.closeForeignPages(browser);
    this.emit('started', browser);
    return connection;
  }

  private async createPage(browser: CdpSession, size: { width: number; height: number }): Promise<string> {
    this.openingCount += 1;
    try {
      const { targetId } = await browser.send('Target.createTarget', {
        url: 'about:blank',
        newWindow: true,
        ...size,
      });
      return targetId;
    } finally {
      this.openingCount -= 1;
    }
  }

  /**
   * Closes every page that the app did not open, before it loads anything: what window.open and links to new windows
   * would show. Pages start paused, so that their requests can be held.
   */
  private async closeForeignPages(browser: CdpSession): Promise<void> {
    browser.on(
      'Target.attachedToTarget',
      ({ sessionId, targetInfo }: { sessionId: string; targetInfo: TargetInfo }) => {
        const child = browser.child(sessionId);
        const isOpening = this.openingCount > 0 && targetInfo.url === 'about:blank' && !targetInfo.openerId;
        const isOurs = targetInfo.url === BLANK_APP_URL || this.pages.has(targetInfo.targetId) || isOpening;
        // Its requests pause for ever. It must run all the same: it shares its thread with the page that opened it.
        if (!isOurs) child.post('Fetch.enable', { patterns: [{ urlPattern: '*' }] });
        child.post('Runtime.runIfWaitingForDebugger');
        if (!isOurs) browser.post('Target.closeTarget', { targetId: targetInfo.targetId });
      },
    );
    const filter = [{ type: 'page' }, { exclude: true }];
    await browser.send('Target.setAutoAttach', {
      autoAttach: true,
      waitForDebuggerOnStart: true,
      flatten: true,
      filter,
    });
  }

  private async findFirstPage(browser: CdpSession): Promise<string> {
    // Chromium also lists pages of its own (chrome://omnibox-popup…): choose by URL.
    const isAppPage = (info: TargetInfo) => info.type === 'page' && info.url === BLANK_APP_URL;
    const { targetInfos } = (await browser.send('Target.getTargets')) as { targetInfos: TargetInfo[] };
    const existing = targetInfos.find(isAppPage);
    if (existing) return existing.targetId;
    return new Promise((resolve) => {
      const listen = ({ targetInfo }: { targetInfo: TargetInfo }) => {
        if (!isAppPage(targetInfo)) return;
        browser.off('Target.targetCreated', listen);
        browser.off('Target.targetInfoChanged', listen);
        resolve(targetInfo.targetId);
      };
      browser.on('Target.targetCreated', listen);
      browser.on('Target.targetInfoChanged', listen);
    });
  }
}
