import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { createLogger } from '../../electron/logging/createLogger.ts';
import { openRollingFile } from '../../electron/logging/rollingFile.ts';
import { temporaryFolder } from '../builders/openCache.ts';

it('writes lines that hold no key, link or address into a file of the owner alone', () => {
  const directory = join(temporaryFolder(), 'logs');
  const log = createLogger({ directory });
  log.logger.error(
    { err: new Error('refused rk_live_51Secret'), url: 'https://invoice.stripe.com/i/acct_1/live_x' },
    'mail to jan@example.nl failed',
  );
  log.close();
  const [file = ''] = readdirSync(directory);
  const text = readFileSync(join(directory, file), 'utf8');
  expect(JSON.parse(text)).toMatchObject({ msg: 'mail to [e-mail] failed', url: '[link]' });
  expect(text).not.toMatch(/51Secret|example\.nl|live_x/);
  expect(statSync(join(directory, file)).mode & 0o077).toBe(0);
});

it('goes on in a new file when one is full, and keeps the newest over all starts', () => {
  const directory = join(temporaryFolder(), 'logs');
  const options = { directory, name: 'kantoor', fullBytes: 20, keptFiles: 2 };
  for (const word of ['first', 'second', 'third']) {
    const file = openRollingFile(options);
    file.write(`${word} start\n`);
    file.write(`${word} more\n`);
    file.close();
  }
  const kept = readdirSync(directory).toSorted();
  expect(kept).toEqual(['kantoor.2.log', 'kantoor.3.log']);
  expect(kept.map((file) => readFileSync(join(directory, file), 'utf8'))).toEqual([
    'second start\nsecond more\n',
    'third start\nthird more\n',
  ]);
});

it('has every line in its file before the process can end, and writes nothing once it is closed', () => {
  const directory = join(temporaryFolder(), 'logs');
  const file = openRollingFile({ directory, name: 'kantoor', fullBytes: 1000, keptFiles: 2 });
  file.write('one\n');
  expect(readFileSync(join(directory, 'kantoor.1.log'), 'utf8')).toBe('one\n');
  file.close();
  file.write('two\n');
  expect(readFileSync(join(directory, 'kantoor.1.log'), 'utf8')).toBe('one\n');
});
