import type { EventHub } from '../ipc/publishEvent.ts';
import type { ErrorReporting } from '../ipc/toErrorPayload.ts';
import type { claimProfile } from '../platform/claimProfile.ts';
import type { RunningServices } from '../startServices.ts';
import type { ProfileAccess } from './runCli.ts';

export interface ProfileOpeningDeps extends ErrorReporting {
  claim: () => ReturnType<typeof claimProfile>;
  startServices: () => Promise<RunningServices>;
  hub: EventHub;
}

/** The way to a profile's services for one command: through the instance that owns it, or as its owner until the end. */
export async function openProfile(deps: ProfileOpeningDeps): Promise<ProfileAccess> {
  const claim = await deps.claim();
  if (claim.kind === 'peer') return claim;
  const services = await deps.startServices();
  const { runInvocation } = await import('./runInvocation.ts');
  const { createInstanceHost } = await import('./serveInstance.ts');
  const parts = { ...deps, services: services.commands };
  const host = createInstanceHost({ ...parts, activate: null });
  await claim.listen(host.accept);
  return {
    kind: 'owner',
    run: (invocation, signal, onProgress) => runInvocation(invocation, parts, signal, onProgress),
    async close() {
      await host.idle();
      await claim.retire();
      await services.close();
      await claim.release();
    },
  };
}
