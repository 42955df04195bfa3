import type { Bidi } from 'bidi-js';
import type { ParsedFont } from './parsedFont.ts';
import type { FontName, FontWeight } from './fonts.ts';

export type Direction = 'ltr' | 'rtl';

/** A stretch of text in one font and one direction, its letters in the order in which they are read. */
export interface TextRun {
  readonly font: ParsedFont;
  readonly isRightToLeft: boolean;
  readonly text: string;
}

type FontOf = (name: FontName) => ParsedFont;

interface LeveledRun {
  readonly font: ParsedFont;
  readonly level: number;
  text: string;
}

const rightToLeft = /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]/u;
const isolate = /[\u2066-\u2069]/u;
const isolated = /\u2068[^\u2069]*\u2069/gu;
const arabic = /[\u0600-\u06ff\u0750-\u077f\u08a0-\u08ff\ufb50-\ufdff\ufe70-\ufefc]/u;
const hebrew = /[\u0590-\u05ff\ufb1d-\ufb4f]/u;
const joiner = /[\u200c\u200d]/u;
const invisible = /\p{Cf}/u;

/** The direction of text that people typed: that of its first letter. */
export function directionOf(text: string): Direction {
  return rightToLeft.test(/\p{L}/u.exec(text.replace(isolated, ''))?.[0] ?? '') ? 'rtl' : 'ltr';
}

/** Cuts a line into runs and puts them in the order in which they stand on paper, from left to right. */
export function toVisualRuns(
  text: string,
  weight: FontWeight,
  direction: Direction,
  deps: { bidi: Bidi; fontOf: FontOf },
): TextRun[] {
  const needsOrder = direction === 'rtl' || rightToLeft.test(text) || isolate.test(text);
  const levels = needsOrder ? deps.bidi.getEmbeddingLevels(text, direction).levels : null;
  return reorder(splitRuns(text, weight, levels, deps.fontOf)).map(({ font, level, text: run }) => ({
    font,
    isRightToLeft: level % 2 === 1,
    text: run,
  }));
}

/** `levels` counts per UTF-16 unit; null when all of the text reads from left to right. */
function splitRuns(
  text: string,
  weight: FontWeight,
  levels: Uint8Array | null,
  fontOf: FontOf,
): LeveledRun[] {
  const runs: LeveledRun[] = [];
  let index = 0;
  for (const letter of text) {
    const level = levels?.[index] ?? 0;
    index += letter.length;
    const last = runs.at(-1);
    if (joiner.test(letter) && last !== undefined && last.font.script !== 'latn') last.text += letter;
    if (invisible.test(letter)) continue;
    // A space stays in the font of the word before it, so that Arabic and Hebrew phrases are one run.
    const script = letter === ' ' && last?.level === level ? last.font.script : scriptOf(letter);
    const { font, drawn } = chooseFont(letter, script, weight, fontOf);
    if (last !== undefined && last.font === font && last.level === level) last.text += drawn;
    else runs.push({ font, level, text: drawn });
  }
  return runs;
}

function scriptOf(letter: string): ParsedFont['script'] {
  if (arabic.test(letter)) return 'arab';
  return hebrew.test(letter) ? 'hebr' : 'latn';
}

/** The font of the letter's script, else Noto Sans; a letter that neither has becomes a question mark. */
function chooseFont(
  letter: string,
  script: ParsedFont['script'],
  weight: FontWeight,
  fontOf: FontOf,
): { font: ParsedFont; drawn: string } {
  const codePoint = letter.codePointAt(0) ?? 0;
  const own = fontOf(`${script}-${weight}`);
  if (own.has(codePoint)) return { font: own, drawn: letter };
  const latin = fontOf(`latn-${weight}`);
  return { font: latin, drawn: latin.has(codePoint) ? letter : '?' };
}

/** Unicode's rule L2: from the highest level down to 1, reverse what is at that level or above. */
function reorder(runs: readonly LeveledRun[]): LeveledRun[] {
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
