/** A queue per key: what concerns one thing runs one after the other, other things side by side. */
export type Turns = <Value>(key: string, work: () => Promise<Value>) => Promise<Value>;

/** Makes such queues. */
export function createTurns(): Turns {
  const last = new Map<string, Promise<unknown>>();
  return async (key, work) => {
    const before = last.get(key);
    const turn = (async () => {
      await before?.catch(() => undefined);
      return work();
    })();
    last.set(key, turn);
    try {
      return await turn;
    } finally {
      if (last.get(key) === turn) last.delete(key);
    }
  };
}
