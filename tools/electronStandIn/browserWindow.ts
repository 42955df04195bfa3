import { EventEmitter } from 'node:events';
import { readFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';

import type Electron from 'electron';

import type { ChromiumHost } from './chromium/chromiumHost.ts';
import { completeApi } from './completeApi.ts';
import { createEvent } from './electronEvent.ts';
import type { PageController } from './pageController.ts';
import { WebContentsStandIn } from './webContents.ts';
import type { WebContentsOptions } from './webContents.ts';
import { assertSafeWebPreferences } from './webPreferences.ts';

export interface WindowDependencies extends Pick<
  WebContentsOptions,
  'schemes' | 'ipc' | 'session' | 'seat' | 'onPage'
> {
  host: ChromiumHost;
  isReady(): boolean;
  onCreated(window: Electron.BrowserWindow): void;
  onAllClosed(): void;
  onRendererGone(contents: Electron.WebContents, details: object): void;
}

type Bounds = Electron.Rectangle;
type WindowState = 'normal' | 'minimized' | 'maximized' | 'fullscreen';

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

/** One window of Chromium, as Electron's BrowserWindow. */
class BrowserWindowStandIn extends EventEmitter {
  readonly id: number;
  readonly webContents: Electron.WebContents;
  /** This object as product code knows it. */
  readonly api: Electron.BrowserWindow;
  targetId: string | undefined;
  private readonly contents: WebContentsStandIn;
  private readonly onClosed: (window: BrowserWindowStandIn) => void;
  private bounds: Bounds;
  private state: WindowState = 'normal';
  private isShown: boolean;
  private isGone = false;
  private windowTitle: string;

  constructor(
    dependencies: WindowDependencies,
    id: number,
    options: Electron.BrowserWindowConstructorOptions,
    onClosed: (window: BrowserWindowStandIn) => void,
  ) {
    super();
    const preferences = options.webPreferences ?? {};
    assertSafeWebPreferences(preferences);
    this.id = id;
    this.onClosed = onClosed;
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
      ...dependencies,
      id,
      opening,
      preloadSource: preferences.preload ? readFileSync(preferences.preload, 'utf8') : '',
      processFields: processFieldsOf(preferences),
    });
    this.webContents = this.contents.api;
    this.contents.once('did-finish-load', () => this.emit('ready-to-show'));
    void opening.then(
      (page) => (this.targetId = page.targetId),
      (error: unknown) => process.stderr.write(`${String(error)}\n`),
    );
  }

  loadURL(url: string): Promise<void> {
    return this.contents.loadURL(url);
  }

  loadFile(file: string): Promise<void> {
    return this.contents.loadURL(pathToFileURL(file).href);
  }

  close(): void {
    const event = createEvent({});
    this.emit('close', event);
    if (!event.defaultPrevented) this.destroy();
  }

  destroy(): void {
    this.withPage(({ session }) => session.post('Page.close'));
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
    this.setState('minimized');
    this.emit('hide');
  }

  focus(): void {
    if (this.isShown) this.withPage(({ session }) => session.post('Page.bringToFront'));
  }

  isVisible(): boolean {
    return this.isShown;
  }

  isFocused(): boolean {
    return this.isShown;
  }

  minimize(): void {
    this.setState('minimized');
  }

  maximize(): void {
    this.setState('maximized');
    this.emit('maximize');
  }

  restore(): void {
    this.setState('normal');
  }

  setFullScreen(isOn: boolean): void {
    this.setState(isOn ? 'fullscreen' : 'normal');
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
    return this.getBounds();
  }

  getSize(): number[] {
    return [this.bounds.width, this.bounds.height];
  }

  setBounds(bounds: Partial<Bounds>): void {
    this.bounds = { ...this.bounds, ...bounds };
    const { x, y, width, height } = this.bounds;
    this.sendBounds({ left: x, top: y, width, height });
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

  // Chromium's app window has no menu bar and no task bar of its own, and its page paints its own background.
  setMenu(): void {}
  removeMenu(): void {}
  setMenuBarVisibility(): void {}
  setAutoHideMenuBar(): void {}
  setBackgroundColor(): void {}
  setMinimumSize(): void {}
  setProgressBar(): void {}
  setOverlayIcon(): void {}
  flashFrame(): void {}

  /** The page went away by itself: the person closed the window or Chromium ended. */
  pageVanished(): void {
    this.emit('close', createEvent({}));
    this.closed();
  }

  pageCrashed(details: object): void {
    this.contents.emit('render-process-gone', createEvent({}), details);
  }

  private closed(): void {
    if (this.isGone) return;
    this.isGone = true;
    this.contents.destroyed();
    this.onClosed(this);
  }

  private setState(state: WindowState): void {
    this.state = state;
    this.sendBounds({ windowState: state });
  }

  private sendBounds(bounds: object): void {
    this.withPage(async ({ session }) => {
      const { windowId } = await session.send('Browser.getWindowForTarget');
      await session.send('Browser.setWindowBounds', { windowId, bounds });
    });
  }

  /** Does something with the page once it is open; a page that is gone by then needs nothing any more. */
  private withPage(run: (controller: PageController) => unknown): void {
    this.contents.withPage(run).catch(() => undefined);
  }
}

/** Makes the BrowserWindow class that draws its windows with the given Chromium. */
export function createBrowserWindowClass(dependencies: WindowDependencies): typeof Electron.BrowserWindow {
  const windows = new Map<number, BrowserWindowStandIn>();
  let windowCount = 0;

  function forget(window: BrowserWindowStandIn): void {
    windows.delete(window.id);
    window.emit('closed');
    if (windows.size === 0) dependencies.onAllClosed();
  }

  function open(options: Electron.BrowserWindowConstructorOptions = {}): Electron.BrowserWindow {
    if (!dependencies.isReady()) throw new Error('Cannot create BrowserWindow before app is ready');
    const window = new BrowserWindowStandIn(dependencies, ++windowCount, options, forget);
    windows.set(window.id, window);
    dependencies.onCreated(window.api);
    return window.api;
  }

  const findByTarget = (targetId: string) =>
    [...windows.values()].find((window) => window.targetId === targetId);
  dependencies.host.on('targetDestroyed', (targetId) => findByTarget(targetId)?.pageVanished());
  dependencies.host.on('targetCrashed', (targetId) => {
    const window = findByTarget(targetId);
    const details = { reason: 'crashed', exitCode: 1 };
    window?.pageCrashed(details);
    if (window) dependencies.onRendererGone(window.webContents, details);
  });

  const statics: Partial<typeof Electron.BrowserWindow> = {
    getAllWindows: () => [...windows.values()].map((window) => window.api),
    getFocusedWindow: () => [...windows.values()].find((window) => window.isFocused())?.api ?? null,
    fromId: (id) => windows.get(id)?.api ?? null,
    fromWebContents: (contents) => windows.get(contents.id)?.api ?? null,
  };
  const constructor = function BrowserWindow(options?: Electron.BrowserWindowConstructorOptions) {
    return open(options);
  };
  const part = Object.assign(constructor, statics) as unknown as typeof Electron.BrowserWindow;
  return completeApi<typeof Electron.BrowserWindow>('BrowserWindow', part);
}
