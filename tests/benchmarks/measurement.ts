/** A row of the table. */
export interface Measurement {
  what: string;
  size: string;
  value: string;
  aim?: string;
}

/** The value that this share of the measurements does not exceed. */
export function quantile(values: readonly number[], share: number): number {
  return values.toSorted((left, right) => left - right)[Math.ceil(values.length * share) - 1] ?? NaN;
}

/** How long each call takes, one after the other. *Units*: milliseconds. */
export async function timeEach(calls: Iterable<() => Promise<unknown>>): Promise<number[]> {
  const durations: number[] = [];
  for (const call of calls) {
    const startedMs = performance.now();
    await call();
    durations.push(performance.now() - startedMs);
  }
  return durations;
}
