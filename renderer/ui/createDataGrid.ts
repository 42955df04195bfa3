import {
  CellStyleModule,
  ColumnApiModule,
  createGrid,
  EventApiModule,
  InfiniteRowModelModule,
  LocaleModule,
  RenderApiModule,
  RowApiModule,
  RowSelectionModule,
  RowStyleModule,
  ScrollApiModule,
  themeQuartz,
  type ColDef,
  type GridApi,
  type GridOptions,
} from 'ag-grid-community';
import { keepWheelSpeed, watchKeys, watchMenu, watchSelectionKeys } from './dataGridInput.ts';
import {
  gridPageSize,
  type DataGridColumn,
  type DataGridController,
  type DataGridOptions,
} from './dataGridTypes.ts';
import { styleNonce } from './styleNonce.ts';

export const rowHeightPx = 28;

const modules = [
  InfiniteRowModelModule,
  RowSelectionModule,
  RowStyleModule,
  CellStyleModule,
  ScrollApiModule,
  RowApiModule,
  ColumnApiModule,
  RenderApiModule,
  EventApiModule,
  LocaleModule,
];

/** Mantine's variables as values: dark and light follow without a second theme. */
const theme = themeQuartz.withParams({
  backgroundColor: 'var(--house-page)',
  foregroundColor: 'var(--mantine-color-text)',
  borderColor: 'var(--house-line)',
  accentColor: 'var(--mantine-primary-color-filled)',
  selectedRowBackgroundColor: 'var(--mantine-primary-color-light)',
  rowHoverColor: 'var(--house-hover)',
  headerBackgroundColor: 'var(--house-surface)',
  headerTextColor: 'var(--mantine-color-dimmed)',
  headerFontWeight: 600,
  headerFontSize: 12,
  fontFamily: 'inherit',
  fontSize: 13,
  spacing: 4,
  cellHorizontalPadding: 10,
  wrapperBorder: false,
  wrapperBorderRadius: 0,
  headerColumnResizeHandleColor: 'transparent',
  browserColorScheme: 'inherit',
});

function toColDef<Row>(column: DataGridColumn<Row>): ColDef<Row> {
  const { id, title, text, render, align = 'start' } = column;
  return {
    colId: id,
    headerName: title,
    sortable: column.sortable ?? false,
    resizable: true,
    suppressMovable: true,
    ...(column.width === undefined ? {} : { width: column.width }),
    ...(column.flex === undefined ? {} : { flex: column.flex }),
    minWidth: column.minWidth ?? 60,
    ...(column.maxWidth === undefined ? {} : { maxWidth: column.maxWidth }),
    ...(align === 'end' ? { headerClass: 'ag-right-aligned-header', cellClass: 'kantoor-cell-end' } : {}),
    valueGetter: ({ data }) => (data ? text(data) : ''),
    // SECURITY: always a node, never a string: AG Grid writes strings with innerHTML.
    ...(render
      ? { cellRenderer: ({ data }: { data?: Row }) => (data ? render(data) : document.createElement('span')) }
      : {}),
    // Enter and Space belong to the list (open, preview), not to the cell.
    suppressKeyboardEvent: ({ event }) => event.key === 'Enter' || event.key === ' ',
  };
}

function toGridOptions<Row>(options: DataGridOptions<Row>, loadRows: LoadRows<Row>): GridOptions<Row> {
  const { columns, labels, selection, sort } = options;
  return {
    theme,
    styleNonce: styleNonce(),
    rowModelType: 'infinite',
    cacheBlockSize: gridPageSize,
    // PERF: a change reads every block again; these reach further than anybody leafs back (screens.bench).
    maxBlocksInCache: 20,
    // A screen of empty rows keeps the place until the first page is there.
    infiniteInitialRowCount: Math.max(40, (options.initialRow ?? 0) + 1),
    rowHeight: rowHeightPx,
    headerHeight: 30,
    rowBuffer: 5,
    // PERF: a bar that comes and goes with the length of a search lays all cells out again (benchmark: keystroke).
    alwaysShowVerticalScroll: true,
    animateRows: false,
    suppressNoRowsOverlay: true,
    suppressDragLeaveHidesColumns: true,
    rowClassRules: { 'kantoor-row-loading': ({ data }) => data === undefined },
    columnDefs: columns.map((column) => ({
      ...toColDef(column),
      ...(sort?.field === column.id ? { initialSort: sort.direction } : {}),
    })),
    defaultColDef: { sortingOrder: ['asc', 'desc'] },
    rowSelection: {
      mode: selection === 'multiple' ? 'multiRow' : 'singleRow',
      checkboxes: false,
      ...(selection === 'multiple' ? { headerCheckbox: false } : {}),
      enableClickSelection: true,
    },
    getRowId: ({ data }) => options.rowId(data),
    getLocaleText: ({ key, defaultValue }) => labels[key] ?? defaultValue,
    // Tab leaves the grid: walking through every cell of a million rows is a trap.
    tabToNextCell: () => false,
    focusGridInnerElement: ({ api }) => focusLastCell(api),
    datasource: {
      getRows: ({ startRow, endRow, sortModel, successCallback, failCallback }) => {
        const [first] = sortModel;
        const page = {
          offset: startRow,
          limit: endRow - startRow,
          sort: first ? { field: first.colId, direction: first.sort } : null,
        };
        loadRows(page).then(({ rows, total }) => successCallback(rows, total), failCallback);
      },
    },
    ...toEventOptions(options),
  };
}

type LoadRows<Row> = DataGridOptions<Row>['fetchRows'];

function toEventOptions<Row>(options: DataGridOptions<Row>): GridOptions<Row> {
  // Focus can be ahead of the rows, e.g. after End in a long list; the row is told once it is there.
  let toldRow: Row | undefined;
  const tellFocus = (api: GridApi<Row>): void => {
    const cell = api.getFocusedCell();
    const row = cell ? api.getDisplayedRowAtIndex(cell.rowIndex)?.data : undefined;
    if (row === undefined || row === toldRow) return;
    toldRow = row;
    options.onFocusRow?.(row);
  };
  return {
    onCellFocused: ({ api, rowIndex, column }) => {
      if (rowIndex === null || column === null) return;
      if (options.selection === 'single') api.getDisplayedRowAtIndex(rowIndex)?.setSelected(true, true);
      tellFocus(api);
    },
    onModelUpdated: ({ api }) => tellFocus(api),
    onRowDoubleClicked: ({ data, rowIndex }) => {
      if (data && rowIndex !== null) options.onOpen?.(data, rowIndex);
    },
    onSelectionChanged: ({ api }) => options.onSelect?.(api.getSelectedRows()),
  };
}

/** Coming back by Tab returns to the row where the person was, not to the end of the list. */
function focusLastCell<Row>(api: GridApi<Row>): boolean {
  const cell = api.getFocusedCell();
  const [first] = api.getAllDisplayedColumns();
  if (!first || api.getDisplayedRowCount() === 0) return false;
  api.setFocusedCell(cell?.rowIndex ?? api.getFirstDisplayedRowIndex(), cell?.column ?? first);
  return true;
}

function focusRow<Row>(api: GridApi<Row>, index: number, position: 'top' | 'middle' | null): void {
  const [first] = api.getAllDisplayedColumns();
  if (!first || index >= api.getDisplayedRowCount()) return;
  api.ensureIndexVisible(index, position);
  api.setFocusedCell(index, first);
}

/** Builds a grid in an element. PERF: without the React wrapper a scrolled frame costs half the script time. */
export function createDataGrid<Row>(
  element: HTMLElement,
  options: DataGridOptions<Row>,
): DataGridController<Row> {
  let { fetchRows } = options;
  const api = createGrid<Row>(
    element,
    toGridOptions(options, (page) => fetchRows(page)),
    { modules },
  );
  api.setGridAriaProperty('label', options.label);
  if (options.initialRow !== undefined) focusRow(api, options.initialRow, 'middle');
  const stopKeys = watchKeys(element, api, options);
  const stopSelectionKeys =
    options.selection === 'multiple' ? watchSelectionKeys(element, api) : () => undefined;
  const stopMenu = watchMenu(element, api, options);
  const stopWheel = keepWheelSpeed(element, api, rowHeightPx);

  return {
    showRowsOf(nextFetchRows) {
      fetchRows = nextFetchRows;
      // PERF: lays the page out, so only where there is something to scroll back (benchmark: keystroke).
      if (api.getVerticalPixelRange().top > 0) api.ensureIndexVisible(0, 'top');
      api.deselectAll();
      api.refreshInfiniteCache();
    },
    refresh: () => api.refreshInfiniteCache(),
    setColumns: (columns) => api.setGridOption('columnDefs', columns.map(toColDef)),
    focusFirstRow: () => focusRow(api, 0, 'top'),
    showRow(index) {
      focusRow(api, index, null);
      api.getDisplayedRowAtIndex(index)?.setSelected(true, true);
    },
    focusedRowIndex: () => api.getFocusedCell()?.rowIndex ?? null,
    destroy() {
      stopKeys();
      stopSelectionKeys();
      stopMenu();
      stopWheel();
      api.destroy();
    },
  };
}
