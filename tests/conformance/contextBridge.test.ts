import { expect } from 'vitest';

import { conformance } from './fixture.ts';

const bridgeDocs = 'electronjs.org/docs/latest/api/context-bridge';
const sandboxDocs = 'electronjs.org/docs/latest/tutorial/sandbox#preload-scripts';
const isolationDocs = 'electronjs.org/docs/latest/tutorial/context-isolation';

conformance('contextBridge', { withWindow: true }, (statement) => {
  statement(
    'exposed objects are frozen copies',
    `${bridgeDocs}#contextbridgeexposeinmainworldapikey-api`,
    async ({ inPage }) => {
      expect(
        await inPage(
          `[Object.isFrozen(fixture), Object.isFrozen(fixture.nested.deeper), fixture.nested.list.length, fixture.nested.deeper.word]`,
        ),
      ).toEqual([true, true, 3, 'yes']);
    },
  );

  statement(
    'the exposed API is there before the first script of the page',
    bridgeDocs,
    async ({ inPage }) => {
      expect(await inPage('pageStarted')).toBe('object');
    },
  );

  statement(
    'values cross as copies',
    `${bridgeDocs}#parameter--error--return-type-support`,
    async ({ inPage }) => {
      expect(
        await inPage(
          `(() => { const sent = { list: [1] }; const got = fixture.echo(sent); got.list; return got !== sent && got.list[0] })()`,
        ),
      ).toBe(1);
    },
  );

  statement(
    'functions cross as functions',
    `${bridgeDocs}#parameter--error--return-type-support`,
    async ({ inPage }) => {
      expect(await inPage(`fixture.echo((word) => word + '!')('yes')`)).toBe('yes!');
    },
  );

  statement(
    'an error loses its own fields on the way',
    `${bridgeDocs}#parameter--error--return-type-support`,
    async ({ inPage }) => {
      expect(
        await inPage(
          `(() => { try { fixture.fail() } catch (error) { return [error.message, error.code ?? 'no code'] } })()`,
        ),
      ).toEqual(['thrown in the preload', 'no code']);
      expect(
        await inPage(`fixture.failLater().catch((error) => [error.message, error.code ?? 'no code'])`),
      ).toEqual(['rejected in the preload', 'no code']);
    },
  );

  statement('the page does not see the globals of the preload', isolationDocs, async ({ inPage }) => {
    expect(await inPage('typeof preloadLeak')).toBe('undefined');
  });

  statement(
    'what the page does to built-ins does not reach the preload',
    isolationDocs,
    async ({ inPage }) => {
      const answer = await inPage(`(async () => {
      const { map } = Array.prototype;
      const { stringify } = JSON;
      try {
        Array.prototype.map = () => ['tampered'];
        JSON.stringify = () => 'tampered';
        return await fixture.invoke('echo', ['sent']);
      } finally {
        Array.prototype.map = map;
        JSON.stringify = stringify;
      }
    })()`);
      expect(answer).toEqual(['sent']);
    },
  );

  statement('the page has neither require nor process', isolationDocs, async ({ inPage }) => {
    expect(await inPage('[typeof require, typeof process, typeof module]')).toEqual([
      'undefined',
      'undefined',
      'undefined',
    ]);
  });

  statement(
    'a sandboxed preload may require electron and no Node module',
    sandboxDocs,
    async ({ inPage }) => {
      expect(await inPage(`[fixture.tryRequire('electron'), fixture.tryRequire('fs')]`)).toEqual([
        'allowed',
        expect.stringContaining('module not found: fs'),
      ]);
    },
  );

  statement('a sandboxed preload sees a reduced process', sandboxDocs, async ({ inPage }) => {
    expect(await inPage('fixture.processFields()')).toEqual({
      type: 'renderer',
      sandboxed: true,
      platform: process.platform,
    });
  });
});
