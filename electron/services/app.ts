import type { Handlers } from '../../shared/ipc/contract.ts';
import type { AppInfo } from '../../shared/ipc/schemas/app.ts';
import type { KeyVault } from '../workspaces/keyring.ts';

export type AppServices = Pick<Handlers, 'app.getInfo'>;

/** What the app knows about itself and this machine; only the vault can change while it runs. */
export function createAppServices(deps: {
  about: Omit<AppInfo, 'vault' | 'notices'>;
  vault: Pick<KeyVault, 'availability'>;
  listNotices: () => AppInfo['notices'];
}): AppServices {
  return {
    'app.getInfo': async () => ({
      ...deps.about,
      vault: await deps.vault.availability(),
      notices: deps.listNotices(),
    }),
  };
}
