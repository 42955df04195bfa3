import createBidi from 'bidi-js';
import type { FontName, FontWeight, ReadFont } from './fonts.ts';
import { breakParagraph } from './lineBreaks.ts';
import { parseFont } from './parsedFont.ts';
import type { ParsedFont } from './parsedFont.ts';
import { directionOf, toVisualRuns } from './visualRuns.ts';
import type { Direction, TextRun } from './visualRuns.ts';

/** Direction of a line; `auto` follows its first letter, as text does that customers typed. */
export type LineDirection = Direction | 'auto';

/** Text that pdfkit draws in one go; its font lays Arabic and Hebrew words out from right to left. */
export interface TextPiece {
  readonly font: ParsedFont;
  readonly text: string;
  /** In thousandths of the font size. */
  readonly width: number;
}

/** One line of text as it is drawn, from left to right; width in thousandths of the font size. */
export interface ShapedText {
  readonly pieces: readonly TextPiece[];
  readonly width: number;
}

/** Orders text in Latin, Greek, Cyrillic, Arabic and Hebrew letters as the eye meets it. */
export interface TextShaper {
  shape(text: string, weight: FontWeight, direction: LineDirection): ShapedText;
  /** Breaks text into lines that fit. Width in thousandths of the font size. */
  wrap(text: string, weight: FontWeight, width: number): string[];
}

/** Makes a shaper; it parses a font when the first text needs it and keeps it. */
export function createTextShaper(deps: { readFont: ReadFont }): TextShaper {
  const bidi = createBidi();
  const fonts = new Map<FontName, ParsedFont>();
  const fontOf = (name: FontName): ParsedFont => {
    let font = fonts.get(name);
    if (font === undefined) {
      font = parseFont(name, deps.readFont(name));
      fonts.set(name, font);
    }
    return font;
  };

  const toTexts = ({ font, isRightToLeft, text }: TextRun): string[] => {
    if (!isRightToLeft) return [text];
    // pdfkit lays out word by word from the left, so the last word of a right-to-left phrase comes first.
    if (font.script !== 'latn') return text.split(/( )/u).filter(Boolean).toReversed();
    // Punctuation inside right-to-left text: `(` is drawn as `)`.
    return [
      Array.from(text, (letter) => bidi.getMirroredCharacter(letter) ?? letter)
        .toReversed()
        .join(''),
    ];
  };

  const shapeLine = (text: string, weight: FontWeight, direction: Direction): ShapedText => {
    const pieces = toVisualRuns(text, weight, direction, { bidi, fontOf }).flatMap((run) =>
      toTexts(run).map((piece) => ({ font: run.font, text: piece, width: run.font.widthOf(piece) })),
    );
    return { pieces, width: pieces.reduce((sum, { width }) => sum + width, 0) };
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
