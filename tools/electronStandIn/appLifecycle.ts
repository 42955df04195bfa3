import type { EventEmitter } from 'node:events';
import type { Server } from 'node:net';

import type Electron from 'electron';

import { createEvent } from './electronEvent.ts';
import { takeSingleInstanceLock } from './singleInstanceLock.ts';

export interface LifecycleDependencies {
  /** Where the app's events appear. */
  events: EventEmitter;
  /** Resolves once the app's main module has been evaluated, its top-level awaits included. */
  entryEvaluated: Promise<void>;
  userData(): string;
  /** The open windows, asked when the app quits. */
  listWindows(): Electron.BrowserWindow[];
  /** Ends Chromium. */
  stopChromium(): Promise<void>;
}

/** Start, single instance, and the order of events in which an Electron app ends. */
export class AppLifecycle {
  readonly ready: Promise<void>;
  isReady = false;
  private readonly dependencies: LifecycleDependencies;
  // Electron runs until it is told to quit; without this an app that waits for a window would end at once.
  private readonly keepAlive = setInterval(() => undefined, 0x7fffffff);
  private isQuitting = false;
  private lock: Server | undefined;

  constructor(dependencies: LifecycleDependencies) {
    this.dependencies = dependencies;
    // Electron waits for the whole of an ES module main (electron/electron#40719): a top-level await of this never ends.
    this.ready = dependencies.entryEvaluated.then(() => {
      this.isReady = true;
      dependencies.events.emit('will-finish-launching');
      dependencies.events.emit('ready', createEvent({}), {});
    });
    this.followSignals();
  }

  get hasLock(): boolean {
    return this.lock !== undefined;
  }

  takeLock(additionalData: unknown): boolean {
    const { events, userData } = this.dependencies;
    const instance = { argv: process.argv, workingDirectory: process.cwd(), additionalData };
    this.lock ??= takeSingleInstanceLock(userData(), instance, (second) => {
      void this.ready.then(() => {
        events.emit(
          'second-instance',
          createEvent({}),
          second.argv,
          second.workingDirectory,
          second.additionalData,
        );
      });
    });
    return this.hasLock;
  }

  releaseLock(): void {
    this.lock?.close();
    this.lock = undefined;
  }

  quit(): void {
    if (this.isQuitting) return;
    const { events, listWindows } = this.dependencies;
    const beforeQuit = createEvent({});
    events.emit('before-quit', beforeQuit);
    if (beforeQuit.defaultPrevented) return;
    this.isQuitting = true;
    for (const window of listWindows()) window.close();
    // A window that stays (its close was prevented) keeps the app, as in Electron.
    if (listWindows().length > 0) this.isQuitting = false;
    else this.finishQuitting();
  }

  exit(code: number): void {
    clearInterval(this.keepAlive);
    this.dependencies.events.emit('quit', createEvent({}), code);
    this.releaseLock();
    void this.dependencies.stopChromium().finally(() => process.exit(code));
  }

  allWindowsClosed(): void {
    const { events } = this.dependencies;
    if (this.isQuitting) return;
    if (events.listenerCount('window-all-closed') > 0) events.emit('window-all-closed');
    else this.quit();
  }

  private finishQuitting(): void {
    const willQuit = createEvent({});
    this.dependencies.events.emit('will-quit', willQuit);
    if (willQuit.defaultPrevented) this.isQuitting = false;
    else this.exit(typeof process.exitCode === 'number' ? process.exitCode : 0);
  }

  private followSignals(): void {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
      // A listener of the app's own replaces Electron's, so it replaces this one.
      process.on(signal, () => {
        if (process.listenerCount(signal) === 1) this.quit();
      });
    }
  }
}
