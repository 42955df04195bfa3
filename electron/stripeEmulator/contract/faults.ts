import type { Fault, FaultKind } from '../emulatorOptions.ts';

/** Decides which request meets which trouble: evenly spread, so that a percentage is kept exactly. */
export interface FaultInjector {
  set(faults: readonly Fault[]): void;
  next(path: string): FaultKind | undefined;
}

export function createFaultInjector(initial: readonly Fault[]): FaultInjector {
  const begin = (faults: readonly Fault[]) =>
    faults.map((fault) => ({ ...fault, sum: 0, left: fault.times ?? Infinity }));
  let active = begin(initial);
  return {
    set(faults) {
      active = begin(faults);
    },
    next(path) {
      let hit: FaultKind | undefined;
      for (const fault of active) {
        if (fault.left === 0 || (fault.path !== undefined && !path.includes(fault.path))) continue;
        fault.sum += fault.percent;
        if (fault.sum >= 100 && hit === undefined) {
          fault.sum -= 100;
          fault.left -= 1;
          hit = fault.kind;
        }
      }
      return hit;
    },
  };
}
