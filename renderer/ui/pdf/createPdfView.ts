import type { PDFDocumentLoadingTask, PDFDocumentProxy } from 'pdfjs-dist';
import {
  EventBus,
  LinkTarget,
  PDFFindController,
  PDFLinkService,
  PDFViewer,
} from 'pdfjs-dist/web/pdf_viewer.mjs';
import 'pdfjs-dist/web/pdf_viewer.css';
import { loadPdf } from './pdfEngine.ts';

export interface PdfViewState {
  page: number;
  pages: number;
  /** Fraction of the natural size, 1 = 100 %. */
  scale: number;
  matches: { current: number; total: number } | null;
}

export interface PdfView {
  /** Shows a document; resolves when its first page is painted, rejects when the bytes are no PDF. */
  show: (bytes: Uint8Array) => Promise<void>;
  goToPage: (page: number) => void;
  zoom: (to: 'in' | 'out' | 'pageWidth') => void;
  /** Finds and marks a text; the same text again goes to the next match. */
  find: (text: string, backwards: boolean) => void;
  destroy: () => void;
}

type OnState = (change: Partial<PdfViewState>) => void;

const pageWidth = 'page-width';

function resolveOnFirstPage(eventBus: EventBus): Promise<void> {
  return new Promise((resolve) => eventBus.on('pagerendered', () => resolve(), { once: true }));
}

/** Finds a text; the same text again goes on from the match that is marked. */
function createFind(eventBus: EventBus, source: object, onState: OnState): PdfView['find'] {
  let lastSearch = '';
  return (text, backwards) => {
    eventBus.dispatch('find', {
      source,
      type: text === lastSearch ? 'again' : '',
      query: text,
      caseSensitive: false,
      entireWord: false,
      highlightAll: true,
      findPrevious: backwards,
      matchDiacritics: false,
    });
    lastSearch = text;
    if (text === '') onState({ matches: null });
  };
}

/** pdf.js's own viewer in an absolutely positioned element that holds one empty element. */
export function createPdfView(container: HTMLDivElement, onState: OnState): PdfView {
  const eventBus = new EventBus();
  const linkService = new PDFLinkService({ eventBus, externalLinkTarget: LinkTarget.BLANK });
  const findController = new PDFFindController({ eventBus, linkService });
  const viewer = new PDFViewer({ container, eventBus, linkService, findController, removePageBorders: true });
  linkService.setViewer(viewer);
  let task: PDFDocumentLoadingTask | undefined;

  eventBus.on('pagesinit', () => {
    viewer.currentScaleValue = pageWidth;
  });
  eventBus.on('pagechanging', ({ pageNumber }: { pageNumber: number }) => onState({ page: pageNumber }));
  eventBus.on('scalechanging', ({ scale }: { scale: number }) => onState({ scale }));
  eventBus.on('updatefindmatchescount', ({ matchesCount }: { matchesCount: PdfViewState['matches'] }) =>
    onState({ matches: matchesCount }),
  );
  const resizing = new ResizeObserver(() => {
    if (viewer.currentScaleValue === pageWidth) viewer.currentScaleValue = pageWidth;
  });
  resizing.observe(container);

  function attach(pdf: PDFDocumentProxy | null): void {
    viewer.setDocument(pdf);
    linkService.setDocument(pdf);
  }

  return {
    async show(bytes) {
      const former = task;
      const loading = loadPdf(bytes);
      task = loading;
      const pdf = await loading.promise.finally(() => former?.destroy());
      if (task !== loading) return;
      const painted = resolveOnFirstPage(eventBus);
      attach(pdf);
      onState({ page: 1, pages: pdf.numPages, matches: null });
      await painted;
    },
    goToPage(page) {
      viewer.currentPageNumber = Math.min(Math.max(1, page), viewer.pagesCount);
    },
    zoom(to) {
      if (to === 'pageWidth') viewer.currentScaleValue = pageWidth;
      else if (to === 'in') viewer.increaseScale();
      else viewer.decreaseScale();
    },
    find: createFind(eventBus, container, onState),
    destroy() {
      resizing.disconnect();
      attach(null);
      void task?.destroy();
      task = undefined;
    },
  };
}
