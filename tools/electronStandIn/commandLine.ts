import type Electron from 'electron';
import { completeApi } from './completeApi.ts';

export interface Switches {
  has(name: string): boolean;
  /** The value after `=`, or `''` when the switch is absent or has none. */
  value(name: string): string;
  commandLine: Electron.CommandLine;
}

/** Reads `--name=value` switches the way Chromium does. */
export function createSwitches(argv: readonly string[]): Switches {
  const switches = new Map<string, string>();
  for (const argument of argv) {
    if (argument === '--') break;
    const match = /^--([^=]+)(?:=(.*))?$/s.exec(argument);
    if (match?.[1]) switches.set(match[1].toLowerCase(), match[2] ?? '');
  }
  const has = (name: string) => switches.has(name.toLowerCase());
  const value = (name: string) => switches.get(name.toLowerCase()) ?? '';
  const commandLine = completeApi<Electron.CommandLine>('app.commandLine', {
    hasSwitch: has,
    getSwitchValue: value,
    appendSwitch: (name, switchValue = '') => void switches.set(name.toLowerCase(), switchValue),
    removeSwitch: (name) => void switches.delete(name.toLowerCase()),
  });
  return { has, value, commandLine };
}
