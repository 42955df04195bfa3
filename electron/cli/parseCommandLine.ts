import { resolve } from 'node:path';

import { Command, CommanderError } from 'commander';

import { addCustomerCommands } from './grammar/customerCommands.ts';
import { addEmulatorCommand, type EmulatorRequest } from './grammar/emulatorCommand.ts';
import { addExportCommands } from './grammar/exportCommands.ts';
import { addInvoiceCommands } from './grammar/invoiceCommands.ts';
import { addMethodCommands } from './grammar/methodCommands.ts';
import { addPendingCommands } from './grammar/pendingCommands.ts';
import { addPortalCommands } from './grammar/portalCommands.ts';
import { addRecordCommands } from './grammar/recordCommands.ts';
import type { Grammar } from './grammar/grammar.ts';
import { addTodayCommand } from './grammar/todayCommand.ts';
import { addSyncCommands, addWorkspaceCommands } from './grammar/workspaceCommands.ts';
import { commandRequest, type CommandRequest } from './commandRequest.ts';
import { UsageError } from './usageError.ts';
import { toUsageSentences } from './usageSentences.ts';

/** What a person or script asked for. */
export type CommandLine =
  | { kind: 'run'; request: CommandRequest; settings: CommandSettings }
  | { kind: 'emulator'; request: EmulatorRequest }
  /** Help or the version: text to print, nothing to do. */
  | { kind: 'text'; text: string };

export interface CommandSettings {
  /** Id or name; null is all of them. */
  workspace: string | null;
  keyStdin: boolean;
  json: boolean;
  /** File for the JSON, for systems whose programs have no dependable standard output. */
  output: string | null;
}

interface GlobalOptions {
  workspace: string;
  keyStdin?: boolean;
  json?: boolean;
  output?: string;
}

/** Reads the arguments after `--cli`; throws `UsageError` for what cannot be meant. */
export function parseCommandLine(args: readonly string[], cwd: string, version: string): CommandLine {
  let shown = '';
  let line: CommandLine | null = null;
  const program = createProgram(version);
  // Before any command is added: commands take these settings over when they are made.
  program.exitOverride().configureOutput({
    writeOut: (text) => (shown += text),
    writeErr: () => undefined,
  });
  const grammar: Grammar = {
    cwd,
    accept(candidate) {
      line = { kind: 'run', request: checkRequest(candidate), settings: toSettings(program.opts(), cwd) };
    },
    acceptEmulator(request) {
      line = { kind: 'emulator', request };
    },
  };
  for (const add of [
    addWorkspaceCommands,
    addSyncCommands,
    addTodayCommand,
    addCustomerCommands,
    addPendingCommands,
    addPortalCommands,
    addMethodCommands,
    addInvoiceCommands,
    addExportCommands,
    addRecordCommands,
    addEmulatorCommand,
  ]) {
    add(program, grammar);
  }
  try {
    program.parse(args, { from: 'user' });
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    if (error.exitCode === 0) return { kind: 'text', text: shown };
    if (error.code === 'commander.help') throw new UsageError('Say which command. See `kantoor --help`.');
    throw new UsageError(`${error.message.replace(/^error: |\.$/g, '')}. See \`kantoor --help\`.`);
  }
  if (line === null) throw new Error('A command of the grammar has no action.');
  return line;
}

function createProgram(version: string): Command {
  return new Command('kantoor')
    .description('Work with the invoices and customers of your Stripe accounts.')
    .version(version)
    .option('--user-data-dir <dir>', 'profile folder')
    .option('--workspace <id|name|all>', 'the account to work in', 'all')
    .option('--key-stdin', 'read the Stripe key from standard input')
    .option('--json', 'exactly one JSON value on standard output')
    .option('--output <file>', 'write the JSON to a file');
}

function toSettings(options: GlobalOptions, cwd: string): CommandSettings {
  return {
    workspace: options.workspace === 'all' ? null : options.workspace,
    keyStdin: options.keyStdin ?? false,
    json: options.json ?? false,
    output: options.output === undefined ? null : resolve(cwd, options.output),
  };
}

function checkRequest(candidate: unknown): CommandRequest {
  const checked = commandRequest.safeParse(candidate);
  if (!checked.success) throw new UsageError(toUsageSentences(checked.error.issues));
  const request = checked.data;
  if ('from' in request && request.from !== null && request.to !== null && request.from > request.to) {
    throw new UsageError(`The period ends (${request.to}) before it begins (${request.from}).`);
  }
  return request;
}
