import { writeFileSync } from 'node:fs';
import { measureKeystrokes } from './measureKeystrokes.ts';
import { measurePreviews } from './measurePreviews.ts';
import {
  measureStart,
  openCustomers,
  readMemoryBytes,
  startRows,
  waitForRows,
  type StartMeasured,
} from './measureStart.ts';
import { quantile, type Measurement } from './measurement.ts';
import { createOfficeProfile, openEmptyProfile } from './officeProfile.ts';

/** What a person waits for at the window: its start, an answer while typing, a page of a document. */
const offices = [
  { size: 'S', accounts: 1 },
  { size: 'M', accounts: 4 },
  { size: 'L', accounts: 10 },
].filter(({ size }) => (process.env['KANTOOR_BENCH_SIZE'] ?? 'SML').includes(size));
const starts = 5;

/** What people type when a restaurant calls: names, places, a number, nothing that exists. Enough for a 95th percentile. */
const typedWords =
  `bistro, trattoria rom, muller, amsterdam, info+4, oslo, zzz, utrecht, nl12, cafe, osteria, berlin, sushi,
  pizza, brasserie, rotterdam, wien, hotel, grand, la casa, de kade, bakker, madrid, lisboa, gent, lyon, milano, praha`
    .split(',')
    .map((word) => word.trim());

const inMs = (value: number): string => `${Math.round(value)} ms`;

async function measureOffice(size: string, accounts: number): Promise<Measurement[]> {
  const profile = await createOfficeProfile(size, accounts);
  try {
    const measuredStarts: StartMeasured[] = [];
    for (let run = 0; run < starts; run += 1) measuredStarts.push(await measureStart(profile));
    const app = await profile.open();
    await openCustomers(app.page);
    const keysMs = await measureKeystrokes(app.page, 'customers.list', typedWords);
    const previewsMs = await measurePreviews(app.page);
    const memoryBytes = readMemoryBytes(app.pid);
    await app.stop();
    const officeName = `${size}, ${accounts} ${accounts === 1 ? 'account' : 'accounts'}`;
    const of = (what: string, value: string, aim?: string): Measurement => ({
      what,
      size: officeName,
      value,
      ...(aim === undefined ? {} : { aim }),
    });
    return [
      ...startRows(officeName, measuredStarts),
      of(
        `keystroke to painted result, median · p95 of ${keysMs.length}`,
        `${inMs(quantile(keysMs, 0.5))} · ${inMs(quantile(keysMs, 0.95))}`,
        'p95 ≤ 50 ms',
      ),
      of(
        'click to first page of a stored document, median · p95',
        `${inMs(quantile(previewsMs, 0.5))} · ${inMs(quantile(previewsMs, 0.95))}`,
        '≤ 300 ms',
      ),
      of('main process with sample office in use, resident', `${Math.round(memoryBytes / 1e6)} MB`),
    ];
  } finally {
    profile.remove();
  }
}

/** From the sample door of an empty profile to open invoices on the screen. */
async function measureConnect(): Promise<Measurement> {
  const { app, remove } = await openEmptyProfile();
  const door = app.page.getByRole('button', { name: 'Open the sample office' });
  await door.waitFor();
  const startedMs = performance.now();
  await door.click();
  await app.page.getByRole('link', { name: 'Invoices' }).click();
  await waitForRows(app.page);
  const elapsedMs = performance.now() - startedMs;
  await app.stop();
  remove();
  return { what: 'connect to open invoices on the screen', size: 'S, 3 accounts', value: inMs(elapsedMs) };
}

const measurements = [await measureConnect()];
for (const { size, accounts } of offices) measurements.push(...(await measureOffice(size, accounts)));
writeFileSync(process.env['KANTOOR_BENCH_RESULT'] ?? '/dev/stdout', JSON.stringify(measurements));
