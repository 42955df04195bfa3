import type { DocumentModel, Row } from './documentModel.ts';
import { labels } from './labels/languages.ts';
import type { Labels } from './labels/labels.ts';
import {
  body,
  columnGap,
  contentWidth,
  drawText,
  endEdge,
  faint,
  grey,
  hairline,
  lineHeight,
  makeRoom,
  margin,
} from './page.ts';
import type { Pen } from './page.ts';
import type { PdfCanvas, StructureNode } from './pdfCanvas.ts';

/** A column of numbers right of the description. */
interface Column {
  readonly header: string;
  readonly cell: (row: Row) => string;
  /** The edge at which its numbers end. */
  readonly end: number;
}

interface Table {
  readonly node: StructureNode;
  readonly descriptionHeader: string;
  readonly descriptionWidth: number;
  readonly columns: readonly Column[];
}

/** Draws the lines of a document; the header is repeated on every page. */
export function drawLineTable(pen: Pen, { rows, language }: DocumentModel): void {
  const { canvas } = pen;
  const words = labels[language];
  const { columns, start } = toColumns(canvas, words, rows);
  const table: Table = {
    node: canvas.structure.add(canvas.structure.root, 'Table'),
    descriptionHeader: words.description,
    descriptionWidth: start - margin,
    columns,
  };
  pen.y += lineHeight;
  makeRoom(pen, 20 + 2 * lineHeight);
  drawHeader(pen, table, canvas.structure.add(table.node, 'TR'));
  for (const row of rows) drawRow(pen, table, row);
}

/** Each column is as wide as its widest cell, the last one ends at the edge; `start` is where the first begins. */
function toColumns(
  canvas: PdfCanvas,
  words: Labels,
  rows: readonly Row[],
): { columns: Column[]; start: number } {
  const cells: Pick<Column, 'header' | 'cell'>[] = [
    { header: words.quantity, cell: (row) => row.quantity },
    { header: words.unitPrice, cell: (row) => row.unitPrice },
    { header: words.tax, cell: (row) => row.tax },
    { header: words.amount, cell: (row) => row.amount },
  ];
  const columns: Column[] = [];
  let start = endEdge;
  for (const { header, cell } of cells.toReversed()) {
    columns.unshift({ header, cell, end: start });
    const widths = rows.map((row) => canvas.widthOf(cell(row), body));
    start -=
      widths.reduce((widest, width) => Math.max(widest, width), canvas.widthOf(header, faint)) + columnGap;
  }
  return { columns, start };
}

/** `row` is null when the header is repeated: assistive technology hears it once. */
function drawHeader(pen: Pen, table: Table, row: StructureNode | null): void {
  const { canvas, y } = pen;
  const cellNode = (): StructureNode | null => (row === null ? null : canvas.structure.add(row, 'TH'));
  canvas.text(table.descriptionHeader, faint, { x: margin, y, align: 'start', node: cellNode() });
  for (const { header, end } of table.columns) {
    canvas.text(header, faint, { x: end, y, align: 'end', node: cellNode() });
  }
  canvas.rule(margin, y + 6, contentWidth, 0.75, grey);
  pen.y += 20;
}

function drawRow(pen: Pen, table: Table, row: Row): void {
  const { canvas } = pen;
  const width = table.descriptionWidth;
  const noteLines = row.note === null ? 0 : canvas.wrap(row.note, faint, width).length;
  const height = (canvas.wrap(row.description, body, width).length + noteLines) * lineHeight;
  if (makeRoom(pen, height)) drawHeader(pen, table, null);
  const line = canvas.structure.add(table.node, 'TR');
  const node = canvas.structure.add(line, 'TD');
  const { y } = pen;
  drawText(pen, row.description, body, { x: margin, width, node });
  if (row.note !== null) drawText(pen, row.note, faint, { x: margin, width, node });
  for (const { cell, end } of table.columns) {
    const cellNode = canvas.structure.add(line, 'TD');
    canvas.text(cell(row), body, { x: end, y, align: 'end', node: cellNode, direction: 'ltr' });
  }
  canvas.rule(margin, pen.y - lineHeight + 6, contentWidth, 0.5, hairline);
  pen.y += 6;
}
