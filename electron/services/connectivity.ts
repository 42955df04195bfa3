import type { UnixSeconds } from '../../shared/domain/dates.ts';
import type { StripeLink } from '../stripe/stripeLink.ts';
import type { Fetch } from '../stripe/stripeTransport.ts';

/** Whether Stripe can be reached, for everything that waits for the network and goes on by itself. */
export interface Connectivity {
  isOffline(workspaceId: string): boolean;
  /** Since when Stripe cannot be reached for this account; null while it can. */
  offlineSince(workspaceId: string): UnixSeconds | null;
  /** Calls `listener` for each account that can be reached again, until the returned function is called. */
  onBack(listener: (workspaceId: string) => void): () => void;
  /** Calls `listener` for each account that goes offline or comes back, until the returned function is called. */
  onChanged(listener: (workspaceId: string) => void): () => void;
  /** The way that the requests of an account take; accounts of one server share their fate. */
  linkOf(workspaceId: string, apiOrigin: string): StripeLink;
  /** Asks now instead of when it is time again, e.g. because somebody pressed a button. */
  lookNow(): void;
  /** Keeps looking: at the machine's own opinion always, at the way itself while somebody is there to notice. */
  watch(isInUse: () => boolean): void;
  close(): void;
}

export interface ConnectivityDeps {
  fetch: Fetch;
  /** The operating system's opinion: false is sure, true is not. */
  isMachineOnline: () => boolean;
  now: () => UnixSeconds;
  /** *Units*: milliseconds; `firstMs` and `maxMs` bound the pauses between two looks while offline. */
  probe: { timeoutMs: number; firstMs: number; maxMs: number };
}

const watchMs = 2000;
/** A way on which nothing came back for so long is looked at, so that a lost network is noticed before it is needed. */
const quietMs = 15_000;
const loopback = /^http:\/\/(127\.0\.0\.1|localhost|\[::1\])(:|$)/;

/** The way to one server. */
class Way {
  readonly workspaceIds = new Set<string>();
  readonly #origin: string;
  readonly #deps: ConnectivityDeps;
  readonly #tell: (way: Way) => void;
  #since: UnixSeconds | null = null;
  #lost = new AbortController();
  #isProbing = false;
  #pause: NodeJS.Timeout | null = null;
  #failures = 0;
  #answeredMs = performance.now();
  #wasMachineOnline = true;
  #isClosed = false;

  constructor(origin: string, deps: ConnectivityDeps, tell: (way: Way) => void) {
    this.#origin = origin;
    this.#deps = deps;
    this.#tell = tell;
  }

  readonly link: StripeLink = {
    isLost: () => this.#since !== null,
    lostSignal: () => this.#lost.signal,
    noteAnswer: () => this.#noteAnswer(),
    noteSilence: () => this.look(),
  };

  get since(): UnixSeconds | null {
    return this.#since;
  }

  /** Asks the server for any sign of life, unless that is being done already. */
  look(): void {
    if (this.#isClosed || this.#isProbing) return;
    if (this.#pause) clearTimeout(this.#pause);
    this.#pause = null;
    this.#isProbing = true;
    void this.#probe().finally(() => (this.#isProbing = false));
  }

  lookIfQuiet(): void {
    if (this.#since === null && performance.now() - this.#answeredMs >= quietMs) this.look();
  }

  /** Follows the operating system, which notices a cable or a Wi-Fi that comes or goes before any request does. */
  heedMachine(): void {
    const isOnline = this.#isMachineOnline();
    if (isOnline !== this.#wasMachineOnline) this.look();
    this.#wasMachineOnline = isOnline;
  }

  close(): void {
    this.#isClosed = true;
    if (this.#pause) clearTimeout(this.#pause);
  }

  /** The operating system cannot speak for a server on this machine. */
  #isMachineOnline(): boolean {
    return loopback.test(this.#origin) || this.#deps.isMachineOnline();
  }

  async #probe(): Promise<void> {
    if (!this.#isMachineOnline()) {
      this.#noteLoss();
      return;
    }
    const begunMs = performance.now();
    try {
      // STRIPE: without a key the request belongs to no account and costs none of its reads; any answer will do.
      const answer = await this.#deps.fetch(`${this.#origin}/v1/`, {
        method: 'HEAD',
        redirect: 'manual',
        signal: AbortSignal.timeout(this.#deps.probe.timeoutMs),
      });
      if (answer.status === 407) this.#noteLoss();
      else this.#noteAnswer();
    } catch {
      // Whatever became of this look: while it lasted, something did come back.
      if (this.#answeredMs < begunMs) this.#noteLoss();
    }
  }

  #noteAnswer(): void {
    this.#answeredMs = performance.now();
    if (this.#since === null) return;
    this.#since = null;
    this.#failures = 0;
    if (this.#pause) clearTimeout(this.#pause);
    this.#pause = null;
    this.#lost = new AbortController();
    this.#tell(this);
  }

  #noteLoss(): void {
    if (this.#isClosed) return;
    if (this.#since === null) {
      this.#since = this.#deps.now();
      this.#lost.abort();
      this.#tell(this);
    }
    const { firstMs, maxMs } = this.#deps.probe;
    const pauseMs = Math.min(maxMs, firstMs * 2 ** this.#failures);
    this.#failures += 1;
    this.#pause ??= setTimeout(() => this.look(), pauseMs).unref();
  }
}

/**
 * Notices within seconds that Stripe cannot be reached and that it can again. Requests that got no answer raise the
 * question, one request without a key settles it.
 */
export function createConnectivity(deps: ConnectivityDeps): Connectivity {
  const ways = new Map<string, Way>();
  const wayOf = new Map<string, Way>();
  const listeners = new Set<(workspaceId: string) => void>();
  let timer: NodeJS.Timeout | null = null;

  const tell = (way: Way): void => {
    for (const workspaceId of way.workspaceIds) for (const listener of listeners) listener(workspaceId);
  };
  const onChanged = (listener: (workspaceId: string) => void): (() => void) => {
    listeners.add(listener);
    return () => listeners.delete(listener);
  };
  const offlineSince = (workspaceId: string): UnixSeconds | null => wayOf.get(workspaceId)?.since ?? null;

  return {
    isOffline: (workspaceId) => offlineSince(workspaceId) !== null,
    offlineSince,
    onChanged,
    onBack: (listener) =>
      onChanged((workspaceId) => {
        if (offlineSince(workspaceId) === null) listener(workspaceId);
      }),
    linkOf(workspaceId, apiOrigin) {
      const way = ways.get(apiOrigin) ?? new Way(apiOrigin, deps, tell);
      ways.set(apiOrigin, way);
      wayOf.get(workspaceId)?.workspaceIds.delete(workspaceId);
      wayOf.set(workspaceId, way);
      way.workspaceIds.add(workspaceId);
      return way.link;
    },
    lookNow() {
      for (const way of ways.values()) way.look();
    },
    watch(isInUse) {
      timer ??= setInterval(() => {
        const isWatched = isInUse();
        for (const way of ways.values()) {
          way.heedMachine();
          if (isWatched) way.lookIfQuiet();
        }
      }, watchMs).unref();
    },
    close() {
      if (timer) clearInterval(timer);
      for (const way of ways.values()) way.close();
    },
  };
}
