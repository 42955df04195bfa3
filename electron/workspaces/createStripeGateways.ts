import { AppError } from '../../shared/errors/appError.ts';
import type { Connectivity } from '../services/connectivity.ts';
import { createStripeGateway, stripeApi } from '../stripe/stripeGateway.ts';
import {
  createRateLimiter,
  liveLimits,
  loopbackLimits,
  testLimits,
  type RateLimits,
} from '../stripe/rateLimiter.ts';
import type { StripeGateway, StripeGateways } from '../stripe/stripeGatewayApi.ts';
import { unwatchedLink, type StripeLink } from '../stripe/stripeLink.ts';
import type { Fetch } from '../stripe/stripeTransport.ts';
import type { Keyring } from './keyring.ts';
import type { SampleOffices } from './sampleOffices.ts';
import type { WorkspaceRecord, WorkspaceRegistry } from './workspaceRegistryApi.ts';

export interface StripeGatewaysDeps {
  registry: Pick<WorkspaceRegistry, 'get' | 'installationId'>;
  keyring: Keyring;
  sampleOffices: SampleOffices;
  connectivity: Pick<Connectivity, 'linkOf'>;
  fetch: Fetch;
  appVersion: string;
  /** *Units*: milliseconds for one attempt of a request. */
  timeoutMs: number;
}

export interface WorkspaceGateways extends StripeGateways {
  /** A gateway for a key that is not stored (yet). */
  ofKey(input: { key: string; livemode: boolean; apiBase: string | null }): StripeGateway;
  /** Lets go of a workspace's gateway, so that the next request uses its new key. */
  forget(workspaceId: string): void;
}

/** Where a gateway leads and whose it is; null while the account is not connected yet. */
interface GatewayPlace {
  apiBase: string | null;
  livemode: boolean;
  workspaceId: string | null;
}

function limitsOf(apiBase: string | null, livemode: boolean): RateLimits {
  if (apiBase !== null) return loopbackLimits;
  return livemode ? liveLimits : testLimits;
}

/** A key that is piped in may be anybody's: without this check two accounts would be mixed in one workspace. */
async function refuseOtherAccount(record: WorkspaceRecord, gateway: StripeGateway): Promise<void> {
  const { id } = await gateway.getAccount();
  if (id === null || record.accountId === '' || id === record.accountId) return;
  throw new AppError(
    'invalid_input',
    `This key belongs to another account than ${record.name}. Nothing was read.`,
    {
      details: { workspaceId: record.id },
    },
  );
}

/** Makes one gateway per workspace and key, at its first use. */
export function createStripeGateways(deps: StripeGatewaysDeps): WorkspaceGateways {
  const { registry, keyring, sampleOffices } = deps;
  const gateways = new Map<string, { revision: number; gateway: Promise<StripeGateway> }>();

  function make({ apiBase, livemode, workspaceId }: GatewayPlace, key: () => Promise<string>): StripeGateway {
    const limits = limitsOf(apiBase, livemode);
    const link: StripeLink =
      workspaceId === null ? unwatchedLink : deps.connectivity.linkOf(workspaceId, apiBase ?? stripeApi);
    return createStripeGateway({
      key,
      apiBase,
      fetch: deps.fetch,
      limiter: createRateLimiter(limits),
      link,
      backOff: limits.backOff,
      timeoutMs: deps.timeoutMs,
      installationId: registry.installationId,
      appVersion: deps.appVersion,
    });
  }

  async function makeForSample(
    record: WorkspaceRecord,
    officeId: string,
    index: number,
  ): Promise<StripeGateway> {
    const emulator = await sampleOffices.running(officeId);
    const account = emulator.accounts[index];
    if (!account)
      throw new AppError('not_found', 'This account of the sample office does not exist any more.');
    const place = { apiBase: emulator.url, livemode: record.livemode, workspaceId: record.id };
    return make(place, async () => account.sampleKey);
  }

  async function makeFor(workspaceId: string): Promise<StripeGateway> {
    const record = registry.get(workspaceId);
    if (record.sample) return makeForSample(record, record.sample.officeId, record.sample.accountIndex);
    // Asked once here, so that a missing key shows before anything is tried.
    await keyring.keyOf(workspaceId);
    const gateway = make({ ...record, workspaceId }, () => keyring.keyOf(workspaceId));
    if (keyring.storageOf(record) === 'session') await refuseOtherAccount(record, gateway);
    return gateway;
  }

  return {
    async of(workspaceId) {
      const revision = keyring.revisionOf(workspaceId);
      const known = gateways.get(workspaceId);
      if (known?.revision === revision) return known.gateway;
      const gateway = makeFor(workspaceId);
      gateways.set(workspaceId, { revision, gateway });
      gateway.catch(() => gateways.delete(workspaceId));
      return gateway;
    },
    ofKey: ({ key, ...place }) => make({ ...place, workspaceId: null }, async () => key),
    forget(workspaceId) {
      gateways.delete(workspaceId);
    },
  };
}
