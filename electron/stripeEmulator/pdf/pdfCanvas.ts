import PdfDocument from 'pdfkit';
import type { FontWeight } from './fonts.ts';
import type { LineDirection, ShapedText, TextShaper } from './textShaper.ts';
import type { Direction } from './visualRuns.ts';

export const pageWidth = 595.28;
export const pageHeight = 841.89;

/** Red, green and blue, 0 to 255. */
export type Colour = readonly [red: number, green: number, blue: number];

export interface TextStyle {
  readonly size: number;
  readonly weight: FontWeight;
  readonly colour: Colour;
}

/** Elements of a tagged PDF that the documents use. */
export type StructureTag = 'Document' | 'H1' | 'P' | 'Table' | 'TR' | 'TH' | 'TD';

export interface StructureNode {
  readonly tag: StructureTag;
  readonly element: PDFKit.PDFStructureElement;
}

/** Tells assistive technology the reading order and what is a table; elements appear in the order of their creation. */
interface StructureTree {
  readonly root: StructureNode;
  add(parent: StructureNode, tag: StructureTag): StructureNode;
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
  finish(): Promise<Uint8Array>;
}

export interface CanvasProperties {
  readonly title: string;
  readonly author: string;
  readonly language: string;
  readonly createdAt: number;
}

/** Opens a document whose bytes depend on nothing but what is drawn: pdfkit makes its id from these properties. */
function openDocument({ title, author, language, createdAt }: CanvasProperties): PDFKit.PDFDocument {
  const date = new Date(createdAt * 1000);
  return new PdfDocument({
    size: [pageWidth, pageHeight],
    margin: 0,
    autoFirstPage: false,
    bufferPages: true,
    pdfVersion: '1.7',
    tagged: true,
    displayTitle: true,
    lang: language,
    // None of pdfkit's own fonts: their metrics are files that the bundle does not hold.
    font: null as unknown as string,
    info: { Title: title, Author: author, CreationDate: date, ModDate: date },
  });
}

/** Says whose header a cell is; pdfkit's types do not know the attribute. */
const columnHeader = { scope: 'Column' } as PDFKit.Mixins.StructureElementOptions;

function createStructureTree(document: PDFKit.PDFDocument): StructureTree {
  const root: StructureNode = { tag: 'Document', element: document.struct('Document') };
  document.addStructure(root.element);
  return {
    root,
    add(parent, tag) {
      const element = tag === 'TH' ? document.struct(tag, columnHeader) : document.struct(tag);
      parent.element.add(element);
      return { tag, element };
    },
  };
}

async function collectBytes(document: PDFKit.PDFDocument): Promise<Uint8Array> {
  const chunks: Buffer[] = [];
  document.end();
  for await (const chunk of document) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}

/** Draws a line whose pieces stand beside each other; `y` is its baseline. */
function drawShaped(
  document: PDFKit.PDFDocument,
  { pieces }: ShapedText,
  { size, colour }: TextStyle,
  x: number,
  y: number,
): void {
  document.fontSize(size).fillColor([...colour]);
  let left = x;
  for (const { font, text, width } of pieces) {
    // pdfkit's types know files only; it takes fonts that are parsed already.
    document.font(font.source as unknown as string);
    document.text(text, left, y, { lineBreak: false, baseline: 'alphabetic' });
    left += (width * size) / 1000;
  }
}

export function createPdfCanvas(
  shaper: TextShaper,
  direction: Direction,
  properties: CanvasProperties,
): PdfCanvas {
  const document = openDocument(properties);
  let pageCount = 0;

  const drawArtifact = (draw: () => void): void => {
    document.markContent('Artifact');
    draw();
    document.endMarkedContent();
  };
  const leftOf = (x: number, width: number): number => (direction === 'rtl' ? pageWidth - x - width : x);
  const fill = (x: number, y: number, width: number, height: number, colour: Colour): void =>
    drawArtifact(() =>
      document
        .fillColor([...colour])
        .rect(leftOf(x, width), y, width, height)
        .fill(),
    );
  return {
    structure: createStructureTree(document),
    get pageCount() {
      return pageCount;
    },
    addPage() {
      document.addPage();
      pageCount += 1;
    },
    onPage(index, draw) {
      document.switchToPage(index);
      draw();
      document.switchToPage(pageCount - 1);
    },
    widthOf: (text, style) => (shaper.shape(text, style.weight, 'auto').width * style.size) / 1000,
    wrap: (text, style, width) => shaper.wrap(text, style.weight, (width * 1000) / style.size),
    text(text, style, place) {
      const { node } = place;
      const shaped = shaper.shape(text, style.weight, place.direction ?? direction);
      const width = (shaped.width * style.size) / 1000;
      const left = leftOf(place.align === 'start' ? place.x : place.x - width, width);
      const draw = (): void => drawShaped(document, shaped, style, left, place.y);
      if (node === null) return drawArtifact(draw);
      const content = document.markStructureContent(node.tag);
      draw();
      document.endMarkedContent();
      node.element.add(content);
    },
    rule: (x, y, width, thickness, colour) => fill(x, y - thickness / 2, width, thickness, colour),
    box: fill,
    finish: () => collectBytes(document),
  };
}
