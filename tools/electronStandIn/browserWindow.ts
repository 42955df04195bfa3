import { EventEmitter } from 'node:events';
import { readFileSync } from 'node:fs';
import type Electron from 'electron';
import type { ChromiumHost } from './chromium/chromiumHost.ts';
import { completeApi } from './completeApi.ts';
import { createEvent } from './electronEvent.ts';
import type { IpcHub } from './ipcMain.ts';
import type { PageController } from './pageController.ts';
import type { SchemeRegistry } from './protocol.ts';
import type { StandInSession } from './session.ts';
import { WebContentsStandIn } from './webContents.ts';
import { assertSafeWebPreferences } from './webPreferences.ts';

export interface WindowDependencies {
  host: ChromiumHost;
  schemes: SchemeRegistry;
  ipc: IpcHub;
  session: StandInSession;
  isReady(): boolean;
  onPage(controller: PageController): void;
  onCreated(window: Electron.BrowserWindow): void;
  onAllClosed(): void;
  onRendererGone(contents: Electron.WebContents, details: object): void;
}

type Bounds = Electron.Rectangle;

function readPreload(preferences: Electron.WebPreferences): string {
  return preferences.preload ? readFileSync(preferences.preload, 'utf8') : '';
}

function processFieldsOf(preferences: Electron.WebPreferences): object {
  return {
    type: 'renderer',
    sandboxed: true,
    contextIsolated: true,
    platform: process.platform,
    arch: process.arch,
    versions: process.versions,
    argv: [process.execPath, ...(preferences.additionalArguments ?? [])],
    env: {},
  };
}

/** Makes the BrowserWindow class that draws its windows with the given Chromium. */
export function createBrowserWindowClass(dependencies: WindowDependencies): typeof Electron.BrowserWindow {
  const windows = new Map<number, BrowserWindow>();
  let windowCount = 0;

  class BrowserWindow extends EventEmitter {
    readonly id: number;
    readonly webContents: Electron.WebContents;
    readonly api: Electron.BrowserWindow;
    private readonly contents: WebContentsStandIn;
    private bounds: Bounds;
    private state: 'normal' | 'minimized' | 'maximized' | 'fullscreen' = 'normal';
    private isShown: boolean;
    private isGone = false;
    private targetId: string | undefined;
    private windowTitle: string;

    constructor(options: Electron.BrowserWindowConstructorOptions = {}) {
      super();
      if (!dependencies.isReady()) throw new Error('Cannot create BrowserWindow before app is ready');
      const preferences = options.webPreferences ?? {};
      assertSafeWebPreferences(preferences);
      this.id = ++windowCount;
      this.api = completeApi<Electron.BrowserWindow>(
        'BrowserWindow',
        this as unknown as Partial<Electron.BrowserWindow>,
      );
      this.bounds = {
        x: options.x ?? 0,
        y: options.y ?? 0,
        width: options.width ?? 800,
        height: options.height ?? 600,
      };
      this.isShown = options.show ?? true;
      this.windowTitle = options.title ?? '';
      const opening = dependencies.host.openPage(this.bounds);
      this.contents = new WebContentsStandIn({
        id: this.id,
        opening,
        schemes: dependencies.schemes,
        ipc: dependencies.ipc,
        session: dependencies.session,
        preloadSource: readPreload(preferences),
        processFields: processFieldsOf(preferences),
        onPage: dependencies.onPage,
      });
      this.webContents = this.contents.api;
      windows.set(this.id, this);
      this.contents.once('did-finish-load', () => this.emit('ready-to-show'));
      void opening.then(
        (page) => (this.targetId = page.targetId),
        (error: unknown) => process.stderr.write(`${String(error)}\n`),
      );
      dependencies.onCreated(this.api);
    }

    static getAllWindows(): Electron.BrowserWindow[] {
      return [...windows.values()].map((window) => window.api);
    }

    static getFocusedWindow(): Electron.BrowserWindow | null {
      return BrowserWindow.getAllWindows()[0] ?? null;
    }

    static fromId(id: number): Electron.BrowserWindow | null {
      return windows.get(id)?.api ?? null;
    }

    static fromWebContents(contents: Electron.WebContents): Electron.BrowserWindow | null {
      return BrowserWindow.fromId(contents.id);
    }

    loadURL(url: string): Promise<void> {
      return this.contents.loadURL(url);
    }

    close(): void {
      const event = createEvent({});
      this.emit('close', event);
      if (!event.defaultPrevented) this.destroy();
    }

    destroy(): void {
      void this.contents.withPage(({ session }) => session.post('Page.close')).catch(() => undefined);
      this.closed();
    }

    isDestroyed(): boolean {
      return this.isGone;
    }

    show(): void {
      this.isShown = true;
      this.focus();
      this.emit('show');
    }

    hide(): void {
      this.isShown = false;
      this.setWindowState('minimized');
      this.emit('hide');
    }

    focus(): void {
      if (this.isShown)
        void this.contents
          .withPage(({ session }) => session.post('Page.bringToFront'))
          .catch(() => undefined);
    }

    isVisible(): boolean {
      return this.isShown;
    }

    isFocused(): boolean {
      return this.isShown;
    }

    minimize(): void {
      this.setWindowState('minimized');
    }

    maximize(): void {
      this.setWindowState('maximized');
    }

    restore(): void {
      this.setWindowState('normal');
    }

    setFullScreen(isOn: boolean): void {
      this.setWindowState(isOn ? 'fullscreen' : 'normal');
    }

    isMinimized(): boolean {
      return this.state === 'minimized';
    }

    isMaximized(): boolean {
      return this.state === 'maximized';
    }

    isFullScreen(): boolean {
      return this.state === 'fullscreen';
    }

    getBounds(): Bounds {
      return { ...this.bounds };
    }

    getNormalBounds(): Bounds {
      return { ...this.bounds };
    }

    getSize(): number[] {
      return [this.bounds.width, this.bounds.height];
    }

    setBounds(bounds: Partial<Bounds>): void {
      this.bounds = { ...this.bounds, ...bounds };
      const { x, y, width, height } = this.bounds;
      this.sendWindowBounds({ left: x, top: y, width, height });
      this.emit('resize');
    }

    setSize(width: number, height: number): void {
      this.setBounds({ width, height });
    }

    setTitle(title: string): void {
      this.windowTitle = title;
    }

    getTitle(): string {
      return this.windowTitle;
    }

    // Chromium's app window has no menu bar, and its page paints its own background.
    setMenu(): void {}
    removeMenu(): void {}
    setMenuBarVisibility(): void {}
    setAutoHideMenuBar(): void {}
    setBackgroundColor(): void {}
    setMinimumSize(): void {}
    setProgressBar(): void {}
    setOverlayIcon(): void {}
    flashFrame(): void {}

    /** The page went away by itself: the user closed the window or Chromium ended. */
    static targetDestroyed(targetId: string): void {
      for (const window of windows.values()) {
        if (window.targetId !== targetId) continue;
        window.emit('close', createEvent({}));
        window.closed();
      }
    }

    static targetCrashed(targetId: string): void {
      for (const window of windows.values()) {
        if (window.targetId !== targetId) continue;
        const details = { reason: 'crashed', exitCode: 1 };
        window.contents.emit('render-process-gone', createEvent({}), details);
        dependencies.onRendererGone(window.webContents, details);
      }
    }

    private closed(): void {
      if (this.isGone) return;
      this.isGone = true;
      windows.delete(this.id);
      this.contents.destroyed();
      this.emit('closed');
      if (windows.size === 0) dependencies.onAllClosed();
    }

    private setWindowState(state: typeof this.state): void {
      this.state = state;
      this.sendWindowBounds({ windowState: state });
      if (state === 'maximized') this.emit('maximize');
    }

    private sendWindowBounds(bounds: object): void {
      const send = async ({ session }: PageController) => {
        const { windowId } = await session.send('Browser.getWindowForTarget');
        await session.send('Browser.setWindowBounds', { windowId, bounds });
      };
      void this.contents.withPage(send).catch(() => undefined);
    }
  }

  dependencies.host.on('targetDestroyed', BrowserWindow.targetDestroyed);
  dependencies.host.on('targetCrashed', BrowserWindow.targetCrashed);
  return new Proxy(BrowserWindow, {
    construct: (target, args) => new target(...(args as [Electron.BrowserWindowConstructorOptions?])).api,
  }) as unknown as typeof Electron.BrowserWindow;
}
