import { AppError } from '../../shared/errors/appError.ts';

/** The part of Electron's `safeStorage` that is used; its synchronous calls are deprecated. */
export interface SafeStoragePort {
  isAsyncEncryptionAvailable(): Promise<boolean>;
  encryptStringAsync(plainText: string): Promise<Buffer>;
  decryptStringAsync(encrypted: Buffer): Promise<{ shouldReEncrypt: boolean; result: string }>;
  /** Linux only. */
  getSelectedStorageBackend(): string;
}

export interface VaultAvailability {
  available: boolean;
  backend: string;
  /** Why not, in English; null when available. */
  reason: string | null;
}

/** Seals text with the operating system's vault, or refuses: there is no plain-text fallback. */
export interface SecretStorage {
  availability(): Promise<VaultAvailability>;
  /** Base64 of the sealed text. */
  seal(text: string): Promise<string>;
  /** `reseal`: the vault's key has changed and the text should be sealed and stored anew. */
  open(sealed: string): Promise<{ text: string; reseal: boolean }>;
}

const backendNames: Partial<Record<NodeJS.Platform, string>> = { win32: 'dpapi', darwin: 'keychain' };
/** Prefix of what Chromium seals with a password that is printed in its source. */
const fixedKeyPrefix = Buffer.from('v10');

/** Keeps secrets by Electron's `safeStorage`. */
export function createSecretStorage(safeStorage: SafeStoragePort, platform: NodeJS.Platform): SecretStorage {
  const backend = (): string =>
    platform === 'linux' ? safeStorage.getSelectedStorageBackend() : (backendNames[platform] ?? platform);

  // SECURITY: on Linux the asynchronous calls fall back to a fixed key and still say "available"; the ciphertext tells.
  const isFixedKey = (sealed: Buffer): boolean =>
    platform === 'linux' && sealed.subarray(0, fixedKeyPrefix.length).equals(fixedKeyPrefix);

  async function availability(): Promise<VaultAvailability> {
    const name = backend();
    if (platform === 'linux' && (name === 'basic_text' || name === 'unknown')) return unavailable(name);
    try {
      if (!(await safeStorage.isAsyncEncryptionAvailable())) return unavailable(name);
      if (isFixedKey(await safeStorage.encryptStringAsync('probe'))) return unavailable(name);
    } catch {
      return unavailable(name);
    }
    return { available: true, backend: name, reason: null };
  }

  return {
    availability,
    async seal(text) {
      const vault = await availability();
      if (!vault.available) throw refusal(vault);
      const sealed = await safeStorage.encryptStringAsync(text);
      if (isFixedKey(sealed)) throw refusal(unavailable(vault.backend));
      return sealed.toString('base64');
    },
    async open(sealed) {
      try {
        const { result, shouldReEncrypt } = await safeStorage.decryptStringAsync(
          Buffer.from(sealed, 'base64'),
        );
        return { text: result, reseal: shouldReEncrypt };
      } catch (cause) {
        // A vault may be locked for a moment (after sleep, before log-in): the sealed key stays, the person may try again.
        throw new AppError(
          'vault_unavailable',
          'The key vault of this computer did not open, so the Stripe key cannot be read just now. The key is not lost: unlock the vault and try again.',
          { details: { backend: backend(), temporary: true }, cause },
        );
      }
    },
  };
}

function unavailable(backend: string): VaultAvailability {
  return {
    available: false,
    backend,
    reason:
      'This computer offers no key vault in which a Stripe key is safe (on Linux: GNOME Keyring or KWallet).',
  };
}

function refusal({ backend, reason }: VaultAvailability): AppError {
  return new AppError(
    'vault_unavailable',
    `${reason ?? ''} The key was not stored. You can use it for this session only: Kantoor then forgets it when it quits.`,
    { details: { backend, temporary: false } },
  );
}
