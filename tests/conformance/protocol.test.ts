import { expect } from 'vitest';

import { conformance } from './fixture.ts';

const protocolDocs = 'electronjs.org/docs/latest/api/protocol';
const handleDocs = `${protocolDocs}#protocolhandlescheme-handler`;
const privilegesDocs = `${protocolDocs}#protocolregisterschemesasprivilegedcustomschemes`;

conformance('Custom protocol', { withWindow: true }, (statement) => {
  statement(
    'relative URLs of the page reach the handler with the scheme of the app',
    handleDocs,
    async ({ inMain }) => {
      const urls = await inMain(({ seen }) => seen.requests.map(({ url }) => url));
      expect(urls).toContain('app://fixture/index.html');
      expect(urls).toContain('app://fixture/page.js');
    },
  );

  statement('method, body, status and headers pass', handleDocs, async ({ inPage }) => {
    const expression = `fetch('/echo', { method: 'POST', body: 'grüße' }).then(async (response) => [response.status, response.headers.get('x-echo'), await response.text()])`;
    expect(await inPage(expression)).toEqual([201, 'yes', 'grüße']);
  });

  statement(
    'a standard, secure scheme is a secure context with storage',
    privilegesDocs,
    async ({ inPage }) => {
      expect(
        await inPage(
          `(localStorage.setItem('a', '1'), [isSecureContext, typeof crypto.subtle, localStorage.getItem('a')])`,
        ),
      ).toEqual([true, 'object', '1']);
    },
  );

  statement(
    'module workers, what they import and what they fetch come from the handler',
    privilegesDocs,
    async ({ inPage }) => {
      expect(await inPage(`fetchInWorker('/frame.html')`)).toEqual({
        status: 200,
        text: expect.stringContaining('<p>frame</p>'),
        part: 'loaded by the worker',
      });
    },
  );

  statement('a handler that fails fails the request and nothing else', handleDocs, async ({ inPage }) => {
    expect(await inPage(`fetch('/broken').then((response) => response.ok, () => false)`)).toBe(false);
    expect(await inPage(`fetch('/frame.html').then((response) => response.ok)`)).toBe(true);
  });

  statement(
    'the policy of the response holds in the page',
    'electronjs.org/docs/latest/tutorial/security#7-define-a-content-security-policy',
    async ({ inPage }) => {
      const expression = `(() => {
      const script = document.createElement('script');
      script.textContent = 'window.inlineRan = true';
      document.body.append(script);
      return typeof window.inlineRan;
    })()`;
      expect(await inPage(expression)).toBe('undefined');
      expect(await inPage(`fetch('https://example.com/').then(() => 'sent', () => 'blocked')`)).toBe(
        'blocked',
      );
    },
  );

  statement('schemes are registered before ready or not at all', privilegesDocs, async ({ inMain }) => {
    const late = inMain(({ electron }) =>
      electron.protocol.registerSchemesAsPrivileged([{ scheme: 'late' }]),
    );
    await expect(late).rejects.toThrow(
      'protocol.registerSchemesAsPrivileged should be called before app is ready',
    );
  });

  statement('a scheme is handled once', handleDocs, async ({ inMain }) => {
    expect(await inMain(({ electron }) => electron.protocol.isProtocolHandled('app'))).toBe(true);
    await expect(
      inMain(({ electron }) => electron.protocol.handle('app', () => new Response())),
    ).rejects.toThrow();
  });
});
