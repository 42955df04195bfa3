import type { Handlers } from '../../shared/ipc/contract.ts';
import { findWorkspaceId } from '../cli/selectWorkspace.ts';

/** The sample office as the first start offers it. */
const sampleOffice = { size: 'S', accounts: 3, seed: null, anchor: null } as const;

/** Route on which the window opens for `--workspace`; without it the window decides by itself. */
export async function findStartRoute(
  handlers: Pick<Handlers, 'workspaces.list' | 'workspaces.createSample'>,
  workspace: string | null,
): Promise<string> {
  if (workspace === null) return '/';
  if (workspace !== 'sample') return `/${await findWorkspaceId(handlers, workspace)}/customers`;
  const known = await handlers['workspaces.list']({});
  const first =
    known.find(({ sample }) => sample) ??
    (await handlers['workspaces.createSample'](sampleOffice)).workspaces[0];
  return first === undefined ? '/' : `/${first.id}/customers`;
}
