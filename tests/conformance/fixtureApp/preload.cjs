'use strict';
const { contextBridge, ipcRenderer } = require('electron');

function tryRequire(name) {
  try {
    require(name);
    return 'allowed';
  } catch (error) {
    return error.message;
  }
}

contextBridge.exposeInMainWorld('fixture', {
  invoke: (channel, ...args) => ipcRenderer.invoke(channel, ...args),
  send: (channel, ...args) => ipcRenderer.send(channel, ...args),
  on(channel, listener) {
    const forward = (_event, ...args) => listener(...args);
    ipcRenderer.on(channel, forward);
    return () => ipcRenderer.removeListener(channel, forward);
  },
  echo: (value) => value,
  nested: { list: [1, 2, 3], deeper: { word: 'yes' } },
  fail() {
    throw Object.assign(new Error('thrown in the preload'), { code: 'lost' });
  },
  failLater: async () => {
    throw Object.assign(new Error('rejected in the preload'), { code: 'lost' });
  },
  tryRequire,
  processFields: () => ({ type: process.type, sandboxed: process.sandboxed, platform: process.platform }),
});
globalThis.preloadLeak = 'must stay in the isolated world';
