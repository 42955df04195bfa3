import type { InstanceConnection } from '../platform/instanceChannel.ts';
import type { ErrorReporting } from '../ipc/toErrorPayload.ts';
import { askToRun } from './askInstance.ts';
import type { CommandRequest, Invocation } from './commandRequest.ts';
import { exitCodes } from './exitCodes.ts';
import type { Progress } from './instanceProtocol.ts';
import { parseCommandLine, type CommandSettings } from './parseCommandLine.ts';
import { runEmulator, type EmulatorParts } from './runEmulator.ts';
import { toFailure, type InvocationResult } from './runInvocation.ts';
import { createProgressBar, readKey, showResult, showUsageError, write, type Terminal } from './terminal.ts';
import { UsageError } from './usageError.ts';

/** How a command reaches the profile: through the instance that owns it, or by owning it for as long as it takes. */
export type ProfileAccess =
  | { kind: 'peer'; connection: InstanceConnection }
  | {
      kind: 'owner';
      run(
        invocation: Invocation,
        signal: AbortSignal,
        onProgress: (progress: Progress) => void,
      ): Promise<InvocationResult>;
      /** Waits for others who asked meanwhile, then stops the services and gives the profile free. */
      close(): Promise<void>;
    };

export interface CliParts extends ErrorReporting {
  args: readonly string[];
  cwd: string;
  version: string;
  /** From KANTOOR_STRIPE_KEY; `--key-stdin` wins over it. */
  environmentKey: string | null;
  terminal: Terminal;
  openProfile: () => Promise<ProfileAccess>;
  emulator: EmulatorParts;
  /** Aborted by Ctrl-C. */
  cancel: AbortSignal;
}

/** Runs one command line and gives its exit code. */
export async function runCli(parts: CliParts): Promise<number> {
  const { args, terminal } = parts;
  try {
    const line = parseCommandLine(args, parts.cwd, parts.version);
    if (line.kind === 'text') {
      await write(terminal.stdout, line.text);
      return exitCodes.done;
    }
    if (line.kind === 'emulator') {
      await runEmulator(line.request, parts.emulator, terminal);
      return exitCodes.done;
    }
    return await runAndShow(line.request, line.settings, parts);
  } catch (error) {
    if (error instanceof UsageError) {
      await showUsageError(terminal, error.message, args.includes('--json'));
      return exitCodes.usage;
    }
    throw error;
  }
}

async function runAndShow(
  request: CommandRequest,
  settings: CommandSettings,
  parts: CliParts,
): Promise<number> {
  const key = settings.keyStdin ? await readKey(parts.terminal.stdin) : parts.environmentKey;
  const invocation: Invocation = { request, workspace: settings.workspace, key };
  const bar = createProgressBar(parts.terminal.stderr);
  const result = await runSomewhere(invocation, parts, bar.show);
  bar.clear();
  await showResult(parts.terminal, request.command, result, settings);
  return parts.cancel.aborted ? exitCodes.cancelled : result.exitCode;
}

async function runSomewhere(
  invocation: Invocation,
  parts: CliParts,
  onProgress: (progress: Progress) => void,
): Promise<InvocationResult> {
  try {
    const profile = await parts.openProfile();
    if (profile.kind === 'peer')
      return await askToRun(profile.connection, invocation, parts.cancel, onProgress);
    try {
      return await profile.run(invocation, parts.cancel, onProgress);
    } finally {
      await profile.close();
    }
  } catch (error) {
    return toFailure(error, invocation.request.command, parts);
  }
}
