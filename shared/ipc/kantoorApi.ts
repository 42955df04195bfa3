import type { Envelope } from './envelope.ts';
import type { EventName, MethodName } from './methods.ts';

/** What the preload script offers the page as `window.kantoorApi`; the renderer's client gives it the types of the table. */
export interface KantoorApi {
  invoke(method: MethodName, input: unknown): Promise<Envelope<unknown>>;
  /** Calls `listener` with each announcement until the returned function is called. */
  on(event: EventName, listener: (announcement: unknown) => void): () => void;
}
