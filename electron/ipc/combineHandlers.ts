import type { Handlers } from '../../shared/ipc/contract.ts';

type Intersection<Union> = (Union extends unknown ? (part: Union) => void : never) extends (
  part: infer All,
) => void
  ? All
  : never;

/** One object out of the services of every domain; two services that answer the same method are a mistake found at start. */
export function combineHandlers<const Parts extends readonly Partial<Handlers>[]>(
  ...parts: Parts
): Intersection<Parts[number]> {
  const combined: Record<string, unknown> = {};
  for (const part of parts) {
    for (const [method, handler] of Object.entries(part)) {
      if (Object.hasOwn(combined, method)) throw new Error(`Two services answer ${method}.`);
      combined[method] = handler;
    }
  }
  return combined as Intersection<Parts[number]>;
}
