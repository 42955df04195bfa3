// @ts-expect-error -- the package ships no types; what we use of it is declared below.
import { create } from 'fontkit';

export interface FontkitGlyph {
  readonly id: number;
  readonly advanceWidth: number;
  readonly codePoints: readonly number[];
  readonly bbox: { readonly maxY: number };
  readonly path: { toSVG(): string };
}

interface FontkitRun {
  readonly glyphs: readonly FontkitGlyph[];
  readonly positions: readonly {
    readonly xAdvance: number;
    readonly xOffset: number;
    readonly yOffset: number;
  }[];
}

/** The part of fontkit's font that the documents use. */
export interface FontkitFont {
  readonly postscriptName: string;
  readonly unitsPerEm: number;
  readonly ascent: number;
  readonly descent: number;
  readonly capHeight: number;
  readonly bbox: {
    readonly minX: number;
    readonly minY: number;
    readonly maxX: number;
    readonly maxY: number;
  };
  hasGlyphForCodePoint(codePoint: number): boolean;
  getGlyph(id: number): FontkitGlyph;
  glyphForCodePoint(codePoint: number): FontkitGlyph;
  layout(
    text: string,
    features?: Record<string, boolean>,
    script?: string,
    language?: string,
    direction?: 'ltr' | 'rtl',
  ): FontkitRun;
}

/** Parses a TrueType font; its tables are read when they are first needed. */
export const openFont: (bytes: Uint8Array) => FontkitFont = create;
