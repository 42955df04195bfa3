import { EventEmitter } from 'node:events';
import type Electron from 'electron';
import type { AttachedPage } from './chromium/chromiumHost.ts';
import { BLANK_APP_URL, hasDisplay } from './chromium/launchChromium.ts';
import { completeApi } from './completeApi.ts';
import { createEvent } from './electronEvent.ts';
import type { IpcHub } from './ipcMain.ts';
import { PageController } from './pageController.ts';
import type { PageMessage } from './pageController.ts';
import { toPrintToPdfParams } from './printToPdf.ts';
import type { SchemeRegistry } from './protocol.ts';
import type { StandInSession } from './session.ts';
import { toAppUrl } from './schemeUrls.ts';
import type { TestSeat } from './testSeat.ts';

export interface WebContentsOptions {
  id: number;
  opening: Promise<AttachedPage>;
  schemes: SchemeRegistry;
  ipc: IpcHub;
  session: StandInSession;
  seat: TestSeat | undefined;
  preloadSource: string;
  processFields: object;
  /** Lets the theme and the like set up the page before its first document. */
  onPage(controller: PageController): void;
}

interface ConsoleArgument {
  value?: unknown;
  description?: string;
}

function describeArgument({ value, description }: ConsoleArgument): string {
  return typeof value === 'string' ? value : (description ?? JSON.stringify(value) ?? '');
}

type WindowOpenHandler = (details: Electron.HandlerDetails) => Electron.WindowOpenHandlerResponse;

/** The page of one window, as Electron's WebContents. */
export class WebContentsStandIn extends EventEmitter {
  readonly id: number;
  readonly session: Electron.Session;
  /** This object as product code knows it. */
  readonly api: Electron.WebContents;
  private readonly options: WebContentsOptions;
  private readonly controllerReady: Promise<PageController>;
  private controller: PageController | undefined;
  private windowOpenHandler: WindowOpenHandler = () => ({ action: 'deny' });
  private isGone = false;
  private currentTitle = '';

  constructor(options: WebContentsOptions) {
    super();
    this.id = options.id;
    this.options = options;
    this.api = completeApi<Electron.WebContents>(
      'webContents',
      this as unknown as Partial<Electron.WebContents>,
    );
    this.session = options.session.session;
    this.controllerReady = options.opening.then((page) => this.attach(page));
    // A window that cannot open is reported by its loadURL.
    this.controllerReady.catch(() => undefined);
  }

  get mainFrame(): Electron.WebFrameMain {
    const frame = this.controller?.frames?.mainFrame;
    if (!frame) throw new Error('The main frame exists once a page has been loaded.');
    return frame;
  }

  async loadURL(url: string): Promise<void> {
    const controller = await this.controllerReady;
    await this.options.session.applyPermissions(this.api, url);
    try {
      await controller.navigate(url);
    } catch (error) {
      this.emit('did-fail-load', createEvent({}), -2, String(error), url, true);
      throw error;
    }
  }

  send(channel: string, ...args: unknown[]): void {
    this.controller?.sendEvent(channel, args);
  }

  setWindowOpenHandler(handler: WindowOpenHandler): void {
    this.windowOpenHandler = handler;
  }

  async executeJavaScript(code: string): Promise<unknown> {
    const { session } = await this.controllerReady;
    const flags = {
      awaitPromise: true,
      returnByValue: true,
      userGesture: true,
      allowUnsafeEvalBlockedByCSP: false,
    };
    const { result, exceptionDetails } = await session.send('Runtime.evaluate', {
      expression: code,
      ...flags,
    });
    if (exceptionDetails) throw new Error(exceptionDetails.exception?.description ?? exceptionDetails.text);
    return result.value;
  }

  async printToPDF(options: Electron.PrintToPDFOptions): Promise<Buffer> {
    const { session } = await this.controllerReady;
    const { data } = await session.send('Page.printToPDF', toPrintToPdfParams(options));
    return Buffer.from(data, 'base64');
  }

  /** Opens Chromium's own print dialog; without a display there is none to open. */
  print(
    _options?: Electron.WebContentsPrintOptions,
    callback?: (success: boolean, failureReason: string) => void,
  ): void {
    if (this.options.seat) {
      this.options.seat.record({ kind: 'print', target: this.getURL() });
      callback?.(true, '');
    } else if (hasDisplay()) {
      void this.executeJavaScript('window.print()').then(
        () => callback?.(true, ''),
        (error: unknown) => callback?.(false, String(error)),
      );
    } else callback?.(false, 'there is no display to show a print dialog on');
  }

  forcefullyCrashRenderer(): void {
    void this.controllerReady.then(({ session }) => session.post('Page.crash'));
  }

  reload(): void {
    void this.controllerReady.then(({ session }) => session.post('Page.reload'));
  }

  getURL(): string {
    return this.controller?.frames?.mainFrame.url ?? '';
  }

  getTitle(): string {
    return this.currentTitle;
  }

  getType(): 'window' {
    return 'window';
  }

  isDestroyed(): boolean {
    return this.isGone;
  }

  isDevToolsOpened(): boolean {
    return false;
  }

  async withPage<Result>(run: (controller: PageController) => Result): Promise<Result> {
    return run(await this.controllerReady);
  }

  /** Tells everyone that the page is gone. */
  destroyed(): void {
    if (this.isGone) return;
    this.isGone = true;
    this.emit('destroyed');
  }

  private async attach(page: AttachedPage): Promise<PageController> {
    const { schemes, preloadSource, processFields } = this.options;
    const controller = new PageController(page, {
      schemes,
      preloadSource,
      processFields,
      events: this,
      onMessage: (message, frame) => void this.receive(message, frame),
      onWindowOpen: (details) => this.refuseWindow(details),
    });
    this.options.onPage(controller);
    await controller.prepare();
    this.followPage(controller);
    this.controller = controller;
    return controller;
  }

  private followPage({ session, frames }: PageController): void {
    const emitForPage = (name: string) => () => {
      // The blank page of the new window is none of the app's.
      if (this.getURL() !== BLANK_APP_URL && this.getURL() !== 'about:blank')
        this.emit(name, createEvent({}));
    };
    session.on('Page.domContentEventFired', emitForPage('dom-ready'));
    session.on('Page.loadEventFired', emitForPage('did-finish-load'));
    session.on('Page.frameNavigated', ({ frame }: { frame: { id: string; url: string } }) => {
      if (frame.id === frames?.mainFrameId)
        this.emit('did-navigate', createEvent({}), toAppUrl(frame.url), 200, 'OK');
    });
    session.on('Page.navigatedWithinDocument', ({ frameId, url }: { frameId: string; url: string }) => {
      this.emit('did-navigate-in-page', createEvent({}), toAppUrl(url), frameId === frames?.mainFrameId);
    });
    session.on('Runtime.consoleAPICalled', ({ type, args }: { type: string; args: ConsoleArgument[] }) => {
      const message = args.map((argument) => describeArgument(argument)).join(' ');
      const levels: Record<string, string> = {
        error: 'error',
        assert: 'error',
        warning: 'warning',
        debug: 'debug',
      };
      this.emit(
        'console-message',
        createEvent({ message, level: levels[type] ?? 'info', lineNumber: 0, sourceId: this.getURL() }),
      );
    });
    session.on('Runtime.exceptionThrown', ({ exceptionDetails }) => {
      const message = `Uncaught ${exceptionDetails.exception?.description ?? exceptionDetails.text}`;
      this.emit(
        'console-message',
        createEvent({
          message,
          level: 'error',
          lineNumber: exceptionDetails.lineNumber,
          sourceId: this.getURL(),
        }),
      );
    });
  }

  private refuseWindow({
    url,
    frameName,
    features,
  }: {
    url: string;
    frameName: string;
    features: string;
  }): void {
    const details = {
      url,
      frameName,
      features,
      disposition: 'new-window',
      referrer: { url: '', policy: 'default' },
    } as const;
    if (this.windowOpenHandler(details).action === 'allow') {
      process.stderr.write(
        `The Electron stand-in opens no second window for ${url}: setWindowOpenHandler must deny.\n`,
      );
    }
  }

  private async receive(message: PageMessage, senderFrame: Electron.WebFrameMain): Promise<void> {
    const fields = { sender: this.api, senderFrame, frameId: 1, processId: 1, type: 'frame' as const };
    if (message.kind === 'send') {
      this.options.ipc.emit(message.channel, createEvent(fields), message.args);
      return;
    }
    const { id, channel, args } = message;
    try {
      const value = await this.options.ipc.invoke(channel, createEvent(fields), args);
      this.controller?.answer(senderFrame, { id, value });
    } catch (error) {
      process.stderr.write(`Error occurred in handler for '${channel}': ${String(error)}\n`);
      this.controller?.answer(senderFrame, { id, error: String(error) });
    }
  }
}
