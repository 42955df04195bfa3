import { create } from 'fontkit';
import type { FontName } from './fonts.ts';
import { createGlyphTables } from './glyphTables.ts';
import type { GlyphTables } from './glyphTables.ts';

/** One drawn glyph; lengths are thousandths of the font size. */
export interface Glyph {
  readonly gid: number;
  readonly codePoints: readonly number[];
  readonly advance: number;
  readonly dx: number;
  readonly dy: number;
}

/** A parsed font that many documents share. */
export interface FontFace {
  readonly name: FontName;
  readonly postscriptName: string;
  readonly ascent: number;
  readonly descent: number;
  readonly capHeight: number;
  readonly bbox: readonly [number, number, number, number];
  readonly tables: GlyphTables;
  has(codePoint: number): boolean;
  /** Glyphs in reading order for scripts whose letters keep their shape; kerned. */
  layOutLetters(text: string): Glyph[];
  /** Glyphs from left to right for a right-to-left word: joined letters and placed marks. */
  layOutWord(word: string, script: 'arab' | 'hebr'): Glyph[];
}

/** Keeps the cache of shaped words from growing with the number of customers. */
const wordCacheLimit = 5000;

export function createFontFace(name: FontName, bytes: Uint8Array): FontFace {
  const font = create(bytes);
  if (font.unitsPerEm !== 1000) throw new Error(`The font ${name} does not count in thousandths of an em.`);
  const { minX, minY, maxX, maxY } = font.bbox;
  const coverage = new Map<number, boolean>();
  const letters = new Map<number, Glyph>();
  const kerning = new Map<number, number>();
  const words = new Map<string, Glyph[]>();

  const letterOf = (codePoint: number): Glyph => {
    let letter = letters.get(codePoint);
    if (letter === undefined) {
      const glyph = font.glyphForCodePoint(codePoint);
      letter = { gid: glyph.id, codePoints: [codePoint], advance: glyph.advanceWidth, dx: 0, dy: 0 };
      letters.set(codePoint, letter);
    }
    return letter;
  };

  // PERF: full OpenType layout costs 0.3 ms a word; kerning asked once per pair gives the same picture.
  const kerningOf = (left: number, right: number): number => {
    const key = left * 0x110000 + right;
    let kern = kerning.get(key);
    if (kern === undefined) {
      const pair = font.layout(String.fromCodePoint(left, right), { liga: false, clig: false });
      const first = pair.positions[0];
      kern = first === undefined || pair.glyphs.length !== 2 ? 0 : first.xAdvance - letterOf(left).advance;
      kerning.set(key, kern);
    }
    return kern;
  };

  return {
    name,
    postscriptName: font.postscriptName,
    ascent: font.ascent,
    descent: font.descent,
    capHeight: font.capHeight,
    bbox: [minX, minY, maxX, maxY],
    tables: createGlyphTables(bytes),
    has(codePoint) {
      let covered = coverage.get(codePoint);
      if (covered === undefined) {
        covered = font.hasGlyphForCodePoint(codePoint);
        coverage.set(codePoint, covered);
      }
      return covered;
    },
    layOutLetters(text) {
      const glyphs: Glyph[] = [];
      let previous = -1;
      for (const letter of text) {
        const codePoint = letter.codePointAt(0) ?? 0;
        const last = glyphs.at(-1);
        const kern = last === undefined ? 0 : kerningOf(previous, codePoint);
        if (last !== undefined && kern !== 0) {
          glyphs[glyphs.length - 1] = { ...last, advance: last.advance + kern };
        }
        glyphs.push(letterOf(codePoint));
        previous = codePoint;
      }
      return glyphs;
    },
    layOutWord(word, script) {
      const cached = words.get(word);
      if (cached !== undefined) return cached;
      const run = font.layout(word, undefined, script, undefined, 'rtl');
      const glyphs = run.glyphs.map((glyph, index): Glyph => {
        const position = run.positions[index] ?? { xAdvance: glyph.advanceWidth, xOffset: 0, yOffset: 0 };
        return {
          gid: glyph.id,
          codePoints: glyph.codePoints,
          advance: position.xAdvance,
          dx: position.xOffset,
          dy: position.yOffset,
        };
      });
      if (words.size >= wordCacheLimit) words.clear();
      words.set(word, glyphs);
      return glyphs;
    },
  };
}
