const SILENT_PROPERTIES = new Set([
  'then',
  'toJSON',
  'asymmetricMatch',
  'nodeType',
  '$$typeof',
  '__esModule',
]);

/**
 * Presents a part of an Electron object as the whole of it: what the part lacks throws by its name when it is read,
 * so that a missing piece is found by the first test that needs it and never acts as `undefined`.
 */
export function completeApi<Whole extends object>(name: string, part: Partial<Whole>): Whole {
  return new Proxy(part, {
    get(target, property, receiver) {
      if (property in target || typeof property === 'symbol' || SILENT_PROPERTIES.has(property)) {
        return Reflect.get(target, property, receiver);
      }
      throw new Error(
        `The Electron stand-in has no ${name}.${property}. Add it in tools/electronStandIn, or do without it.`,
      );
    },
  }) as Whole;
}
