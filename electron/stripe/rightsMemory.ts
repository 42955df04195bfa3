/** Which rights a key was seen to have or lack, so that one odd 403 does not count as a missing right. */
export interface RightsMemory {
  noteGranted(endpoint: string, url: string): void;
  /** Takes note of a 403 and tells whether it is to be believed. */
  isRefused(endpoint: string, url: string): boolean;
}

/** A gateway or proxy on the way may say 403 now and then; a key without the right says it every time. */
const refusalsToBelieve = 3;

/** STRIPE: what is expanded needs rights of its own. */
function placeOf(endpoint: string, url: string): string {
  const query = url.indexOf('expand[');
  if (query === -1) return endpoint;
  const expanded = [...new URL(url).searchParams]
    .filter(([name]) => name.startsWith('expand['))
    .map(([, field]) => field);
  return `${endpoint} ${expanded.toSorted().join(',')}`;
}

/** Makes a memory that believes a refusal once it came several times in a row. */
export function createRightsMemory(): RightsMemory {
  const inARow = new Map<string, number>();
  return {
    noteGranted(endpoint, url) {
      if (inARow.size > 0) inARow.delete(placeOf(endpoint, url));
    },
    isRefused(endpoint, url) {
      const place = placeOf(endpoint, url);
      const refusals = (inARow.get(place) ?? 0) + 1;
      inARow.set(place, refusals);
      return refusals >= refusalsToBelieve;
    },
  };
}
