// Loaded into the app's main process by a benchmark: says on stdout how long the parts of the start took. From inside,
// because a tool that joins the window while it opens takes a good deal of a small machine.
import childProcess from 'node:child_process';
import { once } from 'node:events';
import { syncBuiltinESMExports } from 'node:module';
import { isMainThread } from 'node:worker_threads';

/** Runs in the page: its time when Today's first row has been painted. */
function whenPainted() {
  return new Promise((resolve) => {
    const look = () => {
      if (document.querySelector('[data-work-row]') === null) return;
      observer.disconnect();
      // The frame that shows it is over when the task after it begins.
      requestAnimationFrame(() => {
        const { port1, port2 } = new MessageChannel();
        port1.onmessage = () => resolve(performance.now());
        port2.postMessage(null);
      });
    };
    const observer = new MutationObserver(look);
    observer.observe(document, { subtree: true, childList: true });
    look();
  });
}

/** @param {number} mainMs */
async function tell(mainMs) {
  const { BrowserWindow } = await import('electron');
  const contents = BrowserWindow.getAllWindows()[0]?.webContents;
  if (contents === undefined)
    throw new Error('Something was spawned before the window: the start has changed.');
  await once(contents, 'dom-ready');
  const pageMs = await contents.executeJavaScript(`(${whenPainted.toString()})()`);
  process.stdout.write(`${JSON.stringify({ mainMs, pageMs })}\n`);
}

if (isMainThread) {
  const { spawn } = childProcess;
  // The stand-in starts Chromium for the first window; Electron is Chromium and has started before main.
  childProcess.spawn = (...call) => {
    childProcess.spawn = spawn;
    syncBuiltinESMExports();
    tell(performance.now()).catch((error) => {
      process.stderr.write(`${String(error)}\n`);
      process.exit(1);
    });
    return spawn(...call);
  };
  syncBuiltinESMExports();
}
