import { resolve } from 'node:path';

import type { Command } from 'commander';

import { UsageError } from '../usageError.ts';
import { commaSeparated, type Grammar } from './grammar.ts';

interface ExportOptions {
  from?: string;
  to?: string;
  documents: string[];
  status?: string[];
  out?: string;
  zip?: boolean;
  nameTemplate?: string;
  dryRun?: boolean;
  resume?: string;
}

export function addExportCommands(program: Command, grammar: Grammar): void {
  program
    .command('export')
    .description('write the documents of a period with a manifest that proves them complete')
    .option('--from <date>', 'first day of issue, YYYY-MM-DD')
    .option('--to <date>', 'last day of issue, YYYY-MM-DD')
    .option('--documents <kinds>', 'invoice, creditNote, receipt', commaSeparated, ['invoice', 'creditNote'])
    .option('--status <statuses>', 'only these, e.g. open,paid', commaSeparated)
    .option('--out <dir>', 'folder for documents and manifests')
    .option('--zip', 'pack them into one archive')
    .option('--name-template <template>', 'e.g. {date}_{number}_{customer}.pdf')
    .option('--dry-run', 'list live, write nothing')
    .option('--resume <batch>', 'finish an interrupted export as it was asked for; the rest is not needed')
    .action(({ resume, dryRun = false, ...options }: ExportOptions) => {
      if (resume !== undefined && dryRun)
        throw new UsageError('An export is either planned (--dry-run) or finished (--resume).');
      if (resume !== undefined) return grammar.accept({ command: 'export.resume', batch: resume });
      if (options.from === undefined || options.to === undefined || options.out === undefined)
        throw new UsageError('Say --from, --to and --out, or --resume with an interrupted export.');
      return grammar.accept({
        command: 'export',
        from: options.from,
        to: options.to,
        documents: options.documents,
        statuses: options.status ?? null,
        out: resolve(grammar.cwd, options.out),
        zip: options.zip ?? false,
        nameTemplate: options.nameTemplate ?? null,
        dryRun,
      });
    });
}
