import type { UnixSeconds } from '../../shared/domain/dates.ts';
import { AppError } from '../../shared/errors/appError.ts';
import type { Connectivity } from '../services/connectivity.ts';
import { createStripeGateway, stripeApi } from '../stripe/stripeGateway.ts';
import { accountLimits, createRateLimiter, loopbackLimits, type RateLimits } from '../stripe/rateLimiter.ts';
import type { StripeGateway, StripeGateways } from '../stripe/stripeGatewayApi.ts';
import { createRequestRecord, type RequestRecord } from '../stripe/requestRecord.ts';
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
  /** Hears of each request that counts against an account's reads. */
  noteRead: (workspaceId: string) => void;
  fetch: Fetch;
  appVersion: string;
  /** *Units*: milliseconds for one attempt of a request. */
  timeoutMs: number;
  now: () => UnixSeconds;
}

export interface WorkspaceGateways extends StripeGateways {
  /** A gateway for a key that is not stored (yet). */
  ofKey(input: { key: string; livemode: boolean; apiBase: string | null }): StripeGateway;
  /** Takes over what was chosen for the requests of a workspace. */
  applyTraffic(workspaceId: string): Promise<void>;
  /** Lets go of a workspace's gateway, so that the next request uses its new key. */
  forget(workspaceId: string): void;
}

/** Where a gateway leads, what was chosen for it and whose it is. */
interface GatewayPlace {
  apiBase: string | null;
  livemode: boolean;
  traffic?: WorkspaceRecord['traffic'];
  /** Null while the account is not connected yet. */
  workspaceId: string | null;
}

function limitsOf({
  apiBase,
  sample = null,
  livemode,
  traffic,
}: Omit<GatewayPlace, 'workspaceId'> & { sample?: WorkspaceRecord['sample'] }): RateLimits {
  const isOurMachine = apiBase !== null || sample !== null;
  return isOurMachine ? loopbackLimits : accountLimits(livemode, traffic?.limits ?? null);
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

/** One record per workspace. It outlives a replaced key, whose troubles are what people want to look up then. */
function keepRecords({
  now,
  noteRead,
}: Pick<StripeGatewaysDeps, 'now' | 'noteRead'>): (workspaceId: string | null) => RequestRecord {
  const records = new Map<string, RequestRecord>();
  return (workspaceId) => {
    if (workspaceId === null) return createRequestRecord({ now, noteRead: () => {} });
    const known = records.get(workspaceId);
    if (known) return known;
    const made = createRequestRecord({ now, noteRead: () => noteRead(workspaceId) });
    records.set(workspaceId, made);
    return made;
  };
}

/** Makes one gateway per workspace and key, at its first use. */
export function createStripeGateways(deps: StripeGatewaysDeps): WorkspaceGateways {
  const { registry, keyring, sampleOffices } = deps;
  const gateways = new Map<string, { revision: number; gateway: Promise<StripeGateway> }>();
  const recordOf = keepRecords(deps);

  function make(place: GatewayPlace, key: () => Promise<string>): StripeGateway {
    const { apiBase, workspaceId } = place;
    const limits = limitsOf(place);
    const link: StripeLink =
      workspaceId === null ? unwatchedLink : deps.connectivity.linkOf(workspaceId, apiBase ?? stripeApi);
    return createStripeGateway({
      key,
      apiBase,
      fetch: deps.fetch,
      limiter: createRateLimiter(limits),
      link,
      record: recordOf(workspaceId),
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
    return make({ ...record, apiBase: emulator.url, workspaceId: record.id }, async () => account.sampleKey);
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
    async applyTraffic(workspaceId) {
      const gateway = await gateways.get(workspaceId)?.gateway;
      gateway?.setLimits(limitsOf(registry.get(workspaceId)));
    },
    forget: (workspaceId) => void gateways.delete(workspaceId),
  };
}
