import createBidi from 'bidi-js';
import { createFontFace } from './fontFace.ts';
import type { FontFace, Glyph } from './fontFace.ts';
import type { FontName, FontWeight, ReadFont } from './fonts.ts';

export type Direction = 'ltr' | 'rtl';

/** Direction of a line; `auto` follows its first letter, as text does that customers typed. */
export type LineDirection = Direction | 'auto';

/** Glyphs of one font, from left to right. */
export interface ShapedRun {
  readonly face: FontFace;
  readonly glyphs: readonly Glyph[];
}

/** One line of text as it is drawn, from left to right; width in thousandths of the font size. */
export interface ShapedText {
  readonly runs: readonly ShapedRun[];
  readonly width: number;
}

export interface TextShaper {
  shape(text: string, weight: FontWeight, direction: LineDirection): ShapedText;
  /** Breaks text into lines that fit, at spaces where there are any. Width in thousandths of the font size. */
  wrap(text: string, weight: FontWeight, width: number): string[];
}

interface LogicalRun {
  readonly face: FontFace;
  readonly level: number;
  text: string;
}

const rightToLeft = /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\u2066-\u2069]/u;
const arabic = /[\u0600-\u06ff\u0750-\u077f\u08a0-\u08ff\ufb50-\ufdff\ufe70-\ufefc]/u;
const hebrew = /[\u0590-\u05ff\ufb1d-\ufb4f]/u;
const joiner = /[\u200c\u200d]/u;
const invisible = /\p{Cf}/u;
const pictures =
  /[\p{Extended_Pictographic}\p{Emoji_Modifier}\p{Regional_Indicator}\u20e3\ufe00-\ufe0f\u{e0020}-\u{e007f}]/gu;
const keptPictures = /[©®™‼↔↕]/u;

/** Shapes text in Latin, Greek, Cyrillic, Arabic and Hebrew letters, in the order in which the eye meets them. */
export function createTextShaper(deps: { readFont: ReadFont }): TextShaper {
  const bidi = createBidi();
  const faces = new Map<FontName, FontFace>();
  const faceOf = (name: FontName): FontFace => {
    let face = faces.get(name);
    if (face === undefined) {
      face = createFontFace(name, deps.readFont(name));
      faces.set(name, face);
    }
    return face;
  };

  const scriptFaceOf = (letter: string, weight: FontWeight): FontFace => {
    if (arabic.test(letter)) return faceOf(`arabic-${weight}`);
    if (hebrew.test(letter)) return faceOf(`hebrew-${weight}`);
    return faceOf(`latin-${weight}`);
  };

  const splitRuns = (text: string, weight: FontWeight, levels: Uint8Array | null): LogicalRun[] => {
    const runs: LogicalRun[] = [];
    let index = 0;
    for (const letter of text) {
      const level = levels?.[index] ?? 0;
      index += letter.length;
      const last = runs.at(-1);
      if (joiner.test(letter) && last !== undefined) last.text += letter;
      if (invisible.test(letter)) continue;
      const own = letter === ' ' && last?.level === level ? last.face : scriptFaceOf(letter, weight);
      const covers = own.has(letter.codePointAt(0) ?? 0);
      const face = covers ? own : faceOf(`latin-${weight}`);
      const drawn = covers || face.has(letter.codePointAt(0) ?? 0) ? letter : '?';
      if (last !== undefined && last.face === face && last.level === level) last.text += drawn;
      else runs.push({ face, level, text: drawn });
    }
    return runs;
  };

  // Punctuation and numbers inside right-to-left text: `(` is drawn as `)`, and copies as what was typed.
  const layOutMirrored = (face: FontFace, text: string): readonly Glyph[] =>
    [...text]
      .toReversed()
      .map((letter) => face.layOutInPlaceOf(bidi.getMirroredCharacter(letter) ?? letter, letter));

  const toGlyphs = ({ face, level, text }: LogicalRun): readonly Glyph[] => {
    if (level % 2 === 0) return face.layOutLetters(text.replace(/\p{Cf}/gu, ''));
    if (face.name.startsWith('arabic')) return face.layOutPhrase(text, 'arab');
    if (face.name.startsWith('hebrew')) return face.layOutPhrase(text, 'hebr');
    return layOutMirrored(face, text);
  };

  const shapeClean = (text: string, weight: FontWeight, direction: LineDirection): ShapedText => {
    const base = direction === 'auto' ? directionOf(text) : direction;
    const needsOrder = base === 'rtl' || rightToLeft.test(text);
    const levels = needsOrder ? bidi.getEmbeddingLevels(text, base).levels : null;
    const runs = inVisualOrder(splitRuns(text, weight, levels)).map((run) => ({
      face: run.face,
      glyphs: toGlyphs(run),
    }));
    let width = 0;
    for (const run of runs) for (const glyph of run.glyphs) width += glyph.advance;
    return { runs, width };
  };

  return {
    shape: (text, weight, direction) => shapeClean(toDrawable(text), weight, direction),
    wrap(text, weight, width) {
      const fits = (line: string): boolean => shapeClean(line, weight, 'auto').width <= width;
      return text.split(/\r\n|[\r\n]/u).flatMap((paragraph) => breakParagraph(toDrawable(paragraph), fits));
    },
  };
}

function directionOf(text: string): Direction {
  return rightToLeft.test(/\p{L}/u.exec(text)?.[0] ?? '') ? 'rtl' : 'ltr';
}

/** Composes accents and takes out what no letter font can draw: pictures vanish, control characters become spaces. */
function toDrawable(text: string): string {
  return text
    .normalize('NFC')
    .replace(pictures, (picture) => (keptPictures.test(picture) ? picture : ''))
    .replace(/[\p{Cc}\p{Cs}\p{Co}\p{Cn}]/gu, ' ')
    .replace(/ {2,}/gu, ' ')
    .trim();
}

/** Unicode's rule L2: from the highest level down to the lowest odd one, reverse what is at that level or above. */
function inVisualOrder(runs: LogicalRun[]): LogicalRun[] {
  const ordered = [...runs];
  const highest = runs.reduce((level, run) => Math.max(level, run.level), 0);
  for (let level = highest; level > 0; level -= 1) {
    let start = 0;
    while (start < ordered.length) {
      let end = start;
      while (end < ordered.length && (ordered[end]?.level ?? 0) >= level) end += 1;
      if (end > start + 1) ordered.splice(start, end - start, ...ordered.slice(start, end).toReversed());
      start = end + 1;
    }
  }
  return ordered;
}

function breakParagraph(paragraph: string, fits: (line: string) => boolean): string[] {
  if (fits(paragraph)) return [paragraph];
  const lines: string[] = [];
  let line = '';
  for (const word of paragraph.split(' ')) {
    const longer = line === '' ? word : `${line} ${word}`;
    if (fits(longer)) {
      line = longer;
      continue;
    }
    if (line !== '') lines.push(line);
    const pieces = fits(word) ? [word] : breakWord(word, fits);
    lines.push(...pieces.slice(0, -1));
    line = pieces.at(-1) ?? '';
  }
  if (line !== '') lines.push(line);
  return lines;
}

function breakWord(word: string, fits: (line: string) => boolean): string[] {
  const pieces: string[] = [];
  let piece = '';
  for (const letter of word) {
    if (piece !== '' && !fits(piece + letter)) {
      pieces.push(piece);
      piece = '';
    }
    piece += letter;
  }
  pieces.push(piece);
  return pieces;
}
