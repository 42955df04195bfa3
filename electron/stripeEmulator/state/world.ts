import { keysOf, type KeyHolder } from '../contract/auth.ts';
import { API_VERSION } from '../contract/apiVersion.ts';
import type { EmulatorOptions } from '../emulatorOptions.ts';
import { createHistory } from '../seeds/history.ts';
import { listAccounts, type Account } from '../seeds/offices.ts';
import { createBooks, type Books } from './books.ts';
import { openJournal, readJournal } from './journal.ts';

/** All accounts in both modes, and what keeps their changes. */
export interface World {
  holders: KeyHolder[];
  books: ReadonlyMap<string, Books>;
  nowSeconds(): number;
  close(): void;
}

export function createWorld(options: EmulatorOptions, documentsUrl: string, nowSeconds: () => number): World {
  const lines = options.journalFile === undefined ? [] : readJournal(options.journalFile);
  const journal = openJournal(options.journalFile);
  const all = new Map<string, Books>();

  const open = (account: Account, livemode: boolean): Books => {
    const history = createHistory(account, options.anchor);
    const part = `${account.part}${livemode ? 'L' : 'T'}`;
    const books = createBooks({
      context: { account, history, livemode, part, documentsUrl, start: history.start },
      apiVersion: API_VERSION,
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
  for (const { books, collection, change } of lines) {
    const target = all.get(books)?.[collection] as { restore(change: unknown): void } | undefined;
    target?.restore(change);
  }
  return { holders, books: all, nowSeconds, close: journal.close };
}
