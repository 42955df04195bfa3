import { EventEmitter } from 'node:events';
import type Electron from 'electron';
import { completeApi } from './completeApi.ts';

type Handler = (event: Electron.IpcMainInvokeEvent, ...args: unknown[]) => unknown;

export interface IpcHub {
  ipcMain: Electron.IpcMain;
  /** Runs the handler of a channel; what it throws reaches the page as text only. */
  invoke(channel: string, event: Electron.IpcMainInvokeEvent, args: unknown[]): Promise<unknown>;
  emit(channel: string, event: object, args: unknown[]): void;
}

export function createIpcHub(): IpcHub {
  const emitter = new EventEmitter();
  const handlers = new Map<string, Handler>();

  function handle(channel: string, handler: Handler): void {
    if (handlers.has(channel)) throw new Error(`Attempted to register a second handler for '${channel}'`);
    handlers.set(channel, handler);
  }

  const invocations: Partial<Electron.IpcMain> = {
    handle,
    handleOnce(channel, handler) {
      handle(channel, (event, ...args) => {
        handlers.delete(channel);
        return handler(event, ...args);
      });
    },
    removeHandler: (channel) => void handlers.delete(channel),
  };
  const ipcMain = completeApi<Electron.IpcMain>('ipcMain', Object.assign(emitter, invocations));

  async function invoke(
    channel: string,
    event: Electron.IpcMainInvokeEvent,
    args: unknown[],
  ): Promise<unknown> {
    const handler = handlers.get(channel);
    if (!handler) throw new Error(`No handler registered for '${channel}'`);
    return handler(event, ...args);
  }

  return { ipcMain, invoke, emit: (channel, event, args) => void emitter.emit(channel, event, ...args) };
}
