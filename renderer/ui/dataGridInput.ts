import type { GridApi } from 'ag-grid-community';
import type { DataGridOptions } from './dataGridTypes.ts';

/** Enter opens the focused row, Space previews it. */
export function watchKeys<Row>(
  element: HTMLElement,
  api: GridApi<Row>,
  { onOpen, onPreview }: Pick<DataGridOptions<Row>, 'onOpen' | 'onPreview'>,
): () => void {
  function onKeyDown(event: KeyboardEvent): void {
    const action = event.key === 'Enter' ? onOpen : event.key === ' ' ? onPreview : undefined;
    const inCell = event.target instanceof Element && event.target.closest('[role="gridcell"]') !== null;
    if (!action || !inCell || event.ctrlKey || event.metaKey || event.altKey) return;
    const cell = api.getFocusedCell();
    const row = cell ? api.getDisplayedRowAtIndex(cell.rowIndex)?.data : undefined;
    if (!row) return;
    event.preventDefault();
    action(row);
  }
  element.addEventListener('keydown', onKeyDown);
  return () => element.removeEventListener('keydown', onKeyDown);
}

/**
 * Beyond about 285,000 rows the scroller is shorter than its rows together (dataGrid.css limits it) and every pixel
 * stands for several: one wheel notch would jump over fifteen rows. This gives a notch its usual reach again.
 */
export function keepWheelSpeed<Row>(
  element: HTMLElement,
  api: GridApi<Row>,
  rowHeightPx: number,
): () => void {
  function onWheel(event: WheelEvent): void {
    const viewport = element.querySelector('.ag-grid-viewport');
    if (!viewport || event.deltaY === 0 || event.ctrlKey || event.shiftKey) return;
    const stretch = (api.getDisplayedRowCount() * rowHeightPx) / viewport.scrollHeight;
    if (stretch <= 1) return;
    event.preventDefault();
    const deltaPx = event.deltaMode === WheelEvent.DOM_DELTA_LINE ? event.deltaY * rowHeightPx : event.deltaY;
    viewport.scrollTop += deltaPx / stretch;
  }
  element.addEventListener('wheel', onWheel, { passive: false });
  return () => element.removeEventListener('wheel', onWheel);
}
