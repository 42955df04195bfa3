import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';

import { describe, expect, test } from 'vitest';

// The rules of the house that no tool of `npm run check` knows.

const root = join(import.meta.dirname, '../..');
const CODE = /\.(ts|tsx|mjs|js|cjs|css)$/;

interface SourceFile {
  path: string;
  text: string;
  lines: string[];
}

function readFolder(folder: string): SourceFile[] {
  const entries = readdirSync(join(root, folder), { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile() && CODE.test(entry.name))
    .map((entry) => {
      const file = join(entry.parentPath, entry.name);
      const text = readFileSync(file, 'utf8');
      return {
        path: file.slice(root.length + 1).replaceAll('\\', '/'),
        text,
        lines: text.trimEnd().split('\n'),
      };
    });
}

const shared = readFolder('shared');
const electron = readFolder('electron');
const renderer = readFolder('renderer');
const product = [...shared, ...electron, ...renderer];
const everything = [...product, ...readFolder('tools'), ...readFolder('tests')];

/** Names each line that matches, as an editor opens it. */
function findLines(files: SourceFile[], pattern: RegExp): string[] {
  return files.flatMap(({ path, lines }) =>
    lines.flatMap((line, index) => (pattern.test(line) ? [`${path}:${index + 1}`] : [])),
  );
}

describe('size', () => {
  test('no file is longer than 400 lines', () => {
    expect(
      everything
        .filter(({ lines }) => lines.length > 400)
        .map(({ path, lines }) => `${path}: ${lines.length}`),
    ).toEqual([]);
  });

  test.each([
    ['electron/main.ts', 150],
    ['electron/preload.ts', 40],
    ['renderer/main.tsx', 60],
  ])('%s has at most %i lines', (path, most) => {
    expect(product.find((file) => file.path === path)?.lines.length).toBeLessThanOrEqual(most);
  });
});

describe('names', () => {
  test('nothing is called utils, helpers, manager or common', () => {
    expect(
      everything
        .filter(({ path }) => /(^|\/|[a-z])(utils?|helpers?|managers?|common)(\/|\.|[A-Z])/i.test(path))
        .map(({ path }) => path),
    ).toEqual([]);
  });

  test('files are called after their main export, in camelCase or, for components and classes, in PascalCase', () => {
    const names = product.map(({ path }) => basename(path));
    expect(
      names.filter((name) => !/^(\d{4})?[A-Za-z][A-Za-z0-9]*(\.module)?(\.d)?\.(ts|tsx|css)$/.test(name)),
    ).toEqual([]);
  });
});

describe('money', () => {
  test('only money.ts and format/ know how many decimals a currency has', () => {
    const others = product.filter(
      ({ path }) =>
        !/(^|\/)(money|moneyInput)\.ts$|^renderer\/format\/|^electron\/stripeEmulator\//.test(path),
    );
    expect(
      findLines(
        others,
        /(amount|total|subtotal|price|due|paid|remaining|minor)\w*\s*[/*]\s*100\b|[/*]\s*10\s*\*\*/i,
      ),
    ).toEqual([]);
  });
});

describe('suppressions', () => {
  test('every suppression of a check gives its reason on the same line', () => {
    const suppression = /@ts-(expect-error|ignore|nocheck)|(ox|es)lint-disable/;
    const reason = /@ts-expect-error:? .{10,}|(ox|es)lint-disable\S* .*-- .{10,}/;
    const withoutReason = everything
      .filter(({ path }) => path !== 'tests/contract/house.test.ts')
      .flatMap(({ path, lines }) =>
        lines.flatMap((line, index) =>
          suppression.test(line) && !reason.test(line) ? [`${path}:${index + 1}`] : [],
        ),
      );
    expect(withoutReason).toEqual([]);
  });
});

describe('documentation', () => {
  test('exported functions of the rules and services say in a sentence what they are for', () => {
    const folders = /^(shared\/domain|electron\/(services|stripe|cache|sync|documents))\//;
    const silent = product
      .filter(({ path }) => folders.test(path))
      .flatMap(({ path, lines }) =>
        lines.flatMap((line, index) => {
          const name = /^export (?:async )?function (\w+)/.exec(line)?.[1];
          return name && !/(\*\/|^\/\/.*)$/.test(lines[index - 1] ?? '')
            ? [`${path}:${index + 1} ${name}`]
            : [];
        }),
      );
    expect(silent).toEqual([]);
  });
});

describe('renderer', () => {
  test('it names no origin of its own: app:// in Electron, another one on the stand-in', () => {
    expect(findLines(renderer, /['"`](app|file):\/\/|stand-in\.invalid/)).toEqual([]);
  });
});

describe('Electron', () => {
  /** What each product file imports from electron as a value, and which members of it that file names. */
  const imports = electron.flatMap(({ path, text }) => {
    // Bundle ids and messages hold names that are no code.
    const code = text.replaceAll(/(?<!from )(['"`])(?:\\.|(?!\1).)*\1/g, "''");
    const lists = [...code.matchAll(/import \{([^}]+)\} from 'electron'/g)].map(([, names = '']) =>
      names.split(','),
    );
    const names = lists.flat().map((name) => name.trim());
    return names
      .filter((name) => name !== '' && !name.startsWith('type '))
      .map((name) => {
        const uses = code.matchAll(new RegExp(`(?<![\\w./])${name}\\.(\\w+)`, 'g'));
        return { path, name, members: [...uses].map(([, member]) => member) };
      });
  });

  test('its module is imported in main.ts, preload.ts and platform/ only', () => {
    const elsewhere = imports.filter(
      ({ path }) => !/^electron\/(main\.ts|preload\.ts|platform\/)/.test(path),
    );
    expect(elsewhere).toEqual([]);
    expect(imports.length).toBeGreaterThan(5);
  });

  test('the stand-in has every name of it that the product uses', () => {
    const used = imports
      .filter(({ path }) => path !== 'electron/preload.ts')
      .flatMap(({ name, members }) =>
        members.length > 0 ? members.map((member) => `${name}.${member}`) : [name],
      );
    const script = `
      const electron = await import('electron');
      const missing = ${JSON.stringify([...new Set(used)])}.filter((path) => {
        const [name, member] = path.split('.');
        return !(name in electron) || (member !== undefined && !(member in electron[name]));
      });
      process.stdout.write(JSON.stringify(missing), () => process.exit());`;
    const register = new URL('../../tools/electronStandIn/register.mjs', import.meta.url).href;
    const output = execFileSync(
      process.execPath,
      ['--import', register, '--input-type=module', '-e', script],
      { cwd: root, encoding: 'utf8' },
    );
    expect(JSON.parse(output)).toEqual([]);
  });
});
