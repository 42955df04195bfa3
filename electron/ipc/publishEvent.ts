import type { EventOf } from '../../shared/ipc/contract.ts';
import { channelOf, type EventName } from '../../shared/ipc/methods.ts';

/** Announces a fact to whoever looks: the window, and command line runs that follow their progress. */
export type PublishEvent = <Name extends EventName>(event: Name, announcement: EventOf<Name>) => void;

/** The part of a window that receives announcements. */
export interface EventReceiver {
  send(channel: string, announcement: unknown): void;
}

export interface EventHub {
  publish: PublishEvent;
  /** Calls `listener` with every announcement until the returned function is called. */
  subscribe(listener: (event: EventName, announcement: unknown) => void): () => void;
}

/** The one place through which announcements pass. */
export function createEventHub(): EventHub {
  const listeners = new Set<(event: EventName, announcement: unknown) => void>();
  return {
    publish(event, announcement) {
      for (const listener of listeners) listener(event, announcement);
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

/** Sends every announcement of the hub to a window until it is closed. */
export function forwardEvents(hub: EventHub, receiver: EventReceiver): () => void {
  return hub.subscribe((event, announcement) => receiver.send(channelOf(event), announcement));
}
