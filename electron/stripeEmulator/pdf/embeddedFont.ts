import type { FontFace, GlyphShape } from './fontFace.ts';
import type { PdfFile } from './pdfFile.ts';

/** The part of a font that one document draws. */
export interface EmbeddedFont {
  readonly face: FontFace;
  /** Name in the resources of every page. */
  readonly key: string;
  readonly id: number;
  /** The number under which a page's content refers to the shape. */
  codeOf(shape: GlyphShape): number;
  write(): void;
}

export function createEmbeddedFont(file: PdfFile, face: FontFace, key: string): EmbeddedFont {
  const id = file.reserve();
  const codes = new Map<GlyphShape, number>();

  return {
    face,
    key,
    id,
    codeOf(shape) {
      let code = codes.get(shape);
      if (code === undefined) {
        code = codes.size + 1;
        codes.set(shape, code);
      }
      return code;
    },
    write() {
      const { tables, ascent, descent, capHeight, bbox } = face;
      const name = `/KANTOR+${face.postscriptName}`;
      const shapes = [...codes.keys()];
      const bytes = tables.cut(shapes);
      const fontFile = file.addStream(bytes, `/Length1 ${bytes.length}`);
      const descriptor = file.add(
        `<</Type/FontDescriptor/FontName${name}/Flags 4/FontBBox[${bbox.join(' ')}]/ItalicAngle 0/Ascent ${ascent}` +
          `/Descent ${descent}/CapHeight ${capHeight}/StemV ${face.name.endsWith('bold') ? 140 : 80}/FontFile2 ${fontFile} 0 R>>`,
      );
      const descendant = file.add(
        `<</Type/Font/Subtype/CIDFontType2/BaseFont${name}/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>` +
          `/FontDescriptor ${descriptor} 0 R/CIDToGIDMap/Identity/W[1[${shapes.map(({ width }) => width).join(' ')}]]>>`,
      );
      const toUnicode = file.addStream(Buffer.from(toUnicodeMap(shapes), 'latin1'));
      file.put(
        id,
        `<</Type/Font/Subtype/Type0/BaseFont${name}/Encoding/Identity-H/DescendantFonts[${descendant} 0 R]/ToUnicode ${toUnicode} 0 R>>`,
      );
    },
  };
}

function toUnicodeMap(shapes: readonly GlyphShape[]): string {
  const entries = shapes.map(({ codePoints }, index) => `<${toHex(index + 1)}> <${utf16Hex(codePoints)}>`);
  const blocks: string[] = [];
  for (let start = 0; start < entries.length; start += 100) {
    const block = entries.slice(start, start + 100);
    blocks.push(`${block.length} beginbfchar\n${block.join('\n')}\nendbfchar`);
  }
  return [
    '/CIDInit /ProcSet findresource begin 12 dict begin begincmap',
    '/CIDSystemInfo <</Registry (Adobe) /Ordering (UCS) /Supplement 0>> def',
    '/CMapName /Adobe-Identity-UCS def /CMapType 2 def',
    '1 begincodespacerange\n<0000> <ffff>\nendcodespacerange',
    ...blocks,
    'endcmap CMapName currentdict /CMap defineresource pop end end',
  ].join('\n');
}

export function toHex(value: number): string {
  return value.toString(16).padStart(4, '0');
}

function utf16Hex(codePoints: readonly number[]): string {
  const text = String.fromCodePoint(...codePoints);
  let hex = '';
  for (let index = 0; index < text.length; index += 1) hex += toHex(text.charCodeAt(index));
  return hex;
}
