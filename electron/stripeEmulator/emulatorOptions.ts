export type Tier = 'S' | 'M' | 'L' | 'XL';

/** `lock` meets writes only: another process holds the object (429 lock_timeout). */
export type FaultKind =
  | '429'
  | '429-retry'
  | '500'
  | 'slow'
  | 'truncated'
  | 'timeout'
  | 'offline'
  | '403'
  | 'lock';

/** One kind of trouble and the share of API requests that meets it. */
export interface Fault {
  kind: FaultKind;
  percent: number;
  /** Only requests whose address contains this, such as /pay; absent = all. */
  path?: string;
  /** Gone after it was met so often; absent = never. */
  times?: number;
}

export interface EmulatorOptions {
  /** 0 (the default) takes a free port. */
  port?: number;
  size: Tier;
  /** How many Stripe accounts share the tier's customers and invoices. */
  accounts: number;
  seed: number;
  /** The day on which the 36 months of history end, YYYY-MM-DD. */
  anchor: string;
  /** Writes are appended here as JSON lines and survive a restart; absent = kept in memory only. */
  journalFile?: string;
  /** Requests per second and endpoint before Stripe's 429 answers; absent = no limit. */
  rate?: number;
  faults?: Fault[];
  /** Seconds until an asynchronous VAT check reports; Stripe takes seconds, tests take 0. */
  verificationDelaySeconds?: number;
  /** Seconds until a direct debit collected here clears or comes back; absent = days, as banks take. */
  debitSeconds?: number;
}

interface RestrictedKey {
  key: string;
  permissions: string[];
}

export interface EmulatedAccount {
  id: string;
  name: string;
  country: string;
  /** The key that the sample office connects with: live for the account shown as LIVE. */
  sampleKey: string;
  key: string;
  liveKey: string;
  restrictedKeys: RestrictedKey[];
}

export interface RunningEmulator {
  /** Origin of the API, http://127.0.0.1:PORT. */
  url: string;
  /** Second origin: invoice PDFs and hosted pages, without authentication. */
  documentsUrl: string;
  accounts: EmulatedAccount[];
  setFaults(faults: Fault[]): Promise<void>;
  /** Offline drops every connection, as a pulled network cable does. */
  setOffline(offline: boolean): Promise<void>;
  close(): Promise<void>;
}
