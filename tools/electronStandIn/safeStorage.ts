import { createCipheriv, createDecipheriv, createHash, randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type Electron from 'electron';
import { completeApi } from './completeApi.ts';

const IV_LENGTH = 12;
const TAG_LENGTH = 16;

export interface SafeStorageOptions {
  isReady(): boolean;
  userData(): string;
  /** A test asks for a vault; otherwise there is none, as on a Linux machine without a keyring. */
  hasVault: boolean;
}

/** `v10` marks Chromium's fixed-key obfuscation, `v11` what a vault protects (components/os_crypt). */
export function createSafeStorage({ isReady, userData, hasVault }: SafeStorageOptions): Electron.SafeStorage {
  const version = hasVault ? 'v11' : 'v10';

  function key(): Buffer {
    if (!hasVault) return createHash('sha256').update('peanuts').digest();
    const file = join(userData(), 'standInVault');
    if (!existsSync(file)) {
      mkdirSync(dirname(file), { recursive: true });
      writeFileSync(file, randomBytes(32), { mode: 0o600 });
    }
    return readFileSync(file);
  }

  async function encryptStringAsync(text: string): Promise<Buffer> {
    if (!isReady()) throw new Error('safeStorage cannot be used before app is ready');
    const iv = randomBytes(IV_LENGTH);
    const cipher = createCipheriv('aes-256-gcm', key(), iv);
    const sealed = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
    return Buffer.concat([Buffer.from(version), iv, cipher.getAuthTag(), sealed]);
  }

  async function decryptStringAsync(encrypted: Buffer): Promise<Electron.DecryptStringAsyncReturnValue> {
    if (!isReady()) throw new Error('safeStorage cannot be used before app is ready');
    const body = encrypted.subarray(version.length);
    const decipher = createDecipheriv('aes-256-gcm', key(), body.subarray(0, IV_LENGTH));
    decipher.setAuthTag(body.subarray(IV_LENGTH, IV_LENGTH + TAG_LENGTH));
    const text = Buffer.concat([decipher.update(body.subarray(IV_LENGTH + TAG_LENGTH)), decipher.final()]);
    return { result: text.toString('utf8'), shouldReEncrypt: false };
  }

  return completeApi<Electron.SafeStorage>('safeStorage', {
    encryptStringAsync,
    decryptStringAsync,
    isAsyncEncryptionAvailable: async () => isReady(),
    isEncryptionAvailable: () => isReady() && hasVault,
    getSelectedStorageBackend: () => (hasVault ? 'gnome_libsecret' : 'basic_text'),
  });
}
