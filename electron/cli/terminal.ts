import { writeFile } from 'node:fs/promises';
import type { Readable, Writable } from 'node:stream';

import type { CommandSettings } from './parseCommandLine.ts';
import { toText } from './commandTable.ts';
import type { CommandName } from './commandRequest.ts';
import type { Failure, Progress } from './instanceProtocol.ts';
import type { InvocationResult } from './runInvocation.ts';
import { UsageError } from './usageError.ts';

/** The three streams of a command line. */
export interface Terminal {
  stdin: Readable;
  stdout: Writable;
  stderr: Writable & { isTTY?: boolean };
}

/** The key as a person or script piped it in; one line, nothing is echoed. */
export async function readKey(stdin: Readable): Promise<string> {
  let text = '';
  for await (const chunk of stdin) {
    text += String(chunk);
    if (text.length > 10_000) throw new UsageError('What came on standard input is not a Stripe key.');
  }
  const key = text.trim();
  if (key === '') throw new UsageError('--key-stdin was given, but nothing came on standard input.');
  return key;
}

/** Shows a result: one JSON value for scripts, aligned text for people. Standard output carries nothing else. */
export async function showResult(
  terminal: Terminal,
  command: CommandName,
  result: InvocationResult,
  { json, output }: Pick<CommandSettings, 'json' | 'output'>,
): Promise<void> {
  const value = result.kind === 'done' ? result.value : { error: result.failure };
  const jsonText = `${JSON.stringify(value)}\n`;
  if (output !== null) await writeFile(output, jsonText, { mode: 0o600 });
  if (json) await write(terminal.stdout, jsonText);
  else if (result.kind === 'done')
    await write(terminal.stdout, `${forTerminal(toText(command, result.value))}\n`);
  if (result.kind === 'failed') await write(terminal.stderr, forTerminal(failureText(result.failure)));
}

/** A mistake in the command line itself, before there is a command. */
export async function showUsageError(terminal: Terminal, message: string, json: boolean): Promise<void> {
  if (json) {
    const error = { code: 'invalid_input', message, reference: null };
    await write(terminal.stdout, `${JSON.stringify({ error })}\n`);
  }
  await write(terminal.stderr, `${message}\n`);
}

function failureText({ message, reference, fields = [] }: Failure): string {
  const said = reference === null ? message : `${message} (${reference})`;
  const compared = fields.map(
    ({ field, base, theirs, mine }) =>
      `  ${field}: was ${base ?? '(empty)'}, is now ${theirs ?? '(empty)'}, you want ${mine ?? '(empty)'}`,
  );
  return `${[said, ...compared].join('\n')}\n`;
}

/** SECURITY: customers write their own names at Stripe; control characters in them must not command the terminal. */
function forTerminal(text: string): string {
  return text.replaceAll(/[^\P{Cc}\n]/gu, ' ');
}

const barWidth = 24;

/** Draws progress on one line of a terminal; a file or pipe gets none. */
export function createProgressBar(stderr: Terminal['stderr']): {
  show(progress: Progress): void;
  clear(): void;
} {
  if (stderr.isTTY !== true) return { show: () => undefined, clear: () => undefined };
  let drawn = false;
  return {
    show({ label, done, expected, secondsLeft }) {
      drawn = true;
      stderr.write(`\r\x1b[K${barText(label, done, expected, secondsLeft)}`);
    },
    clear() {
      if (drawn) stderr.write('\r\x1b[K');
    },
  };
}

function barText(label: string, done: number, expected: number | null, secondsLeft: number | null): string {
  if (expected === null || expected === 0) return `${label}  ${done}`;
  const filled = Math.min(barWidth, Math.round((done / expected) * barWidth));
  const bar = '#'.repeat(filled).padEnd(barWidth, '.');
  const left = secondsLeft === null ? '' : `  ${secondsLeft} s left`;
  return `${label}  ${bar}  ${done} of ${expected}${left}`;
}

export function write(stream: Writable, text: string): Promise<void> {
  return new Promise((resolve, reject) => {
    stream.write(text, (error) => (error ? reject(error) : resolve()));
  });
}
