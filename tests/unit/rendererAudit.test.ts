import { describe, expect, test } from 'vitest';
import { auditColumns } from '../../renderer/features/audit/auditColumns.ts';
import { describeChanges } from '../../renderer/features/audit/auditWords.ts';
import { createFormat } from '../../renderer/format/useFormat.ts';
import { createI18n } from '../../renderer/i18n/createI18n.ts';

const i18n = createI18n('en');
const words = {
  t: i18n.getFixedT('en', 'audit'),
  tApp: i18n.getFixedT('en', 'app'),
  format: createFormat({ locale: 'en-GB', language: 'en', timeZone: 'UTC' }),
};
const line = (before: Record<string, string | null>, after: Record<string, string | null>) =>
  describeChanges({ before, after }, words);

describe('an entry of the log in one line', () => {
  test('names the field and both values in words', () => {
    expect(line({ city: 'Utrecht' }, { city: 'Amersfoort' })).toBe('City: Utrecht → Amersfoort');
    expect(line({ country: 'NL' }, { country: 'BE' })).toBe('Country: Netherlands → Belgium');
    expect(line({ taxExempt: 'none' }, { taxExempt: 'reverse' })).toMatch(/→ Reverse charge/i);
  });

  test('tells what was added and what was removed', () => {
    expect(line({ phone: null }, { phone: '+31 20 123' })).toBe('Phone: +31 20 123');
    expect(line({ phone: '+31 20 123' }, { phone: null })).toBe('Phone: +31 20 123 removed');
  });

  test('counts what does not fit', () => {
    const before = { name: 'A', city: 'B', line1: 'C', line2: 'D' };
    expect(line(before, { name: 'a', city: 'b', line1: 'c', line2: 'd' })).toBe(
      'Name: A → a · City: B → b · and 2 more',
    );
  });

  test('is empty for an entry without fields, and shows fields that it does not know as they are', () => {
    expect(line({}, {})).toBe('');
    expect(line({}, { inventedLater: 'x' })).toBe('inventedLater: x');
  });
});

test('the log beside an open entry keeps to what tells entries apart', () => {
  const input = { ...words, tUi: i18n.getFixedT('en', 'ui'), byId: () => undefined };
  const ids = (isCompact: boolean) => auditColumns({ ...input, isCompact }).map(({ id }) => id);
  expect(ids(false)).toEqual(['at', 'who', 'account', 'action', 'target', 'changes', 'outcome']);
  expect(ids(true)).toEqual(['at', 'action', 'target', 'outcome']);
});
