import { useTranslation } from 'react-i18next';
import { permissionSpecs } from '../../shared/domain/permissions.ts';
import type { Feature, Permission } from '../../shared/ipc/schemas/workspaces.ts';
import { useScope } from './useScope.ts';

type Describe = (workspaceId: string, features: readonly Feature[], offline: string) => string | null;

/**
 * Says why something cannot be done in an account now: a right that its key lacks and where to give it, or `offline`
 * while Stripe cannot be reached. Null when it can.
 */
export function useObstacleOf(): Describe {
  const { t } = useTranslation('workspaces');
  const { byId } = useScope();
  return (workspaceId, features, offline) => {
    const workspace = byId(workspaceId);
    if (!workspace) return null;
    const missing = listMissing(workspace.permissions, features);
    if (missing.length === 0) return workspace.offlineSince === null ? null : offline;
    const rights = missing.map(
      ({ dashboardRow, level }) => `${dashboardRow}: ${t(`permissions.levels.${level}`)}`,
    );
    return t('permissions.obstacle', { rights: rights.join(', '), count: rights.length });
  };
}

/** The same for one account. */
export function useObstacle(...input: Parameters<Describe>): string | null {
  return useObstacleOf()(...input);
}

function listMissing(permissions: readonly Permission[], features: readonly Feature[]) {
  const lacking = new Set(
    permissions.flatMap(({ permission, granted }) => (granted === false ? [permission] : [])),
  );
  return permissionSpecs.filter(
    ({ slug, feature }) => feature !== null && features.includes(feature) && lacking.has(slug),
  );
}
