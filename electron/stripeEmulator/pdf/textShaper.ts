import createBidi from 'bidi-js';
import { createFontFace } from './fontFace.ts';
import type { FontFace, Glyph } from './fontFace.ts';
import type { FontName, FontWeight, ReadFont } from './fonts.ts';
import { breakParagraph } from './lineBreaks.ts';
import { directionOf, toVisualRuns } from './visualRuns.ts';
import type { Direction, TextRun } from './visualRuns.ts';

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

/** Shapes text in Latin, Greek, Cyrillic, Arabic and Hebrew letters, in the order in which the eye meets them. */
export interface TextShaper {
  shape(text: string, weight: FontWeight, direction: LineDirection): ShapedText;
  /** Breaks text into lines that fit. Width in thousandths of the font size. */
  wrap(text: string, weight: FontWeight, width: number): string[];
}

/** Makes a shaper; it parses a font when the first text needs it and keeps it. */
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

  const toGlyphs = ({ face, isRightToLeft, text }: TextRun): readonly Glyph[] => {
    if (!isRightToLeft) return face.layOutLetters(text);
    if (face.script !== 'latn') return face.layOutPhrase(text);
    // Punctuation inside right-to-left text: `(` is drawn as `)`, and copies as what was typed.
    return [...text]
      .toReversed()
      .map((letter) => face.layOutInPlaceOf(bidi.getMirroredCharacter(letter) ?? letter, letter));
  };

  const shapeLine = (text: string, weight: FontWeight, direction: Direction): ShapedText => {
    const runs = toVisualRuns(text, weight, direction, { bidi, faceOf }).map((run) => ({
      face: run.face,
      glyphs: toGlyphs(run),
    }));
    let width = 0;
    for (const run of runs) for (const glyph of run.glyphs) width += glyph.advance;
    return { runs, width };
  };

  return {
    shape: (text, weight, direction) =>
      shapeLine(toDrawable(text), weight, direction === 'auto' ? directionOf(text) : direction),
    wrap(text, weight, width) {
      const fits = (line: string): boolean => shapeLine(line, weight, directionOf(line)).width <= width;
      return text.split(/\r\n|[\r\n]/u).flatMap((paragraph) => breakParagraph(toDrawable(paragraph), fits));
    },
  };
}

const pictures =
  /[\p{Extended_Pictographic}\p{Emoji_Modifier}\p{Regional_Indicator}\u20e3\ufe00-\ufe0f\u{e0020}-\u{e007f}]/gu;
const lettersAmongPictures = new Set('©®™');

/** Composes accents and takes out what no letter font can draw: pictures vanish, control characters become spaces. */
function toDrawable(text: string): string {
  return text
    .normalize('NFC')
    .replace(pictures, (picture) => (lettersAmongPictures.has(picture) ? picture : ''))
    .replace(/[\p{Cc}\p{Cs}\p{Co}\p{Cn}]/gu, ' ')
    .replace(/ {2,}/gu, ' ')
    .trim();
}
