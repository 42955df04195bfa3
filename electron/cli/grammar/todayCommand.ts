import type { Command } from 'commander';

import { integer, type Grammar } from './grammar.ts';

const usualRows = 5;

export function addTodayCommand(program: Command, grammar: Grammar): void {
  program
    .command('today')
    .description('what is open, how old it is and what waits for somebody')
    .option('--limit <n>', 'rows of each list, 1 to 50', integer, usualRows)
    .action(({ limit }: { limit: number }) => grammar.accept({ command: 'today', limit }));
}
