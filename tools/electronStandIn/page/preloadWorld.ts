import type { IpcCodec } from '../ipcCodec.ts';
import type { BridgeEnd } from './bridgeEnd.ts';

export interface PreloadEnvironment {
  codec: IpcCodec;
  bridge: BridgeEnd;
  /** Hands a message to the main process (a CDP binding that exists in the isolated world only). */
  post(text: string): void;
  /** Where the main process delivers answers and events. */
  listen(receive: (text: string) => void): void;
  process: object;
  preload(require: (name: string) => unknown, module: object, exports: object, process: object): void;
}

/** Runs a sandboxed preload with the few modules that Electron gives one. Self-contained: it is sent as source. */
// oxlint-disable-next-line max-lines-per-function -- sent to the page as source, so it must hold all it uses
export function runPreload(environment: PreloadEnvironment): void {
  type Listener = (event: object, ...args: unknown[]) => void;
  const { codec, bridge, post } = environment;
  const listeners = new Map<string, { listener: Listener; once: boolean }[]>();
  const calls = new Map<
    number,
    { channel: string; resolve(value: unknown): void; reject(error: Error): void }
  >();
  const exposedKeys = new Set<string>();
  let callCount = 0;

  function byName<Api extends object>(name: string, api: Api): Api {
    return new Proxy(api, {
      get(target, property, receiver) {
        if (property in target || typeof property === 'symbol' || property === 'then')
          return Reflect.get(target, property, receiver);
        throw new Error(`The Electron stand-in has no ${name}.${property} in a sandboxed preload.`);
      },
    });
  }

  function addListener(channel: string, listener: Listener, once: boolean) {
    listeners.set(channel, [...(listeners.get(channel) ?? []), { listener, once }]);
    return ipcRenderer;
  }

  function removeListener(channel: string, listener: Listener) {
    listeners.set(
      channel,
      (listeners.get(channel) ?? []).filter((entry) => entry.listener !== listener),
    );
    return ipcRenderer;
  }

  function invoke(channel: string, ...args: unknown[]): Promise<unknown> {
    return new Promise((resolve, reject) => {
      const id = ++callCount;
      const text = codec.encode({ kind: 'invoke', id, channel, args });
      calls.set(id, { channel, resolve, reject });
      post(text);
    });
  }

  const ipcRenderer: object = byName('ipcRenderer', {
    invoke,
    send: (channel: string, ...args: unknown[]) => post(codec.encode({ kind: 'send', channel, args })),
    on: (channel: string, listener: Listener) => addListener(channel, listener, false),
    addListener: (channel: string, listener: Listener) => addListener(channel, listener, false),
    once: (channel: string, listener: Listener) => addListener(channel, listener, true),
    off: removeListener,
    removeListener,
    removeAllListeners: (channel: string) => (listeners.delete(channel), ipcRenderer),
  });

  const contextBridge = byName('contextBridge', {
    exposeInMainWorld(key: string, api: unknown) {
      if (exposedKeys.has(key))
        throw new Error('Cannot bind an API on top of an existing property on the window object');
      exposedKeys.add(key);
      bridge.expose(key, api);
    },
  });

  function deliverEvent(channel: string, args: unknown[]): void {
    const entries = listeners.get(channel) ?? [];
    listeners.set(
      channel,
      entries.filter((entry) => !entry.once),
    );
    for (const { listener } of entries) listener({ sender: ipcRenderer, ports: [] }, ...args);
  }

  environment.listen((text) => {
    const message = codec.decode(text) as
      | { kind: 'event'; channel: string; args: unknown[] }
      | { kind: 'answer'; id: number; value?: unknown; error?: string };
    if (message.kind === 'event') return deliverEvent(message.channel, message.args);
    const call = calls.get(message.id);
    calls.delete(message.id);
    if (message.error === undefined) call?.resolve(message.value);
    else call?.reject(new Error(`Error invoking remote method '${call.channel}': ${message.error}`));
  });

  const modules: Record<string, unknown> = { electron: byName('electron', { contextBridge, ipcRenderer }) };
  modules['electron/renderer'] = modules['electron'];
  function require(name: string): unknown {
    if (Object.hasOwn(modules, name)) return modules[name];
    throw new Error(`module not found: ${name} (a sandboxed preload may require only electron)`);
  }
  const module = { exports: {} };
  environment.preload(require, module, module.exports, environment.process);
}
