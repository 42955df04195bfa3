import { InvalidArgumentError } from 'commander';

import type { EmulatorRequest } from './emulatorCommand.ts';

/** Where a command's action puts what it understood. */
export interface Grammar {
  cwd: string;
  /** The candidate is checked against `commandRequest`. */
  accept(candidate: { command: string } & Record<string, unknown>): void;
  acceptEmulator(request: EmulatorRequest): void;
}

export function integer(text: string): number {
  if (!/^\d+$/.test(text)) throw new InvalidArgumentError('It must be a whole number.');
  return Number(text);
}

export function positiveNumber(text: string): number {
  const value = Number(text);
  if (!(value > 0)) throw new InvalidArgumentError('It must be a number above 0.');
  return value;
}

export function commaSeparated(text: string): string[] {
  return text
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '');
}

/** Collects an option that may be given several times. */
export function collect(value: string, previous: string[] = []): string[] {
  return [...previous, value];
}

export const limitDescription = 'rows, 1 to 10,000';
export const defaultLimit = 100;
