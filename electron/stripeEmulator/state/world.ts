import { keysOf, type KeyHolder } from '../contract/auth.ts';
import { API_VERSION } from '../contract/apiVersion.ts';
import { createIdempotencyStore, type IdempotencyStore, type KeptAnswer } from '../contract/idempotency.ts';
import type { EmulatorOptions } from '../emulatorOptions.ts';
import { createHistory } from '../seeds/history.ts';
import { listAccounts, type Account } from '../seeds/offices.ts';
import { createBooks, type Books } from './books.ts';
import { openJournal, readJournal } from './journal.ts';

/** All accounts in both modes, and what keeps their changes. */
export interface World {
  holders: KeyHolder[];
  documentsUrl: string;
  idempotency: IdempotencyStore;
  /** Seconds now, by the clock that tests can put forward. */
  now(): number;
  /** Puts the clock forward, for all accounts and for good. */
  advance(seconds: number): void;
  close(): void;
}

export function createWorld(
  options: EmulatorOptions,
  documentsUrl: string,
  realSeconds: () => number,
): World {
  let ahead = 0;
  const nowSeconds = (): number => realSeconds() + ahead;
  const lines = options.journalFile === undefined ? [] : readJournal(options.journalFile);
  const journal = openJournal(options.journalFile);
  const all = new Map<string, Books>();

  const open = (account: Account, livemode: boolean): Books => {
    const history = createHistory(account, options.anchor);
    const part = `${account.part}${livemode ? 'L' : 'T'}`;
    const books = createBooks({
      context: { account, history, livemode, part, documentsUrl, start: history.start },
      apiVersion: API_VERSION,
      debitSeconds: options.debitSeconds ?? null,
      now: nowSeconds,
      onChange: (collection, change) => journal.append({ books: part, collection, change }),
    });
    all.set(part, books);
    return books;
  };
  const holders = listAccounts(options).map((account) => ({
    account: keysOf(account),
    test: open(account, false),
    live: open(account, true),
  }));
  const earlier: KeptAnswer[] = [];
  for (const line of lines) {
    if ('answer' in line) {
      earlier.push(line.answer);
      continue;
    }
    if ('ahead' in line) {
      ahead = line.ahead;
      continue;
    }
    const target = all.get(line.books)?.[line.collection] as { restore(change: unknown): void } | undefined;
    target?.restore(line.change);
  }
  const idempotency = createIdempotencyStore({
    nowSeconds,
    earlier,
    keep: (answer) => journal.append({ answer }),
  });
  return {
    holders,
    documentsUrl,
    idempotency,
    now: nowSeconds,
    advance(seconds) {
      ahead += seconds;
      journal.append({ ahead });
    },
    close: journal.close,
  };
}
