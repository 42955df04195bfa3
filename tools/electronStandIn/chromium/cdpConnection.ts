import { EventEmitter } from 'node:events';
import type { Readable, Writable } from 'node:stream';

export type CdpParams = Record<string, unknown>;
type Json = ReturnType<typeof JSON.parse>;

/**
 * Speaks the Chrome DevTools Protocol over Chromium's debugging pipe (JSON messages ended by a zero byte).
 * A pipe rather than a port: any local process could drive the window through a port.
 */
export class CdpConnection extends EventEmitter<{ closed: [] }> {
  private readonly input: Writable;
  private readonly pending = new Map<
    number,
    { method: string; resolve(result: Json): void; reject(error: Error): void }
  >();
  private readonly sessions = new Map<string, CdpSession>();
  private messageCount = 0;
  private isClosed = false;

  constructor(input: Writable, output: Readable) {
    super();
    this.input = input;
    let unread: Buffer[] = [];
    output.on('data', (chunk: Buffer) => {
      let start = 0;
      for (let end = chunk.indexOf(0); end !== -1; end = chunk.indexOf(0, start)) {
        unread.push(chunk.subarray(start, end));
        const text = Buffer.concat(unread).toString('utf8');
        unread = [];
        start = end + 1;
        this.receive(JSON.parse(text));
      }
      if (start < chunk.length) unread.push(chunk.subarray(start));
    });
    output.on('close', () => this.close());
    output.on('error', () => this.close());
    input.on('error', () => this.close());
    this.session('');
  }

  /** The session of the browser itself. */
  get browser(): CdpSession {
    return this.session('');
  }

  session(id: string): CdpSession {
    const known = this.sessions.get(id);
    if (known) return known;
    const session = new CdpSession(this, id);
    this.sessions.set(id, session);
    return session;
  }

  send(sessionId: string, method: string, params: CdpParams): Promise<Json> {
    if (this.isClosed) return Promise.reject(new Error(`Chromium is gone (${method}).`));
    const id = ++this.messageCount;
    const message = sessionId ? { id, sessionId, method, params } : { id, method, params };
    return new Promise((resolve, reject) => {
      this.pending.set(id, { method, resolve, reject });
      this.input.write(`${JSON.stringify(message)}\0`);
    });
  }

  private receive(message: Json): void {
    if (message.id === undefined) {
      if (message.method === 'Target.detachedFromTarget') this.sessions.delete(message.params.sessionId);
      this.sessions.get(message.sessionId ?? '')?.emit(message.method, message.params);
      return;
    }
    const call = this.pending.get(message.id);
    this.pending.delete(message.id);
    if (message.error) call?.reject(new Error(`${call.method}: ${message.error.message}`));
    else call?.resolve(message.result);
  }

  private close(): void {
    if (this.isClosed) return;
    this.isClosed = true;
    for (const { method, reject } of this.pending.values())
      reject(new Error(`Chromium is gone (${method}).`));
    this.pending.clear();
    this.emit('closed');
  }
}

/** One attached target (page, worker or the browser). Emits the protocol's events by their names. */
export class CdpSession extends EventEmitter {
  readonly id: string;
  private readonly connection: CdpConnection;

  constructor(connection: CdpConnection, id: string) {
    super();
    this.connection = connection;
    this.id = id;
    this.setMaxListeners(0);
  }

  send(method: string, params: CdpParams = {}): Promise<Json> {
    return this.connection.send(this.id, method, params);
  }

  /** Sends what may find its target gone already, which is no trouble. */
  post(method: string, params: CdpParams = {}): void {
    this.send(method, params).catch(() => undefined);
  }

  child(sessionId: string): CdpSession {
    return this.connection.session(sessionId);
  }
}
