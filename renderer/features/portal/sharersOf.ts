import type { PortalOffer } from '../../../shared/ipc/schemas/portal.ts';

/** Who else has the address, for the sentence that warns of it. */
export function sharersOf({ sharedWith, sharedCount }: PortalOffer): { names: string; count: number } {
  return { names: sharedWith.map(({ id, name }) => name ?? id).join(', '), count: sharedCount };
}
