import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import fc from 'fast-check';
import { describe, expect, it, onTestFinished } from 'vitest';
import { writeManifestCsv } from '../../electron/documents/exportManifest.ts';
import { runLimited } from '../../electron/documents/runLimited.ts';
import { createNameRegister, toSafeFileName } from '../../electron/documents/safeFileName.ts';
import { toFileError } from '../../electron/documents/toFileError.ts';
import { removeUnfinishedFiles, writeWholeFile } from '../../electron/documents/writeWholeFile.ts';
import type { ExportItem } from '../../electron/workspaceDatabase/workspaceDatabaseApi.ts';
import { findNumberGaps, sumExport } from '../../shared/domain/exports.ts';
import {
  fillNameTemplate,
  findUnknownTokens,
  nameTokens,
  type NameValues,
} from '../../shared/domain/fileNames.ts';

const values = Object.fromEntries(nameTokens.map((token) => [token, `<${token}>`])) as NameValues;

describe('gaps in numbering', () => {
  it('are the numbers between the lowest and highest of a prefix that do not exist', () => {
    expect(findNumberGaps(['A-0001', 'A-0004', 'B-07'], [])).toEqual(['A-0002', 'A-0003']);
  });

  it('are not numbers that a filter left out or that lie outside the period', () => {
    expect(findNumberGaps(['A-0002', 'A-0005'], ['A-0001', 'A-0003', 'A-0004', 'A-0009'])).toEqual([]);
  });

  it('of many numbers are told as a range', () => {
    expect(findNumberGaps(['A-0001', 'A-0900'], [])).toEqual(['A-0002 … A-0899']);
  });

  it('are found wherever one number is taken out of a sequence', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 5000 }),
        fc.integer({ min: 3, max: 60 }),
        fc.nat(),
        (first, length, at) => {
          const numbers = Array.from({ length }, (_, index) => `K-${String(first + index).padStart(6, '0')}`);
          const [missing] = numbers.splice(1 + (at % (length - 2)), 1);
          expect(findNumberGaps(numbers, numbers)).toEqual([missing]);
        },
      ),
    );
  });
});

describe('totals of an export', () => {
  it('are per currency, with credit notes negative and receipts not counted', () => {
    expect(
      sumExport([
        { kind: 'invoice', currency: 'eur', total: 1000 },
        { kind: 'creditNote', currency: 'eur', total: -300 },
        { kind: 'receipt', currency: 'eur', total: 1000 },
        { kind: 'invoice', currency: 'chf', total: 50 },
      ]),
    ).toEqual([
      { currency: 'chf', count: 1, total: 50 },
      { currency: 'eur', count: 2, total: 700 },
    ]);
  });
});

describe('a file-name template', () => {
  it('is filled word by word and ends in .pdf', () => {
    expect(fillNameTemplate('{date}_{number}', values)).toEqual(['<date>_<number>.pdf']);
    expect(fillNameTemplate('{id}.PDF', values)).toEqual(['<id>.PDF']);
  });

  it('makes folders of its own slashes only', () => {
    const sly = { ...values, customer: '../../etc/passwd' };
    expect(fillNameTemplate('{year}/{customer}.pdf', sly)).toEqual(['<year>', '../../etc/passwd.pdf']);
    expect(toSafeFileName('../../etc/passwd.pdf')).not.toMatch(/[/\\]|^\./);
  });

  it('tells unknown words', () => {
    expect(findUnknownTokens('{date}_{custmer}_{}')).toEqual(['custmer', '']);
  });
});

describe('a safe file name', () => {
  it.each([
    ['CON.pdf', 'CON_.pdf'],
    ['lpt1.pdf', 'lpt1_.pdf'],
    ['a/b\\c:d*e?f"g<h>i|j.pdf', 'a_b_c_d_e_f_g_h_i_j.pdf'],
    ['trailing. .pdf', 'trailing.pdf'],
    ['.hidden.pdf', '_hidden.pdf'],
    ['rtl\u202Efdp.pdf', 'rtl_fdp.pdf'],
  ])('of %j is %j', (name, safe) => {
    expect(toSafeFileName(name)).toBe(safe);
  });

  it('is one that Windows, macOS and Linux all take, whatever a customer is called', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 400 }), (name) => {
        const safe = toSafeFileName(`${name}.pdf`);
        expect(safe).not.toMatch(/[<>:"/\\|?*\p{Cc}\u202A-\u202E]/u);
        expect(safe).not.toMatch(/^(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|$)/i);
        expect(safe).not.toMatch(/^[. ]|[. ]$/);
        expect(Buffer.byteLength(safe)).toBeLessThanOrEqual(210);
        expect(safe.endsWith('.pdf')).toBe(true);
        expect(toSafeFileName(safe)).toBe(safe);
      }),
    );
  });

  it('is given once, regardless of case and of how accents are composed', () => {
    const names = createNameRegister(['Café.pdf']);
    expect(names.claim('CAFE\u0301.pdf')).toBe('CAFE\u0301_2.pdf');
    expect(names.claim('café.pdf')).toBe('café_3.pdf');
  });

  it('stays different for every document of a template that names them all alike', () => {
    const names = createNameRegister(['same_3.pdf']);
    const claimed = Array.from({ length: 30_000 }, () => names.claim('same.pdf'));
    expect(new Set(claimed).size).toBe(30_000);
    expect(claimed.slice(0, 3)).toEqual(['same.pdf', 'same_2.pdf', 'same_4.pdf']);
  });
});

describe('a file that is written whole', () => {
  function folder(): string {
    const made = fs.mkdtempSync(path.join(os.tmpdir(), 'kantoor-'));
    onTestFinished(() => fs.rmSync(made, { recursive: true, force: true }));
    return made;
  }

  it('never replaces an existing one unless told to', async () => {
    const file = path.join(folder(), 'a');
    await writeWholeFile(file, 'first', { existing: 'refuse' });
    await expect(writeWholeFile(file, 'second', { existing: 'refuse' })).rejects.toMatchObject({
      code: 'path_exists',
    });
    expect(fs.readFileSync(file, 'utf8')).toBe('first');
    await writeWholeFile(file, 'third', { existing: 'replace' });
    expect(fs.readFileSync(file, 'utf8')).toBe('third');
    expect(fs.readdirSync(path.dirname(file))).toEqual(['a']);
  });

  it('leaves no unfinished file of a killed process behind', async () => {
    const place = folder();
    fs.writeFileSync(path.join(place, '.kantoor-01234567-89ab-4cde-8f01-23456789abcd.part'), 'half');
    fs.writeFileSync(path.join(place, 'mine.part'), 'keep');
    await removeUnfinishedFiles(place);
    expect(fs.readdirSync(place)).toEqual(['mine.part']);
  });

  it.each([
    ['ENOSPC', 'disk_full'],
    ['EDQUOT', 'disk_full'],
    ['EACCES', 'path_not_writable'],
    ['EROFS', 'path_not_writable'],
    ['ENAMETOOLONG', 'path_too_long'],
    ['EEXIST', 'path_exists'],
  ])('tells %s as %s', (code, told) => {
    expect(toFileError(Object.assign(new Error(code), { code }), '/somewhere/a.pdf').code).toBe(told);
  });
});

describe('the manifest', () => {
  it("quotes what needs quoting and never lets Excel run a customer's name", () => {
    const item: ExportItem = {
      batchId: 'b',
      position: 0,
      workspaceId: 'w',
      kind: 'invoice',
      objectId: 'in_1',
      manifest: { kind: 'invoice', customer_name: '=HYPERLINK("x","y")', total: -5, total_decimal: '-0.05' },
      file: 'a, b.pdf',
      sha256: 'f'.repeat(64),
      bytes: 1,
      fetchedAt: 1,
      failure: null,
    };
    const failed = { ...item, sha256: null };
    const lines = writeManifestCsv([item, failed]).trimEnd().split('\r\n');
    expect(lines).toHaveLength(2);
    expect(lines[1]).toContain('"a, b.pdf"');
    expect(lines[1]).toContain(`"'=HYPERLINK(""x"",""y"")"`);
    expect(lines[1]).toContain(',-5,');
    expect(lines[1]).toContain(',-0.05,');
  });
});

describe('running a few at a time', () => {
  it('keeps to the limit, does everything, and stops at the first failure', async () => {
    let running = 0;
    let most = 0;
    const seen: number[] = [];
    const task = async (item: number): Promise<void> => {
      running += 1;
      most = Math.max(most, running);
      await Promise.resolve();
      running -= 1;
      seen.push(item);
      if (item === 50) throw new Error('fifty');
    };
    await runLimited([1, 2, 3, 4, 5, 6, 7], 3, task);
    expect([most, seen.length]).toEqual([3, 7]);
    const many = Array.from({ length: 1000 }, (_, index) => index);
    await expect(runLimited(many, 3, task)).rejects.toThrow('fifty');
    expect(seen.length).toBeLessThan(100);
  });
});
