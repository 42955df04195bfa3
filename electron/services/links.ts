import { AppError } from '../../shared/errors/appError.ts';
import type { Handlers, InputOf } from '../../shared/ipc/contract.ts';
import type { SampleOffices } from '../workspaces/sampleOffices.ts';
import type { WorkspaceRegistry } from '../workspaces/workspaceRegistryApi.ts';

interface LinkDependencies {
  /** Refuses everything but Stripe's hosts, mailto and these origins. */
  openExternal: (url: string, sampleOrigins: readonly string[]) => Promise<void>;
  sampleOffices: Pick<SampleOffices, 'origins'>;
  registry: Pick<WorkspaceRegistry, 'get'>;
}

/** Links that leave Kantoor for the browser or the mail program. */
export function createLinkServices({
  openExternal,
  sampleOffices,
  registry,
}: LinkDependencies): Pick<Handlers, 'links.openExternal' | 'links.openInStripe'> {
  return {
    async 'links.openExternal'({ url }) {
      await openExternal(url, await sampleOffices.origins());
      return {};
    },
    async 'links.openInStripe'(input) {
      const { accountId, livemode, sample } = registry.get(input.workspaceId);
      if (sample !== null) {
        throw new AppError(
          'invalid_input',
          'The sample office exists on this computer only; there is nothing of it in the Stripe Dashboard.',
        );
      }
      await openExternal(dashboardUrl({ ...input, accountId, livemode }), []);
      return {};
    },
  };
}

/**
 * Page of an object in the Stripe Dashboard. The account in the path makes the Dashboard switch to it, where the person
 * works for several.
 */
export function dashboardUrl({
  accountId,
  livemode,
  kind,
  id,
}: Pick<InputOf<'links.openInStripe'>, 'kind' | 'id'> & { accountId: string; livemode: boolean }): string {
  const pages = { customer: 'customers', invoice: 'invoices', apiKeys: 'apikeys' };
  const parts = [
    accountId.startsWith('acct_') ? accountId : null,
    livemode ? null : 'test',
    pages[kind],
    kind === 'apiKeys' ? null : id,
  ];
  const path = parts.filter((part) => part !== null).map(encodeURIComponent);
  return `https://dashboard.stripe.com/${path.join('/')}`;
}
