import type { Route } from './route.ts';

export interface Match {
  route: Route;
  ids: string[];
}

/** Finds the route of a request: fixed parts win over ids. */
export function createRouter(routes: readonly Route[]): (method: string, path: string) => Match | undefined {
  const bySize = new Map<string, { route: Route; parts: string[] }[]>();
  for (const route of routes) {
    const parts = route.path.split('/');
    const key = `${route.method} ${parts.length}`;
    bySize.set(key, [...(bySize.get(key) ?? []), { route, parts }]);
  }
  for (const group of bySize.values()) {
    group.sort((a, b) => idCount(a.parts) - idCount(b.parts));
  }
  return (method, path) => {
    const given = path.split('/');
    for (const { route, parts } of bySize.get(`${method} ${given.length}`) ?? []) {
      if (parts.every((part, i) => part.startsWith(':') || part === given[i])) {
        return { route, ids: given.filter((_, i) => parts[i]?.startsWith(':')).map(decodeURIComponent) };
      }
    }
    return undefined;
  };
}

function idCount(parts: readonly string[]): number {
  return parts.filter((part) => part.startsWith(':')).length;
}
