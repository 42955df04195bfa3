import { shell } from 'electron';

import { AppError } from '../../shared/errors/appError.ts';
import { mayOpenExternally } from './externalLinks.ts';

/** What Kantoor asks of the desktop. */
export interface DesktopShell {
  openExternal(url: string, sampleOrigins: readonly string[]): Promise<void>;
  showItemInFolder(path: string): void;
}

export const desktopShell: DesktopShell = {
  async openExternal(url, sampleOrigins) {
    // SECURITY: a link from a page or from Stripe's data may name any program of this computer; two kinds are let through.
    if (!mayOpenExternally(url, sampleOrigins)) {
      throw new AppError(
        'invalid_input',
        'Kantoor opens pages of Stripe and e-mail addresses only. This link leads elsewhere and was not opened.',
      );
    }
    await shell.openExternal(url);
  },
  showItemInFolder: (path) => shell.showItemInFolder(path),
};
