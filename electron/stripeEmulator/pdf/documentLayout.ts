import { isRightToLeft } from './documentModel.ts';
import type { DocumentModel, Fact, Party, Row, Total } from './documentModel.ts';
import { fillIn, labels } from './labels/languages.ts';
import { createPdfCanvas, pageHeight, pageWidth } from './pdfCanvas.ts';
import type { Colour, PdfCanvas, TextStyle } from './pdfCanvas.ts';
import type { StructureNode } from './structureTree.ts';
import type { LineDirection, TextShaper } from './textShaper.ts';

const margin = 48;
const bottom = pageHeight - 72;
const endEdge = pageWidth - margin;
const contentWidth = pageWidth - 2 * margin;
const lineHeight = 13;
const columnGap = 14;
const totalsWidth = 300;

const ink: Colour = [0.13, 0.15, 0.19];
const grey: Colour = [0.39, 0.42, 0.47];
const hairline: Colour = [0.82, 0.84, 0.87];
const white: Colour = [1, 1, 1];
const markColours = { paid: [0.1, 0.5, 0.26], void: [0.74, 0.16, 0.16] } satisfies Record<string, Colour>;

const body: TextStyle = { size: 9, weight: 'regular', colour: ink };
const strong: TextStyle = { ...body, weight: 'bold' };
const faint: TextStyle = { ...body, size: 8, colour: grey };
const heading: TextStyle = { size: 22, weight: 'bold', colour: ink };
const markStyle: TextStyle = { size: 11, weight: 'bold', colour: white };

interface Column {
  readonly header: string;
  readonly cell: (row: Row) => string;
}

/** The pen: the page being drawn and how far down it is filled. */
interface Pen {
  readonly canvas: PdfCanvas;
  y: number;
}

/** Sets a document on A4 pages and returns the PDF's bytes. */
export function layOutDocument(model: DocumentModel, shaper: TextShaper): Uint8Array {
  const canvas = createPdfCanvas(shaper, isRightToLeft(model.language) ? 'rtl' : 'ltr', {
    title: `${model.title} ${model.number}`,
    author: model.issuer.name,
    language: model.language,
    createdAt: model.createdAt,
  });
  const pen: Pen = { canvas, y: margin };
  canvas.addPage();
  drawHeading(pen, model);
  drawFacts(pen, model.facts);
  drawParties(pen, model);
  if (model.hint !== null)
    drawParagraph(pen, model.hint, strong, isRightToLeft(model.language) ? 'rtl' : 'ltr');
  drawLines(pen, model);
  drawTotals(pen, model.totals);
  for (const note of model.notes) drawParagraph(pen, note, body, 'auto');
  if (model.footer !== null) drawParagraph(pen, model.footer, faint, 'auto');
  drawPageNumbers(pen, model);
  return canvas.finish();
}

/** Starts a new page when `height` does not fit any more; says whether it did. */
function makeRoom(pen: Pen, height: number): boolean {
  if (pen.y + height <= bottom) return false;
  pen.canvas.addPage();
  pen.y = margin + lineHeight;
  return true;
}

function drawHeading(pen: Pen, { title, mark }: DocumentModel): void {
  const { canvas } = pen;
  pen.y += 22;
  const node = canvas.structure.add(canvas.structure.root, 'H1');
  canvas.text(title, heading, { x: margin, y: pen.y, align: 'start', node });
  if (mark !== null) {
    const width = canvas.widthOf(mark.text, markStyle) + 24;
    canvas.box(endEdge - width, pen.y - 18, width, 24, markColours[mark.kind]);
    canvas.text(mark.text, markStyle, {
      x: endEdge - 12,
      y: pen.y - 2,
      align: 'end',
      node: canvas.structure.add(canvas.structure.root, 'P'),
    });
  }
  pen.y += 26;
}

function drawFacts(pen: Pen, facts: readonly Fact[]): void {
  const { canvas } = pen;
  const widest = Math.max(...facts.map(({ label }) => canvas.widthOf(label, faint)));
  const labelWidth = Math.min(Math.max(widest, 80), 200) + columnGap;
  for (const { label, value } of facts) {
    const node = canvas.structure.add(canvas.structure.root, 'P');
    canvas.text(label, faint, { x: margin, y: pen.y, align: 'start', node, direction: 'auto' });
    for (const line of canvas.wrap(value, body, contentWidth - labelWidth)) {
      canvas.text(line, body, { x: margin + labelWidth, y: pen.y, align: 'start', node, direction: 'auto' });
      pen.y += lineHeight;
    }
  }
  pen.y += lineHeight;
}

function drawParties(pen: Pen, { issuer, customer, language }: DocumentModel): void {
  const middle = margin + contentWidth / 2;
  const start = pen.y;
  drawParty(pen, issuer, margin, null);
  const issuerEnd = pen.y;
  pen.y = start;
  drawParty(pen, customer, middle, labels[language].billTo);
  pen.y = Math.max(issuerEnd, pen.y) + lineHeight;
}

function drawParty(pen: Pen, { name, lines }: Party, x: number, label: string | null): void {
  const { canvas } = pen;
  const width = contentWidth / 2 - columnGap;
  const node = canvas.structure.add(canvas.structure.root, 'P');
  const draw = (text: string, style: TextStyle): void => {
    for (const line of canvas.wrap(text, style, width)) {
      canvas.text(line, style, { x, y: pen.y, align: 'start', node, direction: 'auto' });
      pen.y += lineHeight;
    }
  };
  if (label !== null) draw(label, faint);
  draw(name, strong);
  for (const line of lines) draw(line, body);
}

function drawParagraph(pen: Pen, text: string, style: TextStyle, direction: LineDirection): void {
  const { canvas } = pen;
  const node = canvas.structure.add(canvas.structure.root, 'P');
  for (const line of canvas.wrap(text, style, contentWidth)) {
    makeRoom(pen, lineHeight);
    canvas.text(line, style, { x: margin, y: pen.y, align: 'start', node, direction });
    pen.y += lineHeight;
  }
  pen.y += lineHeight / 2;
}

function drawLines(pen: Pen, { rows, language }: DocumentModel): void {
  const { canvas } = pen;
  const words = labels[language];
  const columns: Column[] = [
    { header: words.quantity, cell: (row) => row.quantity },
    { header: words.unitPrice, cell: (row) => row.unitPrice },
    { header: words.tax, cell: (row) => row.tax },
    { header: words.amount, cell: (row) => row.amount },
  ];
  const ends = toColumnEnds(canvas, columns, rows);
  const firstEnd = ends[0] ?? endEdge;
  const firstWidth = widthOfColumn(canvas, columns[0], rows);
  const descriptionWidth = firstEnd - firstWidth - columnGap - margin;
  const table = canvas.structure.add(canvas.structure.root, 'Table');

  const drawHeader = (isRepeated: boolean): void => {
    const line = isRepeated ? null : canvas.structure.add(table, 'TR');
    const cellNode = (): StructureNode | null => (line === null ? null : canvas.structure.add(line, 'TH'));
    const y = pen.y;
    canvas.text(words.description, faint, { x: margin, y, align: 'start', node: cellNode() });
    columns.forEach(({ header }, index) => {
      canvas.text(header, faint, { x: ends[index] ?? endEdge, y, align: 'end', node: cellNode() });
    });
    canvas.rule(margin, pen.y + 6, contentWidth, 0.75, grey);
    pen.y += 20;
  };

  pen.y += lineHeight;
  makeRoom(pen, 20 + 2 * lineHeight);
  drawHeader(false);
  for (const row of rows) {
    const description = canvas.wrap(row.description, body, descriptionWidth);
    const notes = row.note === null ? [] : canvas.wrap(row.note, faint, descriptionWidth);
    if (makeRoom(pen, (description.length + notes.length) * lineHeight)) drawHeader(true);
    const line = canvas.structure.add(table, 'TR');
    const first = canvas.structure.add(line, 'TD');
    const y = pen.y;
    const drawDescription = (text: string, style: TextStyle): void => {
      canvas.text(text, style, { x: margin, y: pen.y, align: 'start', node: first, direction: 'auto' });
      pen.y += lineHeight;
    };
    for (const text of description) drawDescription(text, body);
    for (const text of notes) drawDescription(text, faint);
    columns.forEach(({ cell }, index) => {
      const node = canvas.structure.add(line, 'TD');
      canvas.text(cell(row), body, { x: ends[index] ?? endEdge, y, align: 'end', node, direction: 'ltr' });
    });
    canvas.rule(margin, pen.y - lineHeight + 6, contentWidth, 0.5, hairline);
    pen.y += 6;
  }
}

function widthOfColumn(canvas: PdfCanvas, column: Column | undefined, rows: readonly Row[]): number {
  if (column === undefined) return 0;
  const header = canvas.widthOf(column.header, faint);
  return rows.reduce((width, row) => Math.max(width, canvas.widthOf(column.cell(row), body)), header);
}

/** Where each column of numbers ends: as wide as its widest cell, the last one at the edge. */
function toColumnEnds(canvas: PdfCanvas, columns: readonly Column[], rows: readonly Row[]): number[] {
  let end = endEdge;
  return columns
    .toReversed()
    .map((column) => {
      const own = end;
      end -= widthOfColumn(canvas, column, rows) + columnGap;
      return own;
    })
    .toReversed();
}

function drawTotals(pen: Pen, totals: readonly Total[]): void {
  const { canvas } = pen;
  const x = endEdge - totalsWidth;
  const table = canvas.structure.add(canvas.structure.root, 'Table');
  pen.y += lineHeight;
  for (const { label, amount, isStrong } of totals) {
    const style = isStrong ? strong : body;
    const amountWidth = canvas.widthOf(amount, style);
    const lines = canvas.wrap(label, style, totalsWidth - amountWidth - columnGap);
    makeRoom(pen, (lines.length + 1) * lineHeight);
    const row = canvas.structure.add(table, 'TR');
    const labelNode = canvas.structure.add(row, 'TD');
    const y = pen.y;
    for (const line of lines) {
      canvas.text(line, style, { x, y: pen.y, align: 'start', node: labelNode });
      pen.y += lineHeight;
    }
    const amountNode = canvas.structure.add(row, 'TD');
    canvas.text(amount, style, { x: endEdge, y, align: 'end', node: amountNode, direction: 'ltr' });
    canvas.rule(x, pen.y - lineHeight + 5, totalsWidth, 0.5, isStrong ? grey : hairline);
    pen.y += 4;
  }
  pen.y += lineHeight;
}

function drawPageNumbers(pen: Pen, { number, language }: DocumentModel): void {
  const { canvas } = pen;
  const pages = canvas.pageCount;
  const y = pageHeight - 36;
  for (let page = 0; page < pages; page += 1) {
    const text = fillIn(labels[language].page, { page: String(page + 1), pages: String(pages) });
    canvas.onPage(page, () => {
      canvas.rule(margin, y - 14, contentWidth, 0.5, hairline);
      canvas.text(number, faint, { x: margin, y, align: 'start', node: null, direction: 'ltr' });
      canvas.text(text, faint, { x: endEdge, y, align: 'end', node: null });
    });
  }
}
