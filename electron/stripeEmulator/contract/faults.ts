import type { Fault, FaultKind } from '../emulatorOptions.ts';

/** Decides which request meets which trouble: evenly spread, so that a percentage is kept exactly. */
export interface FaultInjector {
  set(faults: readonly Fault[]): void;
  next(): FaultKind | undefined;
}

export function createFaultInjector(initial: readonly Fault[]): FaultInjector {
  let active = initial.map((fault) => ({ ...fault, sum: 0 }));
  return {
    set(faults) {
      active = faults.map((fault) => ({ ...fault, sum: 0 }));
    },
    next() {
      let hit: FaultKind | undefined;
      for (const fault of active) {
        fault.sum += fault.percent;
        if (fault.sum >= 100 && hit === undefined) {
          fault.sum -= 100;
          hit = fault.kind;
        }
      }
      return hit;
    },
  };
}
