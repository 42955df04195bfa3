import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';

const rendererDir = join(import.meta.dirname, '../../renderer');
const sources = readdirSync(rendererDir, { recursive: true, encoding: 'utf8' }).filter((file) =>
  /\.tsx?$/.test(file),
);

/** Files whose source has a line that matches. */
function filesWith(pattern: RegExp): string[] {
  return sources.filter((file) => pattern.test(readFileSync(join(rendererDir, file), 'utf8')));
}

test('schemas are used as types only: zod tries code from text when loaded, which the policy refuses', () => {
  expect(sources.length).toBeGreaterThan(80);
  expect(filesWith(/^import (?!type)[^;]*ipc\/(schemas\/|contract)/m)).toEqual([]);
});

test('the grid is loaded apart from the first chunk', () => {
  expect(filesWith(/^import (?!type)[^;]*from 'ag-grid-community'/m)).toEqual(['ui/createDataGrid.ts']);
  expect(filesWith(/^import (?!type)[^;]*createDataGrid/m)).toEqual([]);
});
