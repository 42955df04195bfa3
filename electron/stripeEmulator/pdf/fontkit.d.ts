/** The part of fontkit that the documents use; the package ships no types. */
declare module 'fontkit' {
  export interface FontkitGlyph {
    readonly id: number;
    readonly advanceWidth: number;
    readonly codePoints: readonly number[];
    readonly bbox: { maxY: number };
    readonly path: { toSVG(): string };
  }
  interface FontkitRun {
    readonly glyphs: readonly FontkitGlyph[];
    readonly positions: readonly { xAdvance: number; xOffset: number; yOffset: number }[];
  }
  export interface FontkitFont {
    readonly postscriptName: string;
    readonly unitsPerEm: number;
    readonly ascent: number;
    readonly descent: number;
    readonly capHeight: number;
    readonly bbox: { minX: number; minY: number; maxX: number; maxY: number };
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
  export function create(bytes: Uint8Array): FontkitFont;
}
