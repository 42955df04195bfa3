import { describe, expect, it } from 'vitest';
import { z } from 'zod';

import { registerIpcHandlers, type IpcMainPort } from '../../electron/ipc/registerIpcHandlers.ts';
import type { IpcSender } from '../../electron/ipc/trustedSender.ts';
import { AppError } from '../../shared/errors/appError.ts';
import { schemas, type Handlers } from '../../shared/ipc/contract.ts';
import type { Envelope } from '../../shared/ipc/envelope.ts';
import { channelOf, methods, type MethodName } from '../../shared/ipc/methods.ts';
import { eventSchemas } from '../../shared/ipc/schemas/events.ts';

const methodNames = Object.keys(methods) as MethodName[];
const ourPage: IpcSender = { senderFrame: { url: 'app://kantoor/index.html', parent: null } };

function createIpc(overrides: Partial<Handlers> = {}, checkOutput = true) {
  const listeners = new Map<string, (event: IpcSender, input: unknown) => Promise<unknown>>();
  const ipcMain: IpcMainPort = {
    handle(channel, listener) {
      if (listeners.has(channel)) throw new Error(`Attempted to register a second handler for '${channel}'`);
      listeners.set(channel, listener);
    },
  };
  const log: unknown[] = [];
  const everyMethod = Object.fromEntries(
    methodNames.map((method) => [method, () => Promise.reject(new AppError('not_found', method))]),
  ) as unknown as Handlers;
  registerIpcHandlers({
    ipcMain,
    handlers: async () => ({ ...everyMethod, ...overrides }),
    isTrusted: (event) => event === ourPage,
    checkOutput,
    log: { error: (details) => void log.push(details) },
    newIncidentId: () => 'K-1',
  });
  const call = (method: MethodName, input: unknown, sender = ourPage): Promise<Envelope<unknown>> =>
    listeners.get(channelOf(method))?.(sender, input) as Promise<Envelope<unknown>>;
  return { listeners, call, log };
}

describe('the table of methods', () => {
  it('has a channel of ours for each method and no other', () => {
    const { listeners } = createIpc();
    expect([...listeners.keys()].toSorted()).toEqual(methodNames.map((name) => `kantoor:${name}`).toSorted());
  });

  it('has a schema for each method and no schema more', () => {
    expect(Object.keys(schemas).toSorted()).toEqual(methodNames.toSorted());
  });

  it.each(methodNames)('%s takes one object that refuses unknown fields', (method) => {
    const { input } = schemas[method];
    expect(input).toBeInstanceOf(z.ZodObject);
    expect(input.safeParse(null).success).toBe(false);
    const withUnknown = input.safeParse({ surelyNotAField: 1 });
    expect(JSON.stringify(withUnknown.error?.issues)).toContain('surelyNotAField');
  });

  it.each(methodNames)('%s has a limit on every text and list that comes in', (method) => {
    expect(unlimitedParts(z.toJSONSchema(schemas[method].input, { unrepresentable: 'any' }), method)).toEqual(
      [],
    );
  });
});

describe('a call', () => {
  it('gives the value in an envelope', async () => {
    const { call } = createIpc({ 'jobs.list': () => Promise.resolve([]) });
    expect(await call('jobs.list', {})).toEqual({ ok: true, value: [] });
  });

  it('is rejected, and the handler not asked, when the sender is not our main frame', async () => {
    let asked = false;
    const { call } = createIpc({
      'jobs.list': () => {
        asked = true;
        return Promise.resolve([]);
      },
    });
    const stranger: IpcSender = { senderFrame: { url: 'https://evil.test/', parent: null } };
    await expect(call('jobs.list', {}, stranger)).rejects.toThrow('may not ask');
    expect(asked).toBe(false);
  });

  it('with bad input names the fields and never their values', async () => {
    const { call } = createIpc();
    const answer = await call('workspaces.inspectKey', { key: 17, extra: 'sk_live_secret' });
    expect(answer).toMatchObject({
      ok: false,
      error: { code: 'invalid_input', details: { fields: ['key', '(input)'] } },
    });
    expect(JSON.stringify(answer)).not.toContain('sk_live_secret');
  });

  it('keeps the code of an expected failure', async () => {
    const { call } = createIpc();
    expect(await call('jobs.list', {})).toMatchObject({ ok: false, error: { code: 'not_found' } });
  });

  it('is an internal error with a log line when the handler breaks its own contract', async () => {
    const wrong = { 'jobs.list': () => Promise.resolve([{ id: 1 }] as never) };
    const { call, log } = createIpc(wrong);
    expect(await call('jobs.list', {})).toMatchObject({
      ok: false,
      error: { code: 'internal', reference: 'K-1' },
    });
    expect(log).toHaveLength(1);
  });

  it('is not checked again in a shipped app', async () => {
    const { call } = createIpc({ 'jobs.list': () => Promise.resolve([{ id: 1 }] as never) }, false);
    expect(await call('jobs.list', {})).toEqual({ ok: true, value: [{ id: 1 }] });
  });
});

describe('what comes out', () => {
  const outputs = [
    ...methodNames.map((method) => [method, schemas[method].output] as const),
    ...Object.entries(eventSchemas),
  ];

  it.each(outputs)('%s has no field for a key or another secret', (_name, output) => {
    const fields = fieldNames(z.toJSONSchema(output as z.ZodType, { unrepresentable: 'any', io: 'output' }));
    const secrets = fields.filter((field) =>
      /^(key|apikey|secret|token|password|sealed.*)$|(apikey|secret|sealedkey)$/i.test(field),
    );
    expect(secrets).toEqual([]);
  });

  it('would notice a key', () => {
    const leaking = z.toJSONSchema(
      z.strictObject({ items: z.array(z.strictObject({ sealedKey: z.string() })) }),
    );
    expect(fieldNames(leaking)).toContain('sealedKey');
  });
});

interface JsonSchema {
  properties?: Record<string, JsonSchema>;
  items?: JsonSchema;
  anyOf?: JsonSchema[];
  additionalProperties?: JsonSchema | boolean;
  type?: string;
  enum?: unknown[];
  const?: unknown;
  maxLength?: number;
  maxItems?: number;
}

function children(schema: JsonSchema): [name: string, JsonSchema][] {
  return [
    ...Object.entries(schema.properties ?? {}),
    ...(schema.items ? [['[]', schema.items] as [string, JsonSchema]] : []),
    ...(schema.anyOf ?? []).map((part): [string, JsonSchema] => ['', part]),
    ...(typeof schema.additionalProperties === 'object'
      ? [['*', schema.additionalProperties] as [string, JsonSchema]]
      : []),
  ];
}

function fieldNames(schema: unknown): string[] {
  const typed = schema as JsonSchema;
  return [
    ...Object.keys(typed.properties ?? {}),
    ...children(typed).flatMap(([, child]) => fieldNames(child)),
  ];
}

function unlimitedParts(schema: unknown, path: string): string[] {
  const typed = schema as JsonSchema;
  const closed = typed.enum !== undefined || typed.const !== undefined;
  const unlimited =
    (typed.type === 'string' && !closed && typed.maxLength === undefined) ||
    (typed.type === 'array' && typed.maxItems === undefined);
  return [
    ...(unlimited ? [path] : []),
    ...children(typed).flatMap(([name, child]) => unlimitedParts(child, `${path}.${name}`)),
  ];
}
