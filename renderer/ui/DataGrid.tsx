import { useEffect, useEffectEvent, useRef, type ReactNode, type RefObject } from 'react';
import { useTranslation } from 'react-i18next';
import './dataGrid.css';
import type { DataGridController, DataGridOptions, MenuPoint } from './dataGridTypes.ts';

/** PERF: the grid is half of the code of the app; loaded apart and, when the app is idle, ahead. */
export function loadDataGrid(): Promise<typeof import('./createDataGrid.ts')> {
  return import('./createDataGrid.ts');
}

export interface DataGridProps<Row> extends Omit<DataGridOptions<Row>, 'labels'> {
  /** Grows when the same rows have newer contents. */
  version: number;
  controller?: RefObject<DataGridController<Row> | null>;
}

/** A list of any length: rows come in pages while scrolling, arrows walk, Enter opens, Space previews. */
export function DataGrid<Row>(props: DataGridProps<Row>): ReactNode {
  const { columns, fetchRows, version, controller } = props;
  const { t } = useTranslation('ui');
  const host = useRef<HTMLDivElement>(null);
  const grid = useRef<DataGridController<Row>>(null);
  // What the grid shows now, to tell a change from the first run of an effect.
  const shown = useRef({ columns, fetchRows, version });

  const create = useEffectEvent((make: typeof import('./createDataGrid.ts').createDataGrid) => {
    if (!host.current) return;
    const created = make<Row>(host.current, {
      ...props,
      labels: { ariaSortableColumn: t('grid.sortHint'), ariaRowSelect: '', ariaRowDeselect: '' },
      onSelect: (rows) => onSelect(rows),
      onFocusRow: (row) => onFocusRow(row),
      onOpen: (row, index) => onOpen(row, index),
      onPreview: (row) => onPreview(row),
      onMenu: (row, at) => onMenu(row, at),
    });
    shown.current = { columns, fetchRows, version };
    grid.current = created;
    if (controller) controller.current = created;
  });
  const onSelect = useEffectEvent((rows: Row[]) => props.onSelect?.(rows));
  const onFocusRow = useEffectEvent((row: Row) => props.onFocusRow?.(row));
  const onOpen = useEffectEvent((row: Row, index: number) => props.onOpen?.(row, index));
  const onPreview = useEffectEvent((row: Row) => props.onPreview?.(row));
  const onMenu = useEffectEvent((row: Row, at: MenuPoint) => props.onMenu?.(row, at));
  const forget = useEffectEvent(() => {
    if (controller) controller.current = null;
  });

  useEffect(() => {
    let gone = false;
    void loadDataGrid().then(({ createDataGrid }) => {
      if (!gone) create(createDataGrid);
    });
    return () => {
      gone = true;
      grid.current?.destroy();
      grid.current = null;
      forget();
    };
  }, []);

  useEffect(() => {
    if (!grid.current) return;
    if (shown.current.columns !== columns) grid.current.setColumns(columns);
    if (shown.current.fetchRows !== fetchRows) grid.current.showRowsOf(fetchRows);
    else if (shown.current.version !== version) grid.current.refresh();
    shown.current = { columns, fetchRows, version };
  }, [columns, fetchRows, version]);

  return <div ref={host} className="kantoor-grid" />;
}
