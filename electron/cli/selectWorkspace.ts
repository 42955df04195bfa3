import { AppError } from '../../shared/errors/appError.ts';
import type { CommandContext } from './commandContext.ts';
import { UsageError } from './usageError.ts';

/** The workspace that a person named by id or by name; upper and lower case are the same. */
export async function findWorkspaceId(
  handlers: Pick<CommandContext['handlers'], 'workspaces.list'>,
  idOrName: string,
): Promise<string> {
  const workspaces = await handlers['workspaces.list']({});
  const byId = workspaces.find(({ id }) => id === idOrName);
  if (byId) return byId.id;
  const byName = workspaces.filter(({ name }) => name.toLowerCase() === idOrName.toLowerCase());
  const [only] = byName;
  if (only && byName.length === 1) return only.id;
  if (only) {
    throw new UsageError(
      `Several workspaces are called ${idOrName}: ${byName.map(({ id }) => id).join(', ')}. Say --workspace with one of these ids.`,
    );
  }
  const known = workspaces.map(({ name }) => name).join(', ') || 'none';
  throw new UsageError(`There is no workspace ${idOrName}. Known are: ${known}.`);
}

/** The one selected workspace that knows an object; an id that two of them know must be made plain by `--workspace`. */
export async function findWorkspaceOf(
  context: CommandContext,
  kind: 'customer' | 'invoice',
  id: string,
): Promise<string> {
  const knowing = await context.findWorkspacesOf({ kind, id });
  const candidates = knowing.filter(
    (workspaceId) => context.workspaceIds === null || context.workspaceIds.includes(workspaceId),
  );
  const [only] = candidates;
  if (only === undefined) {
    throw new AppError(
      'not_found',
      `No ${kind} ${id} is known here. If it is new, run \`kantoor sync\` first.`,
    );
  }
  if (candidates.length > 1) {
    throw new UsageError(`Several workspaces know ${id}: ${candidates.join(', ')}. Say --workspace.`);
  }
  return only;
}
