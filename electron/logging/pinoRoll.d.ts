/** The used part of pino-roll 4, which ships without types. */
declare module 'pino-roll' {
  import type { EventEmitter } from 'node:events';

  interface RollingFile extends EventEmitter {
    write(line: string): boolean;
    end(): void;
  }

  interface RollOptions {
    file: string;
    extension?: string;
    /** E.g. `5m`: megabytes until the next file. */
    size?: string;
    /** Older files that are kept. */
    limit?: { count: number };
    mkdir?: boolean;
    mode?: number;
  }

  export default function roll(options: RollOptions): Promise<RollingFile>;
}
