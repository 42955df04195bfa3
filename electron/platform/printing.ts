import { randomUUID } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { BrowserWindow } from 'electron';

import { AppError } from '../../shared/errors/appError.ts';

/** Prints a PDF with the system's dialog. pdf.js has no print service; Chromium's own viewer has. */
export async function printPdf(bytes: Uint8Array): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'kantoor-print-'));
  const file = join(folder, `${randomUUID()}.pdf`);
  await writeFile(file, bytes, { mode: 0o600 });
  const window = new BrowserWindow({
    show: false,
    // SECURITY: a window for one verified document: sandboxed, no preload, plugins only because the PDF viewer is one.
    webPreferences: { sandbox: true, contextIsolation: true, nodeIntegration: false, plugins: true },
  });
  // SECURITY: links inside a PDF lead nowhere from here.
  window.webContents.setWindowOpenHandler(() => ({ action: 'deny' }));
  window.webContents.on('will-navigate', (event) => event.preventDefault());
  try {
    await window.loadFile(file);
    await print(window);
  } finally {
    window.destroy();
    await rm(folder, { recursive: true, force: true });
  }
}

function print(window: BrowserWindow): Promise<void> {
  return new Promise((resolve, reject) => {
    window.webContents.print({ silent: false, printBackground: true }, (success, reason) => {
      if (success || /cancel/i.test(reason)) resolve();
      else
        reject(
          new AppError(
            'internal',
            `The document could not be printed (${reason}). Nothing was changed; save the PDF and print it from another program.`,
          ),
        );
    });
  });
}
