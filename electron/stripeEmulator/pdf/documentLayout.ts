import { isRightToLeft } from './documentModel.ts';
import type { DocumentModel, Fact, Party, Total } from './documentModel.ts';
import { fillIn, labels } from './labels/languages.ts';
import { drawLineTable } from './lineTable.ts';
import {
  body,
  columnGap,
  contentWidth,
  drawText,
  endEdge,
  faint,
  grey,
  hairline,
  heading,
  lineHeight,
  makeRoom,
  margin,
  strong,
} from './page.ts';
import type { Pen } from './page.ts';
import { createPdfCanvas, pageHeight } from './pdfCanvas.ts';
import type { Colour, TextStyle } from './pdfCanvas.ts';
import type { TextShaper } from './textShaper.ts';
import { directionOf } from './visualRuns.ts';

const totalsWidth = 300;
const markStyle: TextStyle = { size: 11, weight: 'bold', colour: [255, 255, 255] };
const markColours = { paid: [26, 128, 66], void: [189, 41, 41] } satisfies Record<string, Colour>;

/** Sets a document on A4 pages and returns the PDF's bytes. */
export function layOutDocument(model: DocumentModel, shaper: TextShaper): Promise<Uint8Array> {
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
  if (model.hint !== null) drawParagraph(pen, model.hint, strong);
  drawLineTable(pen, model);
  drawTotals(pen, model.totals);
  for (const note of model.notes) drawParagraph(pen, note, body);
  if (model.footer !== null) drawParagraph(pen, model.footer, faint);
  drawPageNumbers(pen, model);
  return canvas.finish();
}

function drawHeading(pen: Pen, { title, mark }: DocumentModel): void {
  const { canvas } = pen;
  const { structure } = canvas;
  pen.y += 22;
  canvas.text(title, heading, {
    x: margin,
    y: pen.y,
    align: 'start',
    node: structure.add(structure.root, 'H1'),
  });
  if (mark !== null) {
    const width = canvas.widthOf(mark.text, markStyle) + 24;
    const node = structure.add(structure.root, 'P');
    canvas.box(endEdge - width, pen.y - 18, width, 24, markColours[mark.kind]);
    canvas.text(mark.text, markStyle, { x: endEdge - 12, y: pen.y - 2, align: 'end', node });
  }
  pen.y += 26;
}

function drawFacts(pen: Pen, facts: readonly Fact[]): void {
  const { canvas } = pen;
  const widths = facts.map(({ label }) => canvas.widthOf(label, faint));
  const labelWidth = Math.min(Math.max(...widths, 80), 200) + columnGap;
  for (const { label, value } of facts) {
    const node = canvas.structure.add(canvas.structure.root, 'P');
    canvas.text(label, faint, { x: margin, y: pen.y, align: 'start', node, direction: 'auto' });
    drawText(pen, value, body, { x: margin + labelWidth, width: contentWidth - labelWidth, node });
  }
  pen.y += lineHeight;
}

function drawParties(pen: Pen, { issuer, customer, language }: DocumentModel): void {
  const start = pen.y;
  drawParty(pen, issuer, margin, null);
  const issuerEnd = pen.y;
  pen.y = start;
  drawParty(pen, customer, margin + contentWidth / 2, labels[language].billTo);
  pen.y = Math.max(issuerEnd, pen.y) + lineHeight;
}

function drawParty(pen: Pen, { name, lines }: Party, x: number, label: string | null): void {
  const { structure } = pen.canvas;
  const place = { x, width: contentWidth / 2 - columnGap, node: structure.add(structure.root, 'P') };
  if (label !== null) drawText(pen, label, faint, place);
  drawText(pen, name, strong, place);
  for (const line of lines) drawText(pen, line, body, place);
}

/** Text across the page that may go on on the next one. */
function drawParagraph(pen: Pen, text: string, style: TextStyle): void {
  const { canvas } = pen;
  const node = canvas.structure.add(canvas.structure.root, 'P');
  const direction = directionOf(text);
  for (const line of canvas.wrap(text, style, contentWidth)) {
    makeRoom(pen, lineHeight);
    canvas.text(line, style, { x: margin, y: pen.y, align: 'start', node, direction });
    pen.y += lineHeight;
  }
  pen.y += lineHeight / 2;
}

function drawTotals(pen: Pen, totals: readonly Total[]): void {
  const { canvas } = pen;
  const x = endEdge - totalsWidth;
  const table = canvas.structure.add(canvas.structure.root, 'Table');
  pen.y += lineHeight;
  for (const { label, amount, isStrong } of totals) {
    const style = isStrong ? strong : body;
    const width = totalsWidth - canvas.widthOf(amount, style) - columnGap;
    makeRoom(pen, (canvas.wrap(label, style, width).length + 1) * lineHeight);
    const row = canvas.structure.add(table, 'TR');
    const { y } = pen;
    drawText(pen, label, style, { x, width, node: canvas.structure.add(row, 'TD') });
    const node = canvas.structure.add(row, 'TD');
    canvas.text(amount, style, { x: endEdge, y, align: 'end', node, direction: 'ltr' });
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
