import { pageHeight, pageWidth } from './pdfCanvas.ts';
import type { Colour, PdfCanvas, StructureNode, TextStyle } from './pdfCanvas.ts';
import { directionOf } from './visualRuns.ts';

export const margin = 48;
export const endEdge = pageWidth - margin;
export const contentWidth = pageWidth - 2 * margin;
export const lineHeight = 13;
export const columnGap = 14;
const bottom = pageHeight - 72;

const ink: Colour = [33, 38, 48];
export const grey: Colour = [99, 107, 120];
export const hairline: Colour = [209, 214, 222];

export const body: TextStyle = { size: 9, weight: 'regular', colour: ink };
export const strong: TextStyle = { ...body, weight: 'bold' };
export const faint: TextStyle = { ...body, size: 8, colour: grey };
export const heading: TextStyle = { size: 22, weight: 'bold', colour: ink };

/** The pen: the page being drawn and how far down it is filled. */
export interface Pen {
  readonly canvas: PdfCanvas;
  y: number;
}

/** Starts a new page when `height` does not fit any more; says whether it did. */
export function makeRoom(pen: Pen, height: number): boolean {
  if (pen.y + height <= bottom) return false;
  pen.canvas.addPage();
  pen.y = margin + lineHeight;
  return true;
}

/** Writes text over as many lines as it needs; each reads in the direction of the whole. */
export function drawText(
  pen: Pen,
  text: string,
  style: TextStyle,
  place: { readonly x: number; readonly width: number; readonly node: StructureNode },
): void {
  const direction = directionOf(text);
  for (const line of pen.canvas.wrap(text, style, place.width)) {
    pen.canvas.text(line, style, { x: place.x, y: pen.y, align: 'start', node: place.node, direction });
    pen.y += lineHeight;
  }
}
