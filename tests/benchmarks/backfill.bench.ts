import { writeFileSync } from 'node:fs';
import type { Fetch } from '../../electron/stripe/stripeTransport.ts';
import { measureBackfill, type BackfillMeasured } from './measureBackfill.ts';

/** Reads sample offices without limits, then one at the rate that its server allows. */
const office = { seed: 1, anchor: '2026-11-20' };
const sizes = [
  { size: 'M', accounts: 4 },
  { size: 'L', accounts: 10 },
] as const;

interface Row {
  what: string;
  size: string;
  value: string;
  aim?: string;
}

const whole = (value: number): string => Math.round(value).toLocaleString('en');

function rowsOf(size: string, measured: BackfillMeasured): Row[] {
  const { invoices, fetched, seconds, cpu } = measured;
  const microseconds = (ofThread: number): string => `${((ofThread * 1e6) / invoices).toFixed(0)} µs`;
  const rest = cpu.all - cpu.main - cpu.emulator;
  return [
    {
      what: 'backfill, invoices in the cache',
      size,
      value: `${whole(invoices / seconds)} /s`,
      aim: '≥ 15,000 /s',
    },
    { what: 'backfill, objects of all kinds', size, value: `${whole(fetched / seconds)} /s` },
    { what: 'backfill, whole office', size, value: `${seconds.toFixed(1)} s` },
    { what: 'backfill, CPU per invoice, all threads', size, value: microseconds(cpu.all) },
    { what: '· main thread', size, value: microseconds(cpu.main) },
    { what: '· emulator', size, value: microseconds(cpu.emulator) },
    { what: '· cache, garbage collection', size, value: microseconds(rest) },
    {
      what: 'backfill, bytes per invoice',
      size,
      value: whole(measured.fileBytes / invoices),
      aim: '≤ 2,000',
    },
    {
      what: 'connect to first open invoices',
      size,
      value: `${whole(measured.openAfterMs)} ms`,
      aim: '≤ 2,000 ms',
    },
    {
      what: 'backfill, longest block of the main thread, wall · CPU',
      size,
      value: `${whole(measured.longestBlock.wallMs)} ms · ${whole(measured.longestBlock.cpuMs)} ms`,
      aim: '≤ 50 ms',
    },
    { what: 'backfill, most memory in main', size, value: `${whole(measured.peakBytes / 1e6)} MB` },
  ];
}

const perSecond = 25;

/** Reads history as fast as the server allows and counts what it gave and what it refused. */
async function rowsAtRate(): Promise<Row[]> {
  const asked: { atMs: number; status: number }[] = [];
  const watched: Fetch = async (url, init) => {
    const atMs = performance.now();
    const response = await fetch(url, init);
    const { pathname, searchParams } = new URL(url);
    if (pathname === '/v1/invoices' && searchParams.has('created[gte]'))
      asked.push({ atMs, status: response.status });
    return response;
  };
  await measureBackfill({
    office: { ...office, size: 'M', accounts: 1, rate: perSecond },
    rate: perSecond,
    fetch: watched,
  });
  const firstMs = Math.min(...asked.map(({ atMs }) => atMs));
  const lastMs = Math.max(...asked.map(({ atMs }) => atMs));
  const taken = asked.filter(({ status }) => status === 200).length;
  const refused = asked.filter(({ atMs, status }) => status === 429 && atMs - firstMs > 1000).length;
  const share = ((taken - 1) * 1000) / (lastMs - firstMs) / perSecond;
  const size = `M, ${whole(taken)} pages`;
  return [
    {
      what: `backfill at ${perSecond} requests a second, share of that rate`,
      size,
      value: `${(share * 100).toFixed(1)} %`,
      aim: '≥ 97 %',
    },
    { what: `· refused after the first second`, size, value: String(refused), aim: '0' },
  ];
}

const rows: Row[] = [];
for (const { size, accounts } of sizes)
  rows.push(
    ...rowsOf(
      `${size}, ${accounts} accounts`,
      await measureBackfill({ office: { ...office, size, accounts } }),
    ),
  );
rows.push(...(await rowsAtRate()));
const resultFile = process.env['KANTOOR_BENCH_RESULT'];
if (resultFile === undefined) process.stdout.write(`${JSON.stringify(rows, null, 2)}\n`);
else writeFileSync(resultFile, JSON.stringify(rows));
