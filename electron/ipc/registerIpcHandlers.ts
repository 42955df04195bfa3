import { AppError } from '../../shared/errors/appError.ts';
import { schemas, type Handlers } from '../../shared/ipc/contract.ts';
import type { Envelope } from '../../shared/ipc/envelope.ts';
import { channelOf, methods, type MethodName } from '../../shared/ipc/methods.ts';
import { toErrorPayload, type ErrorReporting } from './toErrorPayload.ts';
import type { IpcSender } from './trustedSender.ts';

/** The part of Electron's `ipcMain` that is used. */
export interface IpcMainPort {
  handle(channel: string, listener: (event: IpcSender, input: unknown) => Promise<unknown>): void;
}

interface Registration extends ErrorReporting {
  ipcMain: IpcMainPort;
  /** Resolves once the services have started; calls that come before wait. */
  handlers: () => Promise<Handlers>;
  isTrusted: (event: IpcSender) => boolean;
  /** In development and tests: a handler that breaks its own contract is an error. */
  checkOutput: boolean;
}

type AnyHandler = (input: unknown) => Promise<unknown>;

/** Answers every method of the table: trusted sender → parse input → handler → envelope. */
export function registerIpcHandlers(registration: Registration): void {
  const { ipcMain, handlers, isTrusted } = registration;
  for (const method of Object.keys(methods) as MethodName[]) {
    ipcMain.handle(channelOf(method), (event, input) => {
      // SECURITY: rejected, not answered: an untrusted frame learns nothing, not even whether its input was valid.
      if (!isTrusted(event)) return Promise.reject(new Error('This page may not ask Kantoor anything.'));
      // The schema of the same name decides the type; TypeScript cannot follow that through a loop.
      const handler: AnyHandler = async (parsed) => ((await handlers())[method] as AnyHandler)(parsed);
      return answer(method, handler, input, registration);
    });
  }
}

async function answer(
  method: MethodName,
  handler: AnyHandler,
  input: unknown,
  { checkOutput, ...reporting }: Pick<Registration, 'checkOutput' | 'log' | 'newIncidentId'>,
): Promise<Envelope<unknown>> {
  try {
    const value = await handler(parseInput(method, input));
    return { ok: true, value: checkOutput ? schemas[method].output.parse(value) : value };
  } catch (error) {
    return { ok: false, error: toErrorPayload(error, method, reporting) };
  }
}

/** Parses what a caller sent, or throws `invalid_input` naming the fields; the values themselves stay out of the message. */
export function parseInput(method: MethodName, input: unknown): unknown {
  const parsed = schemas[method].input.safeParse(input);
  if (parsed.success) return parsed.data;
  const fields = parsed.error.issues.map((issue) => issue.path.join('.') || '(input)');
  throw new AppError(
    'invalid_input',
    `This cannot be used as input: ${fields.join(', ')}. Nothing was changed.`,
    {
      details: { method, fields },
    },
  );
}
