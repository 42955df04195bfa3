import { InvalidArgumentError, type Command } from 'commander';

import { isDay } from '../../../shared/domain/dates.ts';
import type { EmulatorOptions, Fault, FaultKind, Tier } from '../../stripeEmulator/emulatorOptions.ts';
import { integer, positiveNumber, type Grammar } from './grammar.ts';

/** `anchor` null is the day on which it starts. */
export type EmulatorRequest = Pick<
  EmulatorOptions,
  'port' | 'size' | 'accounts' | 'seed' | 'rate' | 'faults'
> & {
  anchor: string | null;
};

const tiers: readonly Tier[] = ['S', 'M', 'L', 'XL'];
const faultKinds: readonly FaultKind[] = [
  '429',
  '429-retry',
  '500',
  'slow',
  'truncated',
  'timeout',
  'offline',
  '403',
  'lock',
];

interface Options {
  port?: number;
  size: Tier;
  accounts: number;
  seed: number;
  anchor?: string;
  rate?: number;
  fault?: Fault[];
}

export function addEmulatorCommand(program: Command, grammar: Grammar): void {
  program
    .command('emulator')
    .description('serve the sample office as a Stripe server on this computer until it is told to stop')
    .option('--port <n>', 'a free one when left out', toPort)
    .option('--size <size>', 'S, M, L or XL', toTier, 'S')
    .option('--accounts <n>', 'accounts that share its customers', toAccounts, 1)
    .option('--seed <n>', 'the same seed gives the same office', integer, 1)
    .option('--anchor <date>', 'day on which its 36 months end', toDay)
    .option('--rate <n>', 'requests per second and endpoint before 429', positiveNumber)
    .option('--fault <kind:percent>', faultKinds.join(' '), collectFault)
    .action((options: Options) =>
      grammar.acceptEmulator({
        size: options.size,
        accounts: options.accounts,
        seed: options.seed,
        anchor: options.anchor ?? null,
        ...(options.port === undefined ? {} : { port: options.port }),
        ...(options.rate === undefined ? {} : { rate: options.rate }),
        ...(options.fault === undefined ? {} : { faults: options.fault }),
      }),
    );
}

function toPort(text: string): number {
  const port = integer(text);
  if (port > 65_535) throw new InvalidArgumentError('It must be a port, 0 to 65535.');
  return port;
}

function toAccounts(text: string): number {
  const accounts = integer(text);
  if (accounts < 1 || accounts > 20) throw new InvalidArgumentError('It must be 1 to 20.');
  return accounts;
}

function toTier(text: string): Tier {
  const tier = tiers.find((known) => known === text.toUpperCase());
  if (tier === undefined) throw new InvalidArgumentError('It must be S, M, L or XL.');
  return tier;
}

function toDay(text: string): string {
  if (!isDay(text)) throw new InvalidArgumentError('It must be a day of the calendar, YYYY-MM-DD.');
  return text;
}

function collectFault(text: string, previous: Fault[] = []): Fault[] {
  const [kindText, percentText] = text.split(':');
  const kind = faultKinds.find((known) => known === kindText);
  const percent = Number(percentText);
  if (kind === undefined || !(percent >= 0 && percent <= 100)) {
    throw new InvalidArgumentError(`It must be KIND:PERCENT with KIND one of ${faultKinds.join(', ')}.`);
  }
  return [...previous, { kind, percent }];
}
