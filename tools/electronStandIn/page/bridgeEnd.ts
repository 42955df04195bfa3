export interface BridgeScope {
  addEventListener(type: string, listener: (event: { detail: unknown }) => void): void;
  dispatchEvent(event: object): boolean;
  structuredClone(value: unknown): unknown;
  CustomEvent: new (type: string, init: { detail: unknown }) => object;
}

export interface BridgeEnd {
  /** Sends a value to the other world, where `onReceive` gets the frozen copy. */
  expose(key: string, value: unknown): void;
}

/**
 * One end of the contextBridge between the preload's isolated world and the page's own world. Both ends share the
 * window's event target but no JavaScript object, so every value is copied by Chromium (a CustomEvent's detail is
 * cloned across worlds) and functions and promises are represented by numbers. Self-contained: it is sent as source.
 */
// oxlint-disable-next-line max-lines-per-function -- sent to the page as source, so it must hold all it uses
export function createBridgeEnd(
  scope: BridgeScope,
  names: { mine: string; theirs: string },
  onExposed: (key: string, value: unknown) => void,
): BridgeEnd {
  type Wire =
    | ['v', unknown]
    | ['f', number]
    | ['p', number]
    | ['e', string, string]
    | ['a', Wire[]]
    | ['o', [string, Wire][]];
  type Message =
    | { kind: 'expose'; key: string; value: Wire }
    | { kind: 'call'; id: number; args: Wire[] }
    | { kind: 'result'; value: Wire; threw: boolean }
    | { kind: 'settle'; id: number; value: Wire; rejected: boolean };

  // Kept from before the page's first script, which may replace what it likes afterwards.
  const { CustomEvent, structuredClone } = scope;
  const { entries, values, freeze, isFrozen, fromEntries } = Object;
  const { isArray } = Array;
  const { isView } = ArrayBuffer;
  const kindOf = Function.prototype.call.bind(Object.prototype.toString) as (value: unknown) => string;
  const dispatchEvent = scope.dispatchEvent.bind(scope);
  const functions: ((...args: unknown[]) => unknown)[] = [];
  const functionIds = new WeakMap<object, number>();
  const settlers = new Map<number, { resolve(value: unknown): void; reject(reason: unknown): void }>();
  let promiseCount = 0;
  let lastResult: { value: Wire; threw: boolean } | undefined;

  function map<Item, Result>(items: readonly Item[], convert: (item: Item) => Result): Result[] {
    const results: Result[] = [];
    for (let index = 0; index < items.length; index++) results[index] = convert(items[index] as Item);
    return results;
  }

  function some<Item>(items: readonly Item[], test: (item: Item) => boolean): boolean {
    for (let index = 0; index < items.length; index++) if (test(items[index] as Item)) return true;
    return false;
  }

  function send(message: Message): void {
    dispatchEvent(new CustomEvent(names.theirs, { detail: message }));
  }

  function isSpecial(value: unknown): boolean {
    if (typeof value === 'function') return true;
    if (typeof value === 'symbol') throw new TypeError('A symbol cannot cross the contextBridge.');
    if (typeof value !== 'object' || value === null) return false;
    if (value instanceof Promise || value instanceof Error) return true;
    if (isArray(value)) return some(value, isSpecial);
    return kindOf(value) === '[object Object]' && some(values(value), isSpecial);
  }

  function toWire(value: unknown): Wire {
    if (!isSpecial(value)) return ['v', structuredClone(value)];
    if (typeof value === 'function') return ['f', rememberFunction(value as (...args: unknown[]) => unknown)];
    if (value instanceof Promise) return ['p', followPromise(value)];
    // Custom fields of errors do not survive Electron's contextBridge either.
    if (value instanceof Error) return ['e', value.name, value.message];
    if (isArray(value)) return ['a', map(value, toWire)];
    return ['o', map(entries(value as object), ([key, item]) => [key, toWire(item)])];
  }

  function rememberFunction(fn: (...args: unknown[]) => unknown): number {
    const known = functionIds.get(fn);
    if (known !== undefined) return known;
    functionIds.set(fn, functions.length);
    return functions.push(fn) - 1;
  }

  function followPromise(promise: Promise<unknown>): number {
    const id = ++promiseCount;
    promise.then(
      (value) => send({ kind: 'settle', id, ...attempt(() => value, 'rejected') }),
      (reason: unknown) => send({ kind: 'settle', id, value: toWire(reason), rejected: true }),
    );
    return id;
  }

  function attempt<Flag extends string>(
    run: () => unknown,
    flag: Flag,
  ): { value: Wire } & Record<Flag, boolean> {
    try {
      return { value: toWire(run()), [flag]: false } as { value: Wire } & Record<Flag, boolean>;
    } catch (error) {
      const safe = error instanceof Error ? error : new Error(String(error));
      return { value: ['e', safe.name, safe.message], [flag]: true } as { value: Wire } & Record<
        Flag,
        boolean
      >;
    }
  }

  function callTheirs(id: number, args: unknown[]): unknown {
    lastResult = undefined;
    send({ kind: 'call', id, args: map(args, toWire) });
    const result = lastResult as { value: Wire; threw: boolean } | undefined;
    if (!result) throw new Error('The other side of the contextBridge is gone.');
    const value = fromWire(result.value);
    if (result.threw) throw value;
    return value;
  }

  function deepFreeze(value: unknown): unknown {
    if (typeof value !== 'object' || value === null || isFrozen(value) || isView(value)) return value;
    map(values(value), deepFreeze);
    return freeze(value);
  }

  function fromWire(wire: Wire): unknown {
    switch (wire[0]) {
      case 'f': {
        const id = wire[1];
        return freeze((...args: unknown[]) => callTheirs(id, args));
      }
      case 'p': {
        const id = wire[1];
        return new Promise((resolve, reject) => settlers.set(id, { resolve, reject }));
      }
      case 'e': {
        const error = new Error(wire[2]);
        error.name = wire[1];
        return error;
      }
      case 'a':
        return map(wire[1], fromWire);
      case 'o':
        return fromEntries(map(wire[1], ([key, item]) => [key, fromWire(item)]));
      default:
        return wire[1];
    }
  }

  function receive(message: Message): void {
    if (message.kind === 'expose') onExposed(message.key, deepFreeze(fromWire(message.value)));
    else if (message.kind === 'result') lastResult = message;
    else if (message.kind === 'call') {
      const result = attempt(() => functions[message.id]?.(...map(message.args, fromWire)), 'threw');
      send({ kind: 'result', ...result });
    } else {
      const settler = settlers.get(message.id);
      settlers.delete(message.id);
      if (message.rejected) settler?.reject(fromWire(message.value));
      else settler?.resolve(fromWire(message.value));
    }
  }

  scope.addEventListener(names.mine, (event) => receive(event.detail as Message));
  return { expose: (key, value) => send({ kind: 'expose', key, value: toWire(value) }) };
}
