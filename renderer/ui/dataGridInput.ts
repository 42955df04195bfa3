import type { GridApi } from 'ag-grid-community';
import type { DataGridOptions } from './dataGridTypes.ts';
import { pointOfMenu } from './pointOfMenu.ts';

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
    if (!cell || !row) return;
    event.preventDefault();
    action(row, cell.rowIndex);
  }
  element.addEventListener('keydown', onKeyDown);
  return () => element.removeEventListener('keydown', onKeyDown);
}

/** The menu of a row: by right click, and by the keys for which the browser asks for one. */
export function watchMenu<Row>(
  element: HTMLElement,
  api: GridApi<Row>,
  { onMenu }: Pick<DataGridOptions<Row>, 'onMenu'>,
): () => void {
  function onContextMenu(event: MouseEvent): void {
    const cell = event.target instanceof Element ? event.target.closest('[role="gridcell"]') : null;
    const index = Number(cell?.closest('[row-index]')?.getAttribute('row-index') ?? Number.NaN);
    const node = api.getDisplayedRowAtIndex(index);
    if (!onMenu || !cell || node?.data === undefined) return;
    event.preventDefault();
    // The focus shows whose menu it is, and comes back to that row.
    const column = api.getFocusedCell()?.column ?? api.getAllDisplayedColumns()[0];
    if (column) api.setFocusedCell(index, column);
    if (!node.isSelected()) node.setSelected(true, true);
    onMenu(node.data, pointOfMenu(event, cell));
  }
  element.addEventListener('contextmenu', onContextMenu);
  return () => element.removeEventListener('contextmenu', onContextMenu);
}

/** Keys that move the focus to another row. */
const walkingKeys = new Set(['ArrowUp', 'ArrowDown', 'PageUp', 'PageDown', 'Home', 'End']);

/**
 * Selecting several rows by keyboard as file managers do: walking selects one row, Shift extends from where the
 * selection began, Ctrl walks without selecting and Ctrl+Space adds or removes a row.
 */
export function watchSelectionKeys<Row>(element: HTMLElement, api: GridApi<Row>): () => void {
  let anchor: number | null = null;
  let leftRow = 0;

  function selectOnly(first: number, last: number): void {
    const nodes = Array.from({ length: last - first + 1 }, (_, step) =>
      api.getDisplayedRowAtIndex(first + step),
    ).filter((node) => node?.data !== undefined);
    api.deselectAll();
    api.setNodesSelected({ nodes: nodes.filter((node) => node !== undefined), newValue: true });
  }

  function onKeyDown(event: KeyboardEvent): void {
    const cell = api.getFocusedCell();
    const inCell = event.target instanceof Element && event.target.closest('[role="gridcell"]') !== null;
    if (!cell || !inCell) return;
    const isFree = event.ctrlKey || event.metaKey;
    if (event.key === ' ' && isFree) {
      const node = api.getDisplayedRowAtIndex(cell.rowIndex);
      node?.setSelected(!node.isSelected());
      event.preventDefault();
    } else if (walkingKeys.has(event.key) && !isFree) {
      // The grid has moved its focus by now: its listener sits on the rows, inside this element.
      const from = event.shiftKey ? (anchor ?? leftRow) : cell.rowIndex;
      selectOnly(Math.min(from, cell.rowIndex), Math.max(from, cell.rowIndex));
      anchor = from;
    }
  }

  function rememberRow(): void {
    leftRow = api.getFocusedCell()?.rowIndex ?? 0;
  }

  function onPointerDown(event: PointerEvent): void {
    if (!event.shiftKey) anchor = null;
  }

  element.addEventListener('keydown', rememberRow, { capture: true });
  element.addEventListener('keydown', onKeyDown);
  element.addEventListener('pointerdown', onPointerDown);
  return () => {
    element.removeEventListener('keydown', rememberRow, { capture: true });
    element.removeEventListener('keydown', onKeyDown);
    element.removeEventListener('pointerdown', onPointerDown);
  };
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
