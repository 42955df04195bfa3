import { createEmbeddedFont, toHex } from './embeddedFont.ts';
import type { EmbeddedFont } from './embeddedFont.ts';
import type { FontFace } from './fontFace.ts';
import type { FontWeight } from './fonts.ts';
import { createPdfFile, toPdfDate, toPdfText } from './pdfFile.ts';
import type { PdfFile } from './pdfFile.ts';
import { createStructureTree } from './structureTree.ts';
import type { StructureNode, StructureTree } from './structureTree.ts';
import type { LineDirection, ShapedText, TextShaper } from './textShaper.ts';
import type { Direction } from './visualRuns.ts';

export const pageWidth = 595.28;
export const pageHeight = 841.89;

export type Colour = readonly [red: number, green: number, blue: number];

export interface TextStyle {
  readonly size: number;
  readonly weight: FontWeight;
  readonly colour: Colour;
}

/** Where text goes: `x` counts from the reading start (the right edge in Arabic and Hebrew), `y` from the top. */
export interface TextPlace {
  readonly x: number;
  readonly y: number;
  readonly align: 'start' | 'end';
  /** The element of the document structure, or null for what repeats on every page. */
  readonly node: StructureNode | null;
  /** Direction of the text when it is not the document's: amounts always read from left to right. */
  readonly direction?: LineDirection;
}

/** A4 pages to draw on; everything is mirrored when the document reads from right to left. */
export interface PdfCanvas {
  readonly structure: StructureTree;
  readonly pageCount: number;
  addPage(): void;
  /** Draws on an earlier page again: the number of pages is known only at the end. */
  onPage(index: number, draw: () => void): void;
  widthOf(text: string, style: TextStyle): number;
  wrap(text: string, style: TextStyle, width: number): string[];
  text(text: string, style: TextStyle, place: TextPlace): void;
  rule(x: number, y: number, width: number, thickness: number, colour: Colour): void;
  box(x: number, y: number, width: number, height: number, colour: Colour): void;
  finish(): Uint8Array;
}

export interface CanvasProperties {
  readonly title: string;
  readonly author: string;
  readonly language: string;
  readonly createdAt: number;
}

interface Page {
  readonly content: string[];
}

export function createPdfCanvas(
  shaper: TextShaper,
  direction: Direction,
  properties: CanvasProperties,
): PdfCanvas {
  const file = createPdfFile();
  const structure = createStructureTree();
  const fonts = new Map<FontFace, EmbeddedFont>();
  const pages: Page[] = [];
  let current = -1;

  const fontOf = (face: FontFace): EmbeddedFont => {
    let font = fonts.get(face);
    if (font === undefined) {
      font = createEmbeddedFont(file, face, `F${fonts.size + 1}`);
      fonts.set(face, font);
    }
    return font;
  };
  const draw = (operators: string): void => void pages[current]?.content.push(operators);
  const drawArtifact = (operators: string): void => draw(`/Artifact BMC ${operators} EMC`);
  const leftOf = (x: number, width: number): number => (direction === 'rtl' ? pageWidth - x - width : x);
  const rectangle = (x: number, y: number, width: number, height: number): string =>
    `${round(leftOf(x, width))} ${round(pageHeight - y - height)} ${round(width)} ${round(height)} re f`;

  return {
    structure,
    get pageCount() {
      return pages.length;
    },
    addPage() {
      current = pages.push({ content: [] }) - 1;
    },
    onPage(index, drawAgain) {
      const last = current;
      current = index;
      drawAgain();
      current = last;
    },
    widthOf: (text, style) => (shaper.shape(text, style.weight, 'auto').width * style.size) / 1000,
    wrap: (text, style, width) => shaper.wrap(text, style.weight, (width * 1000) / style.size),
    text(text, style, place) {
      const shaped = shaper.shape(text, style.weight, place.direction ?? direction);
      if (shaped.runs.length === 0) return;
      const width = (shaped.width * style.size) / 1000;
      const left = leftOf(place.align === 'start' ? place.x : place.x - width, width);
      const operators = textOperators(shaped, style, left, pageHeight - place.y, fontOf);
      if (place.node === null) drawArtifact(operators);
      else draw(`/${place.node.tag} <</MCID ${structure.mark(place.node, current)}>> BDC ${operators} EMC`);
    },
    rule: (x, y, width, thickness, colour) =>
      drawArtifact(`${fill(colour)} ${rectangle(x, y - thickness / 2, width, thickness)}`),
    box: (x, y, width, height, colour) => drawArtifact(`${fill(colour)} ${rectangle(x, y, width, height)}`),
    finish: () => finishFile({ file, structure, fonts: [...fonts.values()], pages, direction, properties }),
  };
}

function finishFile(parts: {
  file: PdfFile;
  structure: StructureTree;
  fonts: readonly EmbeddedFont[];
  pages: readonly Page[];
  direction: Direction;
  properties: CanvasProperties;
}): Uint8Array {
  const { file, structure, fonts, pages, direction, properties } = parts;
  const pagesId = file.reserve();
  const pageIds = pages.map(() => file.reserve());
  const resources = file.add(`<</Font<<${fonts.map(({ key, id }) => `/${key} ${id} 0 R`).join('')}>>>>`);
  pages.forEach((page, index) => {
    const content = file.addStream(Buffer.from(page.content.join('\n'), 'latin1'));
    file.put(
      pageIds[index] ?? 0,
      `<</Type/Page/Parent ${pagesId} 0 R/MediaBox[0 0 ${pageWidth} ${pageHeight}]/Resources ${resources} 0 R` +
        `/Contents ${content} 0 R/StructParents ${index}/Tabs/S>>`,
    );
  });
  file.put(
    pagesId,
    `<</Type/Pages/Kids[${pageIds.map((id) => `${id} 0 R`).join(' ')}]/Count ${pages.length}>>`,
  );
  for (const font of fonts) font.write();
  const tree = structure.write(file, pageIds);
  const root = file.add(
    `<</Type/Catalog/Pages ${pagesId} 0 R/StructTreeRoot ${tree} 0 R/MarkInfo<</Marked true>>` +
      `/Lang${toPdfText(properties.language)}/ViewerPreferences<</DisplayDocTitle true/Direction/${direction === 'rtl' ? 'R2L' : 'L2R'}>>>>`,
  );
  const date = toPdfDate(properties.createdAt);
  const info = file.add(
    `<</Title${toPdfText(properties.title)}/Author${toPdfText(properties.author)}/CreationDate${date}/ModDate${date}>>`,
  );
  return file.finish(root, info);
}

function textOperators(
  shaped: ShapedText,
  style: TextStyle,
  left: number,
  baseline: number,
  fontOf: (face: FontFace) => EmbeddedFont,
): string {
  let operators = `BT ${fill(style.colour)} ${round(left)} ${round(baseline)} Td`;
  for (const { face, glyphs } of shaped.runs) {
    const font = fontOf(face);
    operators += ` /${font.key} ${style.size} Tf [<`;
    for (const { shape, advance } of glyphs) {
      operators += toHex(font.codeOf(shape));
      // Numbers inside TJ move left: a kerned pair comes closer by what the advance lacks.
      if (advance !== shape.width) operators += `>${round(shape.width - advance)}<`;
    }
    operators += '>] TJ';
  }
  return `${operators} ET`;
}

function fill(colour: Colour): string {
  return `${colour.map(round).join(' ')} rg`;
}

function round(value: number): number {
  return Math.round(value * 100) / 100;
}
