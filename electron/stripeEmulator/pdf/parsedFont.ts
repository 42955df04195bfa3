// @ts-expect-error -- the package ships no types; what we use of it is declared below.
import { create } from 'fontkit';
import type { FontName, Script } from './fonts.ts';

interface FontkitGlyph {
  readonly id: number;
  readonly codePoints: readonly number[];
}

interface FontkitRun {
  glyphs: FontkitGlyph[];
  readonly advanceWidth: number;
}

interface FontkitSubset {
  readonly glyphs: number[];
  readonly mapping: Record<number, number>;
}

/** The part of fontkit's font that the documents and pdfkit use. */
interface FontkitFont {
  readonly unitsPerEm: number;
  hasGlyphForCodePoint(codePoint: number): boolean;
  layout(text: string): FontkitRun;
  createSubset(): FontkitSubset;
}

/**
 * A font that is parsed once and shared by all documents.
 * PERF: pdfkit takes a parsed font as it is; when it parses the file itself a page costs 60 ms instead of a few.
 */
export interface ParsedFont {
  readonly script: Script;
  /** What pdfkit's `font()` takes. */
  readonly source: FontkitFont;
  has(codePoint: number): boolean;
  /** Width of a text without a line break, in thousandths of the font size. */
  widthOf(text: string): number;
}

/** Keeps the cache of shaped words from growing with the number of customers. */
const wordCacheLimit = 5000;

const openFont: (bytes: Uint8Array) => FontkitFont = create;

export function parseFont(name: FontName, bytes: Uint8Array): ParsedFont {
  const font = openFont(bytes);
  if (font.unitsPerEm !== 1000) throw new Error(`The font ${name} does not count in thousandths of an em.`);
  const script = scriptOf(name);
  const words = new Map<string, FontkitRun>();
  const shape = script === 'latn' ? font.layout.bind(font) : createLetterKeeper(font);
  const layout = (word: string): FontkitRun => {
    let run = words.get(word);
    if (run === undefined) {
      run = shape(word);
      if (words.size >= wordCacheLimit) words.clear();
      words.set(word, run);
    }
    return run;
  };
  const createSubset = script === 'latn' ? font.createSubset.bind(font) : () => keepLettersApart(font);
  return {
    script,
    source: Object.create(font, { layout: { value: layout }, createSubset: { value: createSubset } }),
    has: (codePoint) => font.hasGlyphForCodePoint(codePoint),
    // Word by word, as pdfkit lays text out: a space belongs to the word before it.
    widthOf: (text) => text.split(/(?<= )/u).reduce((width, word) => width + layout(word).advanceWidth, 0),
  };
}

function scriptOf(name: FontName): Script {
  if (name.startsWith('arab')) return 'arab';
  return name.startsWith('hebr') ? 'hebr' : 'latn';
}

/** Numbers of a font's own glyphs end here; the numbers of letters that share a glyph go on above. */
const glyphNumbers = 0x10000;

/** What a dot or vowel that is drawn on its letter is copied as: a format character that readers leave out. */
const partOfLetter = 0x200d;

/**
 * Lays out right-to-left words so that copied text keeps its letters. fontkit remembers the letter of the first word
 * that drew a glyph, and ب and ت share one and differ in their dots only: here each letter has a number of its own.
 */
function createLetterKeeper(font: FontkitFont): (word: string) => FontkitRun {
  const numbers = new Map<string, number>();
  return (word) => {
    const run = font.layout(word);
    const letters = Array.from(word, (letter) => letter.codePointAt(0) ?? 0);
    run.glyphs = run.glyphs
      .toReversed()
      .map((glyph): FontkitGlyph => {
        const own = letters.splice(0, glyph.codePoints.length);
        const codePoints = own.length === 0 ? [partOfLetter] : own;
        const key = `${glyph.id} ${codePoints.join(' ')}`;
        const number = numbers.get(key) ?? numbers.size + 1;
        numbers.set(key, number);
        return Object.create(glyph, {
          id: { value: glyph.id + number * glyphNumbers },
          codePoints: { value: codePoints },
        });
      })
      .toReversed();
    return run;
  };
}

/** A subset that holds a glyph once for each letter that it stands for. */
function keepLettersApart(font: FontkitFont): FontkitSubset {
  const subset = font.createSubset();
  const includeGlyph = (number: number): number =>
    (subset.mapping[number] ??= subset.glyphs.push(number % glyphNumbers) - 1);
  return Object.assign(subset, { includeGlyph });
}
