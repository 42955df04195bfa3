import type { CommandContext } from '../commandContext.ts';
import type { CommandOutcome, RequestOf } from '../commandRequest.ts';
import { exitCodes } from '../exitCodes.ts';

/** Compares the selected workspaces with Stripe, one after the other: each walk takes all reads it may. */
export async function compareWorkspaces(
  _request: RequestOf<'compare'>,
  { handlers, workspaceIds, compare, signal }: CommandContext,
): Promise<CommandOutcome> {
  const wanted = (await handlers['workspaces.list']({})).filter(
    ({ id }) => workspaceIds === null || workspaceIds.includes(id),
  );
  const workspaces = [];
  for (const { id, name } of wanted)
    workspaces.push({ id, name, ...(await compare({ workspaceId: id, signal })) });
  const allEqual = workspaces.every(({ equal }) => equal);
  return { value: { workspaces }, exitCode: allEqual ? exitCodes.done : exitCodes.partlyDone };
}
