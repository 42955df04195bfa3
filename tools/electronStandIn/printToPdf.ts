import type Electron from 'electron';

// Inches, as CDP wants them (https://www.electronjs.org/docs/latest/api/web-contents#contentsprinttopdfoptions).
const PAPER_SIZES: Record<string, { width: number; height: number }> = {
  A3: { width: 11.7, height: 16.54 },
  A4: { width: 8.27, height: 11.7 },
  A5: { width: 5.83, height: 8.27 },
  Letter: { width: 8.5, height: 11 },
  Legal: { width: 8.5, height: 14 },
};

/** Translates Electron's options for a PDF of the page into those of CDP's Page.printToPDF. */
export function toPrintToPdfParams(options: Electron.PrintToPDFOptions): Record<string, unknown> {
  const { pageSize = 'Letter', margins, ...same } = options;
  const paper = typeof pageSize === 'string' ? PAPER_SIZES[pageSize] : pageSize;
  if (!paper)
    throw new Error(`The Electron stand-in does not know the paper size ${JSON.stringify(pageSize)}.`);
  return {
    ...same,
    paperWidth: paper.width,
    paperHeight: paper.height,
    ...(margins?.top === undefined ? {} : { marginTop: margins.top }),
    ...(margins?.bottom === undefined ? {} : { marginBottom: margins.bottom }),
    ...(margins?.left === undefined ? {} : { marginLeft: margins.left }),
    ...(margins?.right === undefined ? {} : { marginRight: margins.right }),
  };
}
