import type { PortalLinkKind } from '../../../shared/domain/portal.ts';
import type { PortalLink } from '../../../shared/ipc/schemas/portal.ts';
import type { CommandContext } from '../commandContext.ts';
import type { CommandOutcome, RequestOf } from '../commandRequest.ts';
import { exitCodes } from '../exitCodes.ts';
import { findWorkspaceOf } from '../selectWorkspace.ts';

/** Kinds as the command line writes them. */
const kindNames: Record<PortalLinkKind, string> = {
  login: 'login',
  session: 'session',
  addPaymentMethod: 'add-payment-method',
  updateDetails: 'update-details',
};

export async function createPortalLink(
  { customer, kind }: RequestOf<'portal.link'>,
  context: CommandContext,
): Promise<CommandOutcome> {
  const workspaceId = await findWorkspaceOf(context, 'customer', customer);
  const link = await context.handlers['portal.createLink']({ workspaceId, customerId: customer, kind });
  return { value: { ...link, kind: kindNames[link.kind] }, exitCode: exitCodes.done };
}
export type PortalLinkOutput = Omit<PortalLink, 'kind'> & { kind: string };

export async function listPortals(
  _request: RequestOf<'portal.list'>,
  { handlers, workspaceIds }: CommandContext,
): Promise<CommandOutcome> {
  const [portals, workspaces] = await Promise.all([
    handlers['portal.list']({}),
    handlers['workspaces.list']({}),
  ]);
  const value = portals
    .filter(({ workspaceId }) => workspaceIds === null || workspaceIds.includes(workspaceId))
    .map((portal) => ({
      name: workspaces.find(({ id }) => id === portal.workspaceId)?.name ?? '',
      ...portal,
    }));
  const isPartly = value.some(({ error }) => error !== null);
  return { value, exitCode: isPartly ? exitCodes.partlyDone : exitCodes.done };
}
