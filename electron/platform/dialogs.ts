import { stat } from 'node:fs/promises';
import { extname, join } from 'node:path';

import { BrowserWindow, dialog } from 'electron';

/** Native dialogs as the services see them. */
export interface Dialogs {
  /** Null when the person changed their mind. */
  chooseDirectory(input: { defaultDirectory: string | null }): Promise<string | null>;
  saveFile(input: { defaultName: string; defaultDirectory: string | null }): Promise<string | null>;
}

/** Dialogs that belong to the window, so that they come in front of it and keep it waiting. */
export function createDialogs({ documentsDir }: { documentsDir: string }): Dialogs {
  const startIn = async (directory: string | null): Promise<string> =>
    directory !== null && (await isDirectory(directory)) ? directory : documentsDir;

  return {
    async chooseDirectory({ defaultDirectory }) {
      const options = {
        defaultPath: await startIn(defaultDirectory),
        properties: ['openDirectory' as const, 'createDirectory' as const],
      };
      const window = BrowserWindow.getFocusedWindow();
      const { canceled, filePaths } = window
        ? await dialog.showOpenDialog(window, options)
        : await dialog.showOpenDialog(options);
      return canceled ? null : (filePaths[0] ?? null);
    },
    async saveFile({ defaultName, defaultDirectory }) {
      const options = {
        defaultPath: join(await startIn(defaultDirectory), defaultName),
        filters: [filterOf(defaultName)],
      };
      const window = BrowserWindow.getFocusedWindow();
      const { canceled, filePath } = window
        ? await dialog.showSaveDialog(window, options)
        : await dialog.showSaveDialog(options);
      return canceled || !filePath ? null : filePath;
    },
  };
}

/** The dialog offers the kind of file that is about to be saved. */
function filterOf(name: string): { name: string; extensions: string[] } {
  const extension = extname(name).slice(1);
  return { name: extension.toUpperCase(), extensions: [extension] };
}

async function isDirectory(path: string): Promise<boolean> {
  try {
    return (await stat(path)).isDirectory();
  } catch {
    return false;
  }
}
