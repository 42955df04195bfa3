import { useEffect, useEffectEvent } from 'react';
import type { EventOf } from '../../shared/ipc/contract.ts';
import type { EventName } from '../../shared/ipc/methods.ts';
import { onMainEvent } from './kantoorApi.ts';

/** Hears an event of the main process while the component is on the screen. */
export function useMainEvent<Name extends EventName>(
  name: Name,
  listener: (event: EventOf<Name>) => void,
): void {
  const onEvent = useEffectEvent(listener);
  useEffect(() => onMainEvent(name, (event) => onEvent(event)), [name]);
}
