import { useMemo } from 'react';
import { useMatches } from 'react-router';
import type { Workspace } from '../../shared/ipc/schemas/workspaces.ts';
import { useIpcQuery } from '../api/useIpcQuery.ts';
import { allAccounts } from './paths.ts';

export interface Scope {
  /** Part of the address: a workspace id or `all`. */
  scope: string;
  /** Null means every account, as in the methods. */
  workspaceIds: string[] | null;
  /** Every connected account. */
  workspaces: readonly Workspace[];
  /** The one account that this screen is about; null when it is about several. */
  current: Workspace | null;
  byId: (workspaceId: string) => Workspace | undefined;
}

const noWorkspaces: readonly Workspace[] = [];

/** Which accounts the screen is about, from its address. */
export function useScope(): Scope {
  const { data: workspaces = noWorkspaces } = useIpcQuery('workspaces.list', {});
  // Unlike useParams this also knows the parameters of the screens below, which the accent colour needs.
  const params = useMatches().at(-1)?.params;
  const asked = params?.['scope'] ?? allAccounts;
  const shown = params?.['workspaceId'];

  return useMemo(() => {
    const byId = (id: string) => workspaces.find((workspace) => workspace.id === id);
    const scope = byId(asked) ? asked : allAccounts;
    const only = workspaces.length === 1 ? workspaces[0] : undefined;
    return {
      scope,
      workspaceIds: scope === allAccounts ? null : [scope],
      workspaces,
      current: (shown === undefined ? undefined : byId(shown)) ?? byId(scope) ?? only ?? null,
      byId,
    };
  }, [workspaces, asked, shown]);
}
