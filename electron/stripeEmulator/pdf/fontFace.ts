import { createGlyphTables } from './glyphTables.ts';
import type { GlyphOutline, GlyphTables } from './glyphTables.ts';
import { openFont } from './openFont.ts';
import type { FontkitFont, FontkitGlyph } from './openFont.ts';
import type { FontName, Script } from './fonts.ts';

/** What a font can draw as one piece, and the characters it stands for. The same shape is always the same object. */
export interface GlyphShape extends GlyphOutline {
  readonly codePoints: readonly number[];
}

/** A shape in a line of text; the advance includes kerning, in thousandths of the font size. */
export interface Glyph {
  readonly shape: GlyphShape;
  readonly advance: number;
}

/** A parsed font that many documents share. */
export interface FontFace {
  readonly name: FontName;
  readonly script: Script;
  readonly postscriptName: string;
  readonly ascent: number;
  readonly descent: number;
  readonly capHeight: number;
  readonly bbox: readonly [number, number, number, number];
  readonly tables: GlyphTables;
  has(codePoint: number): boolean;
  /** Glyphs in reading order for scripts whose letters keep their shape; kerned. */
  layOutLetters(text: string): Glyph[];
  /** A letter that is drawn for another one: brackets turn round in right-to-left text. */
  layOutInPlaceOf(letter: string, original: string): Glyph;
  /** Glyphs from left to right for right-to-left words: letters joined, each in one piece with its marks. */
  layOutPhrase(phrase: string): Glyph[];
}

/** Keeps the cache of shaped words from growing with the number of customers. */
const wordCacheLimit = 5000;

export function createFontFace(name: FontName, bytes: Uint8Array): FontFace {
  const font = openFont(bytes);
  if (font.unitsPerEm !== 1000) throw new Error(`The font ${name} does not count in thousandths of an em.`);
  const script = scriptOf(name);
  const { minX, minY, maxX, maxY } = font.bbox;
  const letters = new Map<number, Glyph>();
  const words = new Map<string, Glyph[]>();
  const intern = createShapeStore();
  const kerningOf = createKerning(font);

  const drawAs = (codePoint: number, meaning: number): Glyph => {
    const { id, advanceWidth } = font.glyphForCodePoint(codePoint);
    const parts = [{ gid: id, dx: 0, dy: 0 }];
    return { shape: intern({ parts, width: advanceWidth, codePoints: [meaning] }), advance: advanceWidth };
  };
  const letterOf = (codePoint: number): Glyph => {
    let letter = letters.get(codePoint);
    if (letter === undefined) {
      letter = drawAs(codePoint, codePoint);
      letters.set(codePoint, letter);
    }
    return letter;
  };
  const layOutWord = (word: string): Glyph[] => {
    let glyphs = words.get(word);
    if (glyphs === undefined) {
      glyphs = joinMarks(word, font, script).map((shape) => ({ shape: intern(shape), advance: shape.width }));
      if (words.size >= wordCacheLimit) words.clear();
      words.set(word, glyphs);
    }
    return glyphs;
  };

  return {
    name,
    script,
    postscriptName: font.postscriptName,
    ascent: font.ascent,
    descent: font.descent,
    capHeight: font.capHeight,
    bbox: [minX, minY, maxX, maxY],
    tables: createGlyphTables(bytes),
    has: (codePoint) => font.hasGlyphForCodePoint(codePoint),
    layOutLetters(text) {
      const codePoints = toCodePoints(text);
      return codePoints.map((codePoint, index) => {
        const letter = letterOf(codePoint);
        const next = codePoints[index + 1];
        const kern = next === undefined ? 0 : kerningOf(codePoint, next);
        return kern === 0 ? letter : { shape: letter.shape, advance: letter.advance + kern };
      });
    },
    layOutInPlaceOf: (letter, original) => drawAs(letter.codePointAt(0) ?? 0, original.codePointAt(0) ?? 0),
    layOutPhrase: (phrase) =>
      phrase
        .split(' ')
        .toReversed()
        .flatMap((word, index) => [...(index === 0 ? [] : [letterOf(0x20)]), ...layOutWord(word)]),
  };
}

function scriptOf(name: FontName): Script {
  if (name.startsWith('arab')) return 'arab';
  return name.startsWith('hebr') ? 'hebr' : 'latn';
}

function toCodePoints(text: string): number[] {
  return Array.from(text, (letter) => letter.codePointAt(0) ?? 0);
}

function createShapeStore(): (shape: GlyphShape) => GlyphShape {
  const shapes = new Map<string, GlyphShape>();
  return (shape) => {
    const key = JSON.stringify([shape.parts, shape.width, shape.codePoints]);
    const known = shapes.get(key);
    if (known === undefined) shapes.set(key, shape);
    return known ?? shape;
  };
}

/** PERF: full OpenType layout costs 0.3 ms a word; kerning asked once per pair of letters gives the same picture. */
function createKerning(font: FontkitFont): (left: number, right: number) => number {
  const pairs = new Map<number, number>();
  return (left, right) => {
    const key = left * 0x110000 + right;
    let kern = pairs.get(key);
    if (kern === undefined) {
      const { glyphs, positions } = font.layout(String.fromCodePoint(left, right), {
        liga: false,
        clig: false,
      });
      const [first] = glyphs;
      const [place] = positions;
      kern = glyphs.length !== 2 || !first || !place ? 0 : place.xAdvance - first.advanceWidth;
      pairs.set(key, kern);
    }
    return kern;
  };
}

/**
 * Shapes a right-to-left word, from left to right. What stands on a letter without moving the pen (dots, vowels)
 * becomes one piece with it: text that is copied or searched then has letters only.
 */
function joinMarks(word: string, font: FontkitFont, script: Script): GlyphShape[] {
  const { glyphs, positions } = font.layout(word, undefined, script, undefined, 'rtl');
  const letters = toLetters(word, glyphs);
  const shapes: GlyphShape[] = [];
  let parts: GlyphOutline['parts'] = [];
  let codePoints: readonly number[] = [];
  glyphs.forEach(({ id, advanceWidth }, index) => {
    const { xAdvance, xOffset, yOffset } = positions[index] ?? {
      xAdvance: advanceWidth,
      xOffset: 0,
      yOffset: 0,
    };
    parts = [...parts, { gid: id, dx: Math.round(xOffset), dy: Math.round(yOffset) }];
    codePoints = [...(letters[index] ?? []), ...codePoints];
    if (xAdvance === 0 && index < glyphs.length - 1) return;
    shapes.push({ parts, width: Math.round(xAdvance), codePoints });
    parts = [];
    codePoints = [];
  });
  return shapes;
}

/**
 * The letters that each glyph of a right-to-left word stands for. fontkit tells how many they are, but remembers
 * which ones from the first word that drew the shape: ب and ت share one and differ in their dots only.
 */
function toLetters(word: string, glyphs: readonly FontkitGlyph[]): (readonly number[])[] {
  const codePoints = toCodePoints(word);
  return glyphs
    .toReversed()
    .map((glyph) => codePoints.splice(0, glyph.codePoints.length))
    .toReversed();
}
