import { useEffect, useEffectEvent, useRef, useState, type KeyboardEvent, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { PdfView, PdfViewState } from './createPdfView.ts';
import { PdfToolbar } from './PdfToolbar.tsx';
import classes from './PdfViewer.module.css';

const emptyState: PdfViewState = { page: 1, pages: 0, scale: 1, matches: null };

export interface PdfViewerProps {
  bytes: Uint8Array;
  /** Accessible name, e.g. the invoice's number. */
  name: string;
  /** Buttons beside zoom and pages, e.g. print and save. */
  actions?: ReactNode;
  /** The bytes cannot be shown as a PDF. */
  onBroken: (error: unknown) => void;
}

/** A PDF with selectable text, pages, zoom and search. Keys: + − 0 zoom, PageUp and PageDown pages, Ctrl+F search. */
export function PdfViewer({ bytes, name, actions, onBroken }: PdfViewerProps): ReactNode {
  const { t } = useTranslation('ui');
  const container = useRef<HTMLDivElement>(null);
  const searchBox = useRef<HTMLInputElement>(null);
  const [view, setView] = useState<PdfView | null>(null);
  const [state, setState] = useState(emptyState);
  const reportBroken = useEffectEvent((error: unknown) => onBroken(error));

  useEffect(() => {
    let made: PdfView | undefined;
    let gone = false;
    void loadCreatePdfView().then((createPdfView) => {
      if (gone || !container.current) return;
      made = createPdfView(container.current, (change) => setState((known) => ({ ...known, ...change })));
      setView(made);
    });
    return () => {
      gone = true;
      made?.destroy();
      setView(null);
    };
  }, []);

  useEffect(() => {
    let gone = false;
    view?.show(bytes).catch((error: unknown) => {
      if (!gone) reportBroken(error);
    });
    return () => {
      gone = true;
    };
  }, [view, bytes]);

  function onKeyDown(event: KeyboardEvent): void {
    if (event.key === 'f' && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      searchBox.current?.focus();
      return;
    }
    if (event.target instanceof HTMLInputElement || event.altKey) return;
    const act = viewKeys[event.key];
    if (!act || !view) return;
    event.preventDefault();
    act(view, state.page);
  }

  return (
    <section className={classes.viewer} aria-label={t('pdf.label', { name })} onKeyDown={onKeyDown}>
      <PdfToolbar view={view} state={state} searchBox={searchBox} actions={actions} />
      <div className={classes.stage}>
        <div ref={container} className={classes.scroller} tabIndex={0} role="document" aria-label={name}>
          <div className="pdfViewer" />
        </div>
      </div>
    </section>
  );
}

const viewKeys: Record<string, (view: PdfView, page: number) => void> = {
  '+': (view) => view.zoom('in'),
  '=': (view) => view.zoom('in'),
  '-': (view) => view.zoom('out'),
  '0': (view) => view.zoom('pageWidth'),
  PageDown: (view, page) => view.goToPage(page + 1),
  PageUp: (view, page) => view.goToPage(page - 1),
};

/** pdf.js has to be there before its viewer, which finds it on the global object. */
async function loadCreatePdfView(): Promise<typeof import('./createPdfView.ts').createPdfView> {
  await import('./pdfEngine.ts');
  return (await import('./createPdfView.ts')).createPdfView;
}
