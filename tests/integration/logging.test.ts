import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { createLogger } from '../../electron/logging/createLogger.ts';
import { temporaryFolder } from '../builders/openCache.ts';

it('writes lines that hold no key, link or address into a file of the owner alone', async () => {
  const directory = join(temporaryFolder(), 'logs');
  const log = createLogger({ directory });
  log.logger.error(
    { err: new Error('refused rk_live_51Secret'), url: 'https://invoice.stripe.com/i/acct_1/live_x' },
    'mail to jan@example.nl failed',
  );
  await log.close();
  const [file = ''] = readdirSync(directory);
  const text = readFileSync(join(directory, file), 'utf8');
  expect(JSON.parse(text)).toMatchObject({ msg: 'mail to [e-mail] failed', url: '[link]' });
  expect(text).not.toMatch(/51Secret|example\.nl|live_x/);
  expect(statSync(join(directory, file)).mode & 0o077).toBe(0);
});

it('goes on in a new file when one is full, and keeps the newest over all starts', async () => {
  const directory = join(temporaryFolder(), 'logs');
  for (let start = 1; start <= 8; start += 1) {
    const log = createLogger({ directory, size: '100B' });
    log.logger.info({ start, filling: '-'.repeat(100) }, 'starts');
    await log.close();
  }
  const kept = readdirSync(directory)
    .toSorted()
    .map((name) => readFileSync(join(directory, name), 'utf8'));
  const starts = kept.flatMap((text) => [...text.matchAll(/"start":(\d)/g)].map((match) => match[1]));
  expect(kept).toHaveLength(5);
  expect(new Set(starts)).toEqual(new Set(['5', '6', '7', '8']));
});
