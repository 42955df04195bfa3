import { randomUUID } from 'node:crypto';
import { createIpcCodec } from '../ipcCodec.ts';
import { createBridgeEnd } from './bridgeEnd.ts';
import { runPreload } from './preloadWorld.ts';

export const PRELOAD_WORLD_NAME = 'electronStandInPreload';
export const POST_BINDING = 'electronStandInPost';
export const RECEIVE_FUNCTION = 'electronStandInReceive';

export interface PageScripts {
  /** For the page's own world, before any script of the page. */
  mainWorld: string;
  /** For the isolated world in which the preload runs. */
  preloadWorld: string;
}

/** Builds the two scripts that every new document of a window starts with. */
export function buildPageScripts(preloadSource: string, processFields: object): PageScripts {
  // SECURITY: the event names are the only key to the bridge, so the page must not be able to guess them.
  const secret = randomUUID();
  const ends = { main: `${secret}:main`, preload: `${secret}:preload` };
  // Only the main frame gets the preload, as in Electron without nodeIntegrationInSubFrames.
  const guard = 'if (window !== window.parent) return;';
  const mainWorld = `(() => { ${guard}
    (${createBridgeEnd.toString()})(window, ${JSON.stringify({ mine: ends.main, theirs: ends.preload })}, (key, value) => {
      Object.defineProperty(window, key, { value, enumerable: true, configurable: false, writable: false });
    });
    // A refused window is null in Electron; here Chromium makes one, which is closed before it loads anything.
    const nativeOpen = window.open;
    window.open = (...args) => void nativeOpen.apply(window, args) ?? null;
  })();`;
  const preloadWorld = `(() => { ${guard}
    const bridge = (${createBridgeEnd.toString()})(window, ${JSON.stringify({ mine: ends.preload, theirs: ends.main })}, () => {});
    const post = globalThis.${POST_BINDING};
    (${runPreload.toString()})({
      codec: (${createIpcCodec.toString()})(),
      bridge,
      post,
      listen: (receive) => { globalThis.${RECEIVE_FUNCTION} = receive; },
      process: ${JSON.stringify(processFields)},
      preload: function (require, module, exports, process) {
${preloadSource}
      },
    });
  })();
  //# sourceURL=preload`;
  return { mainWorld, preloadWorld };
}
