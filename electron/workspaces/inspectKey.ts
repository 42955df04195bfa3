import { AppError } from '../../shared/errors/appError.ts';
import { isTimeZone } from '../../shared/domain/dates.ts';
import { kindOfKey } from '../../shared/domain/keys.ts';
import { featuresOffOf, permissionSpecs } from '../../shared/domain/permissions.ts';
import type { KeyInspection, Permission } from '../../shared/ipc/schemas/workspaces.ts';
import type { AccountInfo, StripeGateway } from '../stripe/stripeGatewayApi.ts';
import type { WorkspaceGateways } from './createStripeGateways.ts';
import type { KeyVault } from './keyring.ts';
import type { WorkspaceRecord, WorkspaceRegistry } from './workspaceRegistryApi.ts';

export interface InspectKeyDeps {
  registry: Pick<WorkspaceRegistry, 'list'>;
  gateways: Pick<WorkspaceGateways, 'ofKey'>;
  vault: KeyVault;
  /** Stripe server that new connections use; null is Stripe itself. */
  apiBaseOfNew: string | null;
}

export interface InspectedKey {
  account: AccountInfo;
  livemode: boolean;
  keyType: 'restricted' | 'secret';
  permissions: Permission[];
  alreadyConnected: WorkspaceRecord | null;
}

/** *Errors*: key_publishable, key_invalid: seen from the key's form, nobody is asked. */
export function checkKeyForm(key: string): { keyType: 'restricted' | 'secret'; livemode: boolean } {
  const kind = kindOfKey(key);
  switch (kind.kind) {
    case 'restricted':
    case 'secret':
      return { keyType: kind.kind, livemode: kind.livemode };
    case 'publishable':
      throw new AppError(
        'key_publishable',
        'This is a publishable key (pk_…): it cannot read invoices. Make a restricted key (rk_…) in the Stripe Dashboard.',
      );
    case 'organization':
      throw new AppError(
        'key_invalid',
        'This key belongs to an organisation and covers several accounts at once. Make a restricted key in each account and connect them one by one.',
        { details: { reason: 'organization' } },
      );
    case 'unknown':
      throw new AppError(
        'key_invalid',
        'This does not look like a Stripe key: those begin with rk_live_, rk_test_, sk_live_ or sk_test_.',
        { details: { reason: 'form' } },
      );
  }
}

/** A secret key may do everything, so there is nothing to find out. */
function testPermissions(gateway: StripeGateway, keyType: InspectedKey['keyType']): Promise<Permission[]> {
  if (keyType === 'restricted') return gateway.testPermissions();
  return Promise.resolve(permissionSpecs.map(({ slug }) => ({ permission: slug, granted: true })));
}

/** Asks Stripe whose key this is and what it may do; nothing is stored. */
export async function inspectKey(deps: InspectKeyDeps, key: string): Promise<InspectedKey> {
  const { keyType, livemode } = checkKeyForm(key);
  const apiBase = deps.apiBaseOfNew;
  const gateway = deps.gateways.ofKey({ key, livemode, apiBase });
  const account = await gateway.getAccount();
  const permissions = await testPermissions(gateway, keyType);
  const alreadyConnected =
    deps.registry
      .list()
      .find(
        (record) =>
          record.accountId === account.id &&
          record.livemode === livemode &&
          record.apiBase === apiBase &&
          record.sample === null,
      ) ?? null;
  return { account, livemode, keyType, permissions, alreadyConnected };
}

/** What the connect screen shows about a key. */
export async function toKeyInspection(deps: InspectKeyDeps, inspected: InspectedKey): Promise<KeyInspection> {
  const { account, livemode, keyType, permissions, alreadyConnected } = inspected;
  const warnings: KeyInspection['warnings'] = [];
  if (keyType === 'secret') warnings.push('secretKey');
  if (account.timeZone === null || !isTimeZone(account.timeZone)) warnings.push('timeZoneUnknown');
  if (!(await deps.vault.availability()).available) warnings.push('vaultUnavailable');
  return {
    accountId: account.id,
    accountName: account.name,
    country: account.country,
    timeZone: account.timeZone,
    livemode,
    keyType,
    warnings,
    permissions,
    featuresOff: featuresOffOf(permissions),
    alreadyConnectedAs: alreadyConnected?.name ?? null,
  };
}
