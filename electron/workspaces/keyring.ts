import { AppError } from '../../shared/errors/appError.ts';
import { kindOfKey } from '../../shared/domain/keys.ts';
import type { Workspace } from '../../shared/ipc/schemas/workspaces.ts';
import type { WorkspaceRecord, WorkspaceRegistry } from './workspaceRegistryApi.ts';

/** Seals text so that only this person's account on this machine can read it. */
export interface KeyVault {
  availability(): Promise<{ available: boolean; backend: string; reason: string | null }>;
  seal(text: string): Promise<string>;
  /** `reseal` asks for a new sealed text, e.g. after the operating system changed its key. */
  open(sealed: string): Promise<{ text: string; reseal: boolean }>;
}

/** Where the keys of connected accounts lie. SECURITY: nothing gives a key to anybody but a gateway. */
export interface Keyring {
  /** *Errors*: key_missing, vault_unavailable. */
  keyOf(workspaceId: string): Promise<string>;
  storageOf(record: WorkspaceRecord): Workspace['keyStorage'];
  /** Keeps a key in memory until quit. *Errors*: invalid_input when its mode is not the workspace's. */
  holdForSession(workspaceId: string, key: string): void;
  forget(workspaceId: string): void;
  /** Changes with each key that is held or forgotten. */
  revisionOf(workspaceId: string): number;
}

/** Makes the keyring: sealed keys from the registry, session keys in memory. */
export function createKeyring(deps: {
  registry: Pick<WorkspaceRegistry, 'get' | 'save'>;
  vault: KeyVault;
}): Keyring {
  const { registry, vault } = deps;
  const sessionKeys = new Map<string, string>();
  const revisions = new Map<string, number>();

  const revisionOf = (workspaceId: string): number => revisions.get(workspaceId) ?? 0;
  const noteChange = (workspaceId: string): void =>
    void revisions.set(workspaceId, revisionOf(workspaceId) + 1);

  async function openSealed(record: WorkspaceRecord, sealedKey: string): Promise<string> {
    const { text, reseal } = await vault.open(sealedKey);
    if (reseal) registry.save({ ...registry.get(record.id), sealedKey: await vault.seal(text) });
    return text;
  }

  return {
    async keyOf(workspaceId) {
      const held = sessionKeys.get(workspaceId);
      if (held !== undefined) return held;
      const record = registry.get(workspaceId);
      if (record.sealedKey !== null) return openSealed(record, record.sealedKey);
      throw new AppError(
        'key_missing',
        `The key of ${record.name} is not kept on this machine. Enter it again to reach Stripe; what is stored stays readable.`,
        { details: { workspaceId } },
      );
    },
    storageOf(record) {
      if (record.sample !== null) return 'sample';
      if (sessionKeys.has(record.id)) return 'session';
      return record.sealedKey === null ? 'missing' : 'vault';
    },
    holdForSession(workspaceId, key) {
      const kind = kindOfKey(key);
      const { livemode, name } = registry.get(workspaceId);
      if (!('livemode' in kind) || kind.livemode !== livemode)
        throw new AppError(
          'invalid_input',
          `This key does not fit ${name}: that account is connected in ${livemode ? 'live' : 'test'} mode.`,
        );
      sessionKeys.set(workspaceId, key);
      noteChange(workspaceId);
    },
    forget(workspaceId) {
      sessionKeys.delete(workspaceId);
      noteChange(workspaceId);
    },
    revisionOf,
  };
}
