import type { ExportResult } from '../../../shared/ipc/schemas/documents.ts';
import type { CommandContext } from '../commandContext.ts';
import type { CommandOutcome, RequestOf } from '../commandRequest.ts';
import { exitCodes } from '../exitCodes.ts';

export async function exportDocuments(
  request: RequestOf<'export'>,
  context: CommandContext,
): Promise<CommandOutcome> {
  const settings = await context.handlers['settings.get']({});
  const result = await context.runExport(
    {
      from: request.from,
      to: request.to,
      workspaceIds: context.workspaceIds,
      kinds: request.documents,
      statuses: request.statuses,
      directory: request.out,
      nameTemplate: request.nameTemplate ?? settings.exportNameTemplate,
      zip: request.zip,
    },
    { dryRun: request.dryRun, signal: context.signal },
  );
  return toOutcome(result);
}

export async function resumeExport(
  { batch }: RequestOf<'export.resume'>,
  context: CommandContext,
): Promise<CommandOutcome> {
  return toOutcome(await context.resumeExport(batch, context.signal));
}

function toOutcome(result: ExportResult): CommandOutcome {
  return { value: result, exitCode: result.complete ? exitCodes.done : exitCodes.partlyDone };
}
