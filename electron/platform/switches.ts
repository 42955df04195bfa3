/** Switches of the app, read from the arguments before Electron is ready. */
export interface Switches {
  /** Profile folder, when named. */
  userDataDir: string | null;
  /** Everything after `--cli`; null when the window is wanted. */
  cli: string[] | null;
  language: string | null;
  /** Straight into a workspace; `sample` makes the sample office when there is none. */
  workspace: string | null;
  hidden: boolean;
  remoteDebugging: boolean;
}

/** Reads `--name=value` and `--name value`; Chromium's own parser knows only the first. */
export function readSwitches(args: readonly string[]): Switches {
  const cliAt = args.indexOf('--cli');
  const own = cliAt === -1 ? args : args.slice(0, cliAt);
  const cli = cliAt === -1 ? null : args.slice(cliAt + 1);
  return {
    userDataDir: valueOf(own, '--user-data-dir') ?? (cli === null ? null : valueOf(cli, '--user-data-dir')),
    cli,
    language: valueOf(own, '--lang'),
    workspace: valueOf(own, '--workspace'),
    hidden: own.includes('--hidden'),
    remoteDebugging: own.some((arg) => arg.startsWith('--remote-debugging')),
  };
}

function valueOf(args: readonly string[], name: string): string | null {
  for (const [index, arg] of args.entries()) {
    if (arg.startsWith(`${name}=`)) return arg.slice(name.length + 1) || null;
    if (arg === name) return args[index + 1] ?? null;
  }
  return null;
}
