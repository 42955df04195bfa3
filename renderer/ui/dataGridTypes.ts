export interface DataGridColumn<Row> {
  /** Field by which the list sorts when the column is sortable. */
  id: string;
  title: string;
  /** What the cell says; also the text when `render` draws it. */
  text: (row: Row) => string;
  /** Draws the cell; plain DOM, because React cells halve the frame rate of a scrolled grid. */
  render?: (row: Row) => Node;
  align?: 'start' | 'end';
  width?: number;
  flex?: number;
  minWidth?: number;
  /** On a wide screen a name does not need half of it. */
  maxWidth?: number;
  sortable?: boolean;
}

export interface DataGridSort {
  field: string;
  direction: 'asc' | 'desc';
}

/** Rows that the grid asks for at once: a usual window full, because a keystroke pays for every one of them. */
export const gridPageSize = 50;

export interface DataGridPage {
  offset: number;
  limit: number;
  /** Null: the list's own order. */
  sort: DataGridSort | null;
}

/** Where in the window a menu opens. *Units*: CSS pixels. */
export interface MenuPoint {
  x: number;
  y: number;
}

export interface DataGridOptions<Row> {
  /** Accessible name of the grid. */
  label: string;
  /** Words that the grid itself says to screen readers, by AG Grid's own keys. */
  labels: Readonly<Record<string, string>>;
  columns: readonly DataGridColumn<Row>[];
  rowId: (row: Row) => string;
  fetchRows: (page: DataGridPage) => Promise<{ rows: Row[]; total: number }>;
  selection: 'single' | 'multiple';
  sort?: DataGridSort;
  /** Row at which the list opens, with the focus on it. */
  initialRow?: number | undefined;
  onSelect?: (rows: Row[]) => void;
  /** The row that keys and clicks are on; also when its contents arrive later than the focus. */
  onFocusRow?: (row: Row) => void;
  /** Enter or double click; `index` is the row's place in the list as it is sorted now. */
  onOpen?: (row: Row, index: number) => void;
  /** Space. */
  onPreview?: (row: Row) => void;
  /** Right click, the menu key or Shift+F10: what can be done with a row, at a point of the window. */
  onMenu?: (row: Row, at: MenuPoint) => void;
}

export interface DataGridController<Row> {
  /** Other rows, e.g. of another search: the list starts at its top again. */
  showRowsOf: (fetchRows: DataGridOptions<Row>['fetchRows']) => void;
  /** The same rows with newer contents; nothing moves. */
  refresh: () => void;
  setColumns: (columns: readonly DataGridColumn<Row>[]) => void;
  focusFirstRow: () => void;
  showRow: (index: number) => void;
  focusedRowIndex: () => number | null;
  destroy: () => void;
}
