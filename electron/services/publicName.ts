import type { StripeGateways } from '../stripe/stripeGatewayApi.ts';
import type { WorkspaceRegistry } from '../workspaces/workspaceRegistryApi.ts';

/** How customers know an account, which is not what it is called here. */
export interface PublicProfile {
  name: string;
  website: string | null;
}

/** Reads each account's public name and website once. */
export interface PublicNames {
  /** *Errors*: those of reading the account; they are not remembered, so the next call asks again. */
  of(workspaceId: string): Promise<PublicProfile>;
}

/** Makes the memory of public names: they change once in years, and every read counts. */
export function createPublicNames({
  gateways,
  registry,
}: {
  gateways: StripeGateways;
  registry: Pick<WorkspaceRegistry, 'get'>;
}): PublicNames {
  const known = new Map<string, Promise<PublicProfile>>();

  async function read(workspaceId: string): Promise<PublicProfile> {
    const { publicName, name, website } = await (await gateways.of(workspaceId)).getAccount();
    return { name: publicName ?? name ?? registry.get(workspaceId).name, website };
  }

  return {
    of(workspaceId) {
      const before = known.get(workspaceId);
      if (before) return before;
      const reading = read(workspaceId);
      known.set(workspaceId, reading);
      reading.catch(() => known.delete(workspaceId));
      return reading;
    },
  };
}
