import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';

/** How much code the app loads, compressed as a package is. */
const renderer = new URL('../../dist/renderer/', import.meta.url);
const main = new URL('../../dist/main/', import.meta.url);

function gzipBytes(folder: URL, files: readonly string[]): number {
  return files.reduce((sum, file) => sum + gzipSync(readFileSync(new URL(file, folder))).length, 0);
}

const page = readFileSync(new URL('index.html', renderer), 'utf8');
const first = [...page.matchAll(/(?:src|href)="[./]*(assets\/[^"]+\.(?:js|css))"/g)].map(
  ([, file = '']) => file,
);
const all = readdirSync(new URL('assets/', renderer)).map((file) => `assets/${file}`);
const code = all.filter((file) => /\.(?:js|css)$/.test(file));
const threads = readdirSync(main).filter((file) => file.endsWith('.js'));
const inKb = (bytes: number): string => `${Math.round(bytes / 1000)} kB gzip`;
const measurements = [
  { what: 'code before the first screen', value: inKb(gzipBytes(renderer, first)), aim: '≤ 400 kB' },
  { what: 'code of all screens', value: inKb(gzipBytes(renderer, code)) },
  { what: 'code of the main process and its threads', value: inKb(gzipBytes(main, threads)) },
];
writeFileSync(process.env['KANTOOR_BENCH_RESULT'] ?? '/dev/stdout', JSON.stringify(measurements));
