import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { startOfDay } from '../../shared/domain/dates.ts';
import { chooseEvictions, chooseLinkRead, scopeOfPolicy } from '../../shared/domain/documents.ts';

const documents = fc.array(
  fc.record({
    bytes: fc.integer({ min: 1, max: 1000 }),
    lastUsedAt: fc.integer({ min: 0, max: 50 }),
    isNeeded: fc.boolean(),
  }),
);
const bytesToFree = fc.integer({ min: -100, max: 20_000 });
const bytesOf = (chosen: readonly { bytes: number }[]): number =>
  chosen.reduce((sum, { bytes }) => sum + bytes, 0);

describe('what gives way to the quota', () => {
  it('is never a document that somebody keeps or an unfinished export needs', () => {
    fc.assert(
      fc.property(documents, bytesToFree, (all, missing) => {
        expect(chooseEvictions(all, missing).every(({ isNeeded }) => !isNeeded)).toBe(true);
      }),
    );
  });

  it('frees enough, or everything that may go', () => {
    fc.assert(
      fc.property(documents, bytesToFree, (all, missing) => {
        const chosen = chooseEvictions(all, missing);
        const mayGo = all.filter(({ isNeeded }) => !isNeeded);
        expect(bytesOf(chosen) >= missing || chosen.length === mayGo.length).toBe(true);
      }),
    );
  });

  it('is no more than it takes: without the last one it would not be enough', () => {
    fc.assert(
      fc.property(documents, bytesToFree, (all, missing) => {
        const chosen = chooseEvictions(all, missing);
        if (chosen.length > 0) expect(bytesOf(chosen.slice(0, -1))).toBeLessThan(missing);
      }),
    );
  });

  it('was used before everything that stays and might go', () => {
    fc.assert(
      fc.property(documents, bytesToFree, (all, missing) => {
        const chosen = new Set(chooseEvictions(all, missing));
        const stays = all.filter((document) => !document.isNeeded && !chosen.has(document));
        const newestGone = Math.max(-Infinity, ...[...chosen].map(({ lastUsedAt }) => lastUsedAt));
        for (const { lastUsedAt } of stays) expect(lastUsedAt).toBeGreaterThanOrEqual(newestGone);
      }),
    );
  });

  it('is the same in chunks of the least used as over all of them', () => {
    fc.assert(
      fc.property(
        documents,
        fc.integer({ min: 1, max: 20_000 }),
        fc.integer({ min: 1, max: 7 }),
        (all, missing, size) => {
          const ordered = all.toSorted((left, right) => left.lastUsedAt - right.lastUsedAt);
          const chosen: typeof all = [];
          for (let start = 0; start < ordered.length && bytesOf(chosen) < missing; start += size)
            chosen.push(...chooseEvictions(ordered.slice(start, start + size), missing - bytesOf(chosen)));
          expect(chosen).toEqual(chooseEvictions(all, missing));
        },
      ),
    );
  });
});

describe('the scope of a policy', () => {
  const zone = 'Europe/Amsterdam';
  const newYear = startOfDay('2027-01-01', zone);

  it('is nothing on demand and everything on request', () => {
    expect(scopeOfPolicy('onDemand', newYear, zone)).toBeNull();
    expect(scopeOfPolicy('everything', newYear, zone)).toEqual({ issuedFrom: 0, openToo: true });
  });

  it('begins with the year of the account, which is not over while it still is at UTC', () => {
    expect(scopeOfPolicy('openAndYear', newYear, zone)).toEqual({ issuedFrom: newYear, openToo: true });
    expect(scopeOfPolicy('openAndYear', newYear - 1, zone)?.issuedFrom).toBe(startOfDay('2026-01-01', zone));
    expect(scopeOfPolicy('openAndYear', newYear, 'America/New_York')?.issuedFrom).toBe(
      startOfDay('2026-01-01', 'America/New_York'),
    );
  });
});

describe('the read for a fresh link', () => {
  const day = 86_400;
  const made = (...created: number[]): { created: number }[] => created.map((each) => ({ created: each }));

  it('is a page where several wanted documents lie close together', () => {
    expect(chooseLinkRead(10 * day, made(10 * day, 9 * day, 8 * day))).toBe('page');
  });

  it('is the object where they are far apart, or newer and so not on the page', () => {
    expect(chooseLinkRead(10 * day, made(10 * day, 9 * day, 2 * day))).toBe('object');
    expect(chooseLinkRead(10 * day, made(10 * day, 11 * day, 12 * day))).toBe('object');
    expect(chooseLinkRead(10 * day, made(10 * day))).toBe('object');
  });
});
