import { describe, expect, it } from 'vitest';

import { readEnvironment } from '../../electron/platform/environment.ts';
import { mayOpenExternally } from '../../electron/platform/externalLinks.ts';
import { chooseMainLanguage, mainTexts } from '../../electron/platform/mainTexts.ts';
import { chooseProfileDir } from '../../electron/platform/profile.ts';
import { createSecretStorage, type SafeStoragePort } from '../../electron/platform/secretStorage.ts';
import { displayNameIn } from '../../electron/platform/person.ts';
import { readSwitches } from '../../electron/platform/switches.ts';
import { dashboardUrl } from '../../electron/services/links.ts';

describe('the switches of the app', () => {
  it('name the profile in both spellings', () => {
    expect(readSwitches(['.', '--user-data-dir=/a b']).userDataDir).toBe('/a b');
    expect(readSwitches(['.', '--user-data-dir', '/a b']).userDataDir).toBe('/a b');
  });

  it('leave everything after --cli to the command line, where the profile may be named too', () => {
    const switches = readSwitches(['.', '--cli', '--user-data-dir', '/p', 'search', '--hidden']);
    expect(switches).toMatchObject({ userDataDir: '/p', hidden: false });
    expect(switches.cli).toEqual(['--user-data-dir', '/p', 'search', '--hidden']);
  });

  it('tell a window start from a command line', () => {
    expect(readSwitches(['.', '--hidden', '--workspace=sample', '--lang=nl'])).toEqual({
      userDataDir: null,
      cli: null,
      language: 'nl',
      workspace: 'sample',
      hidden: true,
      remoteDebugging: false,
    });
  });

  it.each(['--remote-debugging-port=9222', '--remote-debugging-pipe', '--remote-debugging-address=0.0.0.0'])(
    'notice %s',
    (argument) => expect(readSwitches([argument]).remoteDebugging).toBe(true),
  );
});

describe('the environment', () => {
  it('gives the key once and keeps it from children', () => {
    const env: NodeJS.ProcessEnv = { KANTOOR_STRIPE_KEY: ' rk_test_1 ' };
    expect(readEnvironment(env, true).stripeKey).toBe('rk_test_1');
    expect(env).toEqual({});
  });

  it('may name a Stripe server on this computer while developing', () => {
    const env = { KANTOOR_STRIPE_API_BASE: 'http://127.0.0.1:4000/' };
    expect(readEnvironment(env, false).stripeApiBase).toBe('http://127.0.0.1:4000');
  });

  it('cannot send a shipped app anywhere but to Stripe', () => {
    expect(
      readEnvironment({ KANTOOR_STRIPE_API_BASE: 'http://127.0.0.1:4000' }, true).stripeApiBase,
    ).toBeNull();
  });

  it.each(['http://example.com', 'https://127.0.0.1', 'http://127.0.0.1.evil.test', 'nonsense'])(
    'is refused when it names %s as Stripe server',
    (base) =>
      expect(() => readEnvironment({ KANTOOR_STRIPE_API_BASE: base }, false)).toThrow('on this computer'),
  );
});

describe('the profile folder', () => {
  const electronDefault = '/home/ann/.config/Kantoor';

  it('is the named one, wherever Kantoor was started', () => {
    const windows = { platform: 'win32', env: { LOCALAPPDATA: '/local' } } as const;
    expect(chooseProfileDir('/p', electronDefault, windows)).toBe('/p');
  });

  it('does not roam on Windows', () => {
    const windows = { platform: 'win32', env: { LOCALAPPDATA: '/local' } } as const;
    expect(chooseProfileDir(null, electronDefault, windows)).toBe('/local/Kantoor');
  });

  it('is where the system keeps such data elsewhere', () => {
    expect(chooseProfileDir(null, electronDefault, { platform: 'linux', env: {} })).toBe(electronDefault);
  });
});

describe('links that leave Kantoor', () => {
  it.each([
    'https://stripe.com/docs',
    'https://dashboard.stripe.com/acct_1/customers/cus_1',
    'mailto:ann@example.com',
  ])('may lead to %s', (url) => expect(mayOpenExternally(url)).toBe(true));

  it.each([
    'http://dashboard.stripe.com/',
    'https://stripe.com.evil.test/',
    'https://evilstripe.com/',
    'https://stripe.com@evil.test/',
    'https://user:pass@dashboard.stripe.com/',
    'https://dashboard.stripe.com:8443/',
    'file:///etc/passwd',
    'javascript:alert(1)',
    'ms-settings:privacy',
    'not a link',
  ])('may not lead to %s', (url) => expect(mayOpenExternally(url)).toBe(false));

  it.each([
    ['http://127.0.0.1:40001/checkout/cs_1', true],
    ['http://127.0.0.1:40002/checkout/cs_1', false],
    ['https://127.0.0.1:40001/checkout/cs_1', false],
    ['http://127.0.0.1:40001@evil.test/', false],
    ['http://user@127.0.0.1:40001/', false],
    ['http://localhost:40001/', false],
  ])('may lead to a page of a sample office that runs here: %s %s', (url, expected) => {
    expect(mayOpenExternally(url, ['http://127.0.0.1:40001'])).toBe(expected);
    expect(mayOpenExternally(url)).toBe(false);
  });

  it('name the account and the mode of an object in the Dashboard', () => {
    const account = { accountId: 'acct_1', livemode: false };
    expect(dashboardUrl({ ...account, kind: 'invoice', id: 'in_1' })).toBe(
      'https://dashboard.stripe.com/acct_1/test/invoices/in_1',
    );
    expect(dashboardUrl({ ...account, livemode: true, kind: 'apiKeys', id: null })).toBe(
      'https://dashboard.stripe.com/acct_1/apikeys',
    );
  });
});

describe('the key vault', () => {
  function safeStorage(change: Partial<SafeStoragePort> & { prefix?: string } = {}): SafeStoragePort {
    const { prefix = 'v11', ...rest } = change;
    return {
      isAsyncEncryptionAvailable: () => Promise.resolve(true),
      encryptStringAsync: (text) => Promise.resolve(Buffer.from(prefix + text)),
      decryptStringAsync: (sealed) =>
        Promise.resolve({ result: sealed.subarray(3).toString(), shouldReEncrypt: false }),
      getSelectedStorageBackend: () => 'gnome_libsecret',
      ...rest,
    };
  }

  it('gives back what was sealed', async () => {
    const vault = createSecretStorage(safeStorage(), 'linux');
    const sealed = await vault.seal('rk_live_1');
    expect(sealed).not.toContain('rk_live_1');
    expect(await vault.open(sealed)).toEqual({ text: 'rk_live_1', reseal: false });
  });

  it.each(['basic_text', 'unknown'])(
    'refuses the Linux backend %s, which protects nothing',
    async (backend) => {
      const vault = createSecretStorage(safeStorage({ getSelectedStorageBackend: () => backend }), 'linux');
      expect(await vault.availability()).toMatchObject({ available: false, backend });
      await expect(vault.seal('rk_live_1')).rejects.toMatchObject({ code: 'vault_unavailable' });
    },
  );

  it('refuses what was sealed with the fixed key of Chromium although Electron calls it available', async () => {
    const vault = createSecretStorage(safeStorage({ prefix: 'v10' }), 'linux');
    expect(await vault.availability()).toMatchObject({ available: false, backend: 'gnome_libsecret' });
    await expect(vault.seal('rk_live_1')).rejects.toMatchObject({ code: 'vault_unavailable' });
  });

  it('accepts v10 on macOS, where it means the keychain', async () => {
    const vault = createSecretStorage(safeStorage({ prefix: 'v10' }), 'darwin');
    expect(await vault.availability()).toEqual({ available: true, backend: 'keychain', reason: null });
  });

  it('says so when the sealing key has changed and the text should be sealed anew', async () => {
    const rotated = safeStorage({
      decryptStringAsync: () => Promise.resolve({ result: 'rk', shouldReEncrypt: true }),
    });
    expect(await createSecretStorage(rotated, 'win32').open('AAAA')).toEqual({ text: 'rk', reseal: true });
  });

  it('does not give up a key that cannot be opened just now', async () => {
    const locked = safeStorage({ decryptStringAsync: () => Promise.reject(new Error('locked')) });
    await expect(createSecretStorage(locked, 'linux').open('AAAA')).rejects.toMatchObject({
      code: 'vault_unavailable',
      details: { temporary: true },
    });
  });
});

describe('the person who changes something', () => {
  const passwd =
    'root:x:0:0:root:/root:/bin/sh\nann:x:1000:1000:Ann de Vries,,,:/home/ann:/bin/sh\nbob:x:1001:1001::/home/bob:/bin/sh\n';

  it('has the display name that the system keeps, if any', () => {
    expect(displayNameIn(passwd, 'ann')).toBe('Ann de Vries');
    expect(displayNameIn(passwd, 'bob')).toBeNull();
    expect(displayNameIn(passwd, 'eve')).toBeNull();
  });
});

describe('the words of main', () => {
  it('exist in every language', () => {
    expect(Object.keys(mainTexts.nl)).toEqual(Object.keys(mainTexts.en));
  });

  it('follow the chosen language, else the system, else English', () => {
    expect(chooseMainLanguage('nl', 'en-GB')).toBe('nl');
    expect(chooseMainLanguage('system', 'nl-BE')).toBe('nl');
    expect(chooseMainLanguage('system', 'fr-FR')).toBe('en');
  });
});
