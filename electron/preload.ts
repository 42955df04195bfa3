import { contextBridge, ipcRenderer, type IpcRendererEvent } from 'electron';

import type { KantoorApi } from '../shared/ipc/kantoorApi.ts';
import { channelOf, eventNames, methods } from '../shared/ipc/methods.ts';

const api: KantoorApi = {
  invoke(method, input) {
    // SECURITY: only methods of the table; the page cannot name a channel.
    if (!Object.hasOwn(methods, method)) throw new Error(`Unknown method: ${method}`);
    return ipcRenderer.invoke(channelOf(method), input);
  },
  on(event, listener) {
    if (!eventNames.includes(event)) throw new Error(`Unknown event: ${event}`);
    // SECURITY: the page gets the announcement alone; Electron's event object would carry `sender`.
    const forward = (_event: IpcRendererEvent, announcement: unknown): void => listener(announcement);
    ipcRenderer.on(channelOf(event), forward);
    return () => {
      ipcRenderer.removeListener(channelOf(event), forward);
    };
  },
};

contextBridge.exposeInMainWorld('kantoorApi', api);
